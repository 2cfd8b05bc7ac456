'use client';

import { useEffect, useRef, useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { TypeAhead } from '#components/ui/type-ahead.tsx';
import { searchSourcesAction } from '#lib/sources/actions.ts';
import type { KnownSource } from '#lib/sources/schema.ts';

export function used(claims: number): string {
  if (claims === 0) return 'not used by a claim yet';
  return claims === 1 ? 'used by 1 claim' : `used by ${claims} claims`;
}

/** Finds a source that is here already by its title, publisher or address. */
export function SourceSearch({ id, onPick }: { id: string; onPick: (source: KnownSource) => void }) {
  const [text, setText] = useState('');
  const found = useRef<KnownSource[]>([]);
  useEffect(() => document.getElementById(id)?.focus(), [id]);
  return (
    <TypeAhead
      id={id}
      label="Source that is here already"
      description="By title, publisher or address"
      value={text}
      onChange={setText}
      maxLength={200}
      search={async (words) => {
        const result = await attempt(() => searchSourcesAction({ text: words }));
        if (!result.ok) return null;
        found.current = result.data;
        return result.data.map((source) => ({
          key: String(source.id),
          label: source.title,
          note: [source.publisher, used(source.claims)].filter((part) => part !== null).join(' · '),
        }));
      }}
      onPick={(option) => {
        const source = found.current.find((candidate) => String(candidate.id) === option.key);
        if (source) onPick(source);
      }}
    />
  );
}
