'use client';

import { Button, Select, TextInput } from '@mantine/core';
import { type FormEvent, useEffect, useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { toastDone } from '#components/ui/toast.tsx';
import { quotePassageAction } from '#lib/evidence/actions.ts';
import type { QuotableEvidence } from '#lib/evidence/schema.ts';
import classes from './snapshot-view.module.css';
import { type Selected, selectedIn, selectNext } from './text-selection.ts';

/**
 * Makes what is selected in the text the quote of a claim. The words can be typed instead: Enter selects where they stand, and
 * again the next place.
 */
export function QuoteTool({
  textId,
  snapshotId,
  quotable,
}: {
  textId: string;
  snapshotId: number;
  quotable: QuotableEvidence[];
}) {
  const [selected, setSelected] = useState<Selected | null>(null);
  const [chosen, setChosen] = useState<number | null>(null);
  const [words, setWords] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, start] = useTransition();

  useEffect(() => {
    const look = () => {
      const text = document.getElementById(textId);
      const found = text && selectedIn(text);
      // A click into the form takes the selection away; what was selected stays chosen until other words are.
      if (found) setSelected(found);
    };
    document.addEventListener('selectionchange', look);
    return () => document.removeEventListener('selectionchange', look);
  }, [textId]);

  const find = (event: FormEvent) => {
    event.preventDefault();
    const text = document.getElementById(textId);
    const found = text !== null && selectNext(text, words, selected?.end ?? 0);
    setProblem(found || words.trim() === '' ? null : 'These words do not stand in this copy.');
  };

  const evidence =
    quotable.find(({ id }) => id === chosen) ?? (quotable.length === 1 ? quotable[0] : undefined);
  const quote = () =>
    start(async () => {
      if (!evidence || !selected) return;
      const { id, version } = evidence;
      const passage = { snapshotId, start: selected.start, end: selected.end };
      const result = await attempt(() => quotePassageAction({ id, version, passage }));
      setProblem(result.ok ? null : result.message);
      if (!result.ok) return;
      setSelected(null);
      document.getSelection()?.removeAllRanges();
      toastDone('The passage is the quote of this claim now.');
    });

  if (quotable.length === 0)
    return (
      <p className={classes['quiet']}>
        No claim rests on this source yet. Attach the source to a claim, then a passage can be its quote.
      </p>
    );
  return (
    <section className={classes['tool']} aria-label="Quote a passage">
      <form className={classes['find']} onSubmit={find}>
        <TextInput
          label="Find words in this copy"
          description="Enter selects them, and again the next place. Or select them in the text."
          value={words}
          error={problem}
          onChange={(event) => setWords(event.currentTarget.value)}
        />
      </form>
      {selected && (
        <>
          <p className={classes['selected']} role="status">
            “{selected.words.length > 160 ? `${selected.words.slice(0, 160)}…` : selected.words}”
          </p>
          <div className={classes['choice']}>
            <Select
              label="Quote of the claim"
              placeholder="Choose a claim"
              data={quotable.map(({ id, statement }) => ({ value: String(id), label: statement }))}
              value={evidence ? String(evidence.id) : null}
              searchable
              onChange={(value) => setChosen(value === null ? null : Number(value))}
            />
            <Button disabled={!evidence} loading={pending} onClick={quote}>
              {evidence && evidence.quote !== '' ? 'Replace its quote' : 'Quote this'}
            </Button>
          </div>
          {evidence && evidence.quote !== '' && (
            <p className={classes['quiet']}>Its quote now: “{evidence.quote}”</p>
          )}
        </>
      )}
    </section>
  );
}
