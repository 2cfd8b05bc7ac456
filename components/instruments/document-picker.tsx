'use client';

import { IconX } from '@tabler/icons-react';
import { useRef, useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { TypeAhead } from '#components/ui/type-ahead.tsx';
import { searchSourcesAction } from '#lib/sources/actions.ts';
import fields from './form.module.css';
import classes from './instruments.module.css';

export type PickedDocument = { id: number; title: string };

/** Documents among the sources, one after the other. */
export function DocumentPicker({
  id,
  value,
  error,
  onChange,
}: {
  id: string;
  value: readonly PickedDocument[];
  error: string | undefined;
  onChange: (documents: PickedDocument[]) => void;
}) {
  const [text, setText] = useState('');
  const found = useRef<PickedDocument[]>([]);
  return (
    <div className={fields['documents']}>
      <TypeAhead
        id={id}
        label="Documents that carry its text"
        description="Among the sources, by title, publisher or address. Evidence from them counts as the act’s own text."
        value={text}
        error={error}
        maxLength={200}
        onChange={setText}
        search={async (words) => {
          const result = await attempt(() => searchSourcesAction({ text: words }));
          if (!result.ok) return null;
          const fresh = result.data.filter((source) => !value.some((picked) => picked.id === source.id));
          found.current = fresh.map(({ id: sourceId, title }) => ({ id: sourceId, title }));
          return fresh.map((source) => ({
            key: String(source.id),
            label: source.title,
            note: source.publisher ?? 'no publisher',
          }));
        }}
        onPick={(option) => {
          const source = found.current.find((one) => String(one.id) === option.key);
          if (source) onChange([...value, source]);
          setText('');
        }}
      />
      <ul className={fields['picked']}>
        {value.map((document) => (
          <li key={document.id}>
            <span>{document.title}</span>
            <button
              type="button"
              className={classes['remove']}
              aria-label={`Leave out: ${document.title}`}
              onClick={() => onChange(value.filter((one) => one.id !== document.id))}
            >
              <IconX size={14} aria-hidden />
            </button>
          </li>
        ))}
      </ul>
    </div>
  );
}
