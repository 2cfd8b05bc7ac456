'use client';

import { Button, Group, Radio } from '@mantine/core';
import { type ReactNode, useEffect, useRef, useState } from 'react';
import classes from './conflict-view.module.css';

export type ConflictRow = {
  field: string;
  label: string;
  by: 'me' | 'them' | 'both';
  /** What both started from; empty where the field was empty. */
  base: string;
  mine: string;
  theirs: string;
};

export type ConflictChoice = { field: string; take: 'mine' | 'theirs' };

const BY: Record<ConflictRow['by'], string> = {
  me: 'Only you changed this.',
  them: 'Only they changed this.',
  both: 'You both changed this: choose one.',
};

/**
 * Two versions of the same thing, field by field. What only one side changed is chosen already and can be chosen
 * otherwise; what both changed waits for a decision.
 */
export function ConflictView({
  intro,
  rows,
  pending,
  onSave,
  onBack,
}: {
  /** Who changed it and when. */
  intro: ReactNode;
  rows: readonly ConflictRow[];
  pending: boolean;
  onSave: (choices: ConflictChoice[]) => void;
  /** Back to the form, with nothing decided. */
  onBack: () => void;
}) {
  const [chosen, setChosen] = useState<Record<string, string>>(() =>
    Object.fromEntries(
      rows.filter((row) => row.by !== 'both').map((row) => [row.field, row.by === 'me' ? 'mine' : 'theirs']),
    ),
  );
  const [asked, setAsked] = useState(false);
  const heading = useRef<HTMLHeadingElement>(null);
  useEffect(() => heading.current?.focus(), []);

  const save = () => {
    const open = rows.find((row) => chosen[row.field] === undefined);
    setAsked(true);
    if (open) {
      document.getElementById(`choose-${open.field}`)?.focus();
      return;
    }
    onSave(rows.map(({ field }) => ({ field, take: chosen[field] === 'mine' ? 'mine' : 'theirs' })));
  };

  return (
    <div className={classes['view']}>
      <h2 ref={heading} tabIndex={-1} className={classes['title']}>
        Somebody else changed this while you did
      </h2>
      <p className={classes['intro']}>
        {intro}{' '}
        {rows.length === 0
          ? 'Both versions read the same now.'
          : 'Nothing is overwritten until you say which to keep.'}
      </p>
      {rows.map((row) => (
        <Radio.Group
          key={row.field}
          className={classes['row']}
          label={row.label}
          description={`${BY[row.by]} Before: ${row.base === '' ? 'empty' : row.base}`}
          error={asked && chosen[row.field] === undefined ? 'Choose yours or theirs.' : null}
          value={chosen[row.field] ?? ''}
          onChange={(take) => setChosen({ ...chosen, [row.field]: take })}
        >
          <div className={classes['sides']}>
            <Side id={`choose-${row.field}`} value="mine" label="Yours" text={row.mine} />
            <Side value="theirs" label="Theirs" text={row.theirs} />
          </div>
        </Radio.Group>
      ))}
      <Group gap="xs" mt="lg">
        <Button onClick={save} loading={pending}>
          Save this version
        </Button>
        <Button variant="default" onClick={onBack}>
          Back to the form
        </Button>
      </Group>
    </div>
  );
}

function Side({ id, value, label, text }: { id?: string; value: string; label: string; text: string }) {
  return (
    <div className={classes['side']}>
      <Radio
        {...(id === undefined ? {} : { id })}
        value={value}
        label={
          <>
            <span className={classes['side-label']}>{label}</span>{' '}
            <span className={classes['text']} data-empty={text === ''}>
              {text === '' ? 'empty' : text}
            </span>
          </>
        }
      />
    </div>
  );
}
