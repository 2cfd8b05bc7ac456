'use client';

import { useRef } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { TypeAhead } from '#components/ui/type-ahead.tsx';
import { searchPublishersAction } from '#lib/sources/actions.ts';
import { kindOfPublisher, type SourceValues } from './evidence-values.ts';

/** A publisher by name; one that is chosen tells the kind of its documents. */
export function PublisherField({
  id,
  value,
  error,
  onChange,
  onPick,
}: {
  id: string;
  value: string;
  error: string | undefined;
  onChange: (name: string) => void;
  onPick: (name: string, kind: SourceValues['create']['kind'] | null) => void;
}) {
  const kinds = useRef(new Map<string, SourceValues['create']['kind'] | null>());
  return (
    <TypeAhead
      id={id}
      label="Publisher"
      value={value}
      error={error}
      maxLength={300}
      onChange={onChange}
      createLabel={(name) => `Create “${name}”`}
      search={async (text) => {
        const result = await attempt(() => searchPublishersAction({ text }));
        if (!result.ok) return null;
        kinds.current = new Map(result.data.map(({ name, kind }) => [name, kindOfPublisher(kind)]));
        return result.data.map((publisher) => ({
          key: String(publisher.id),
          label: publisher.name,
          note: publisher.sources === 1 ? '1 source' : `${publisher.sources} sources`,
        }));
      }}
      onPick={(option) => onPick(option.label, kinds.current.get(option.label) ?? null)}
    />
  );
}
