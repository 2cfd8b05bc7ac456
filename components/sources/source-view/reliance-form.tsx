'use client';

import { Button, Group, Select } from '@mantine/core';
import { type FormEvent, useId, useRef, useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { toastDone } from '#components/ui/toast.tsx';
import { TypeAhead } from '#components/ui/type-ahead.tsx';
import { addRelianceAction } from '#lib/lineage/actions.ts';
import type { AddRelianceInput } from '#lib/lineage/schema.ts';
import { RELIANCE_KINDS, RELIED_LABELS, type RelianceKind } from '#lib/lineage/vocabulary.ts';
import { searchSourcesAction } from '#lib/sources/actions.ts';
import classes from './source-view.module.css';

type Chosen = { id: number; title: string };

/** Says on what a source relies, or what relies on it. An origin may also be somebody who is only named. */
export function RelianceForm({
  sourceId,
  end,
  onClose,
}: {
  sourceId: number;
  end: 'origin' | 'heir';
  onClose: () => void;
}) {
  const [kind, setKind] = useState<RelianceKind>('cites');
  const [text, setText] = useState('');
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const found = useRef<Chosen[]>([]);
  const field = useId();
  const forward = end === 'origin';

  const search = async (words: string) => {
    const result = await attempt(() => searchSourcesAction({ text: words }));
    if (!result.ok) return null;
    found.current = result.data.filter((source) => source.id !== sourceId);
    return result.data
      .filter((source) => source.id !== sourceId)
      .map((source) => ({
        key: String(source.id),
        label: source.title,
        note: source.publisher ?? 'no publisher',
      }));
  };

  const inputOf = (): AddRelianceInput | null => {
    if (chosen)
      return forward
        ? { sourceId, kind, origin: { sourceId: chosen.id } }
        : { sourceId: chosen.id, kind, origin: { sourceId } };
    return forward && text.trim() !== '' ? { sourceId, kind, origin: { name: text } } : null;
  };

  const submit = (event: FormEvent) => {
    event.preventDefault();
    const input = inputOf();
    if (input === null) {
      setError(forward ? 'Choose a source, or write who is named.' : 'Choose a source from the list.');
      document.getElementById(field)?.focus();
      return;
    }
    startTransition(async () => {
      const result = await attempt(() => addRelianceAction(input));
      if (!result.ok) {
        setError(result.message);
        document.getElementById(field)?.focus();
        return;
      }
      toastDone('The link is added.');
      onClose();
    });
  };

  return (
    <form noValidate className={classes['form']} onSubmit={submit}>
      <div className={classes['formRow']}>
        <Select
          label={forward ? 'This source' : 'This source is'}
          data={RELIANCE_KINDS.map((value) => ({ value, label: forward ? value : RELIED_LABELS[value] }))}
          value={kind}
          allowDeselect={false}
          onChange={(value) => {
            if (value !== null) setKind(value);
          }}
        />
        <TypeAhead
          id={field}
          label={forward ? 'what' : 'which source'}
          description={
            forward && chosen === null
              ? 'A source that is here, or a name for what is not: TASS, a lawyer'
              : chosen
                ? `Source ${chosen.id}`
                : 'A source that is here'
          }
          value={text}
          error={error}
          maxLength={200}
          onChange={(value) => {
            setText(value);
            setChosen(null);
            setError(null);
          }}
          search={search}
          onPick={(option) => {
            const source = found.current.find((one) => String(one.id) === option.key);
            if (!source) return;
            setChosen(source);
            setText(source.title);
            setError(null);
          }}
          {...(forward ? { createLabel: (name: string) => `Only named: “${name}”` } : {})}
        />
      </div>
      <Group gap="xs">
        <Button type="submit" size="xs" loading={pending}>
          Add
        </Button>
        <Button size="xs" variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
    </form>
  );
}
