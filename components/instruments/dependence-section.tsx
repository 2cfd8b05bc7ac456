'use client';

import { Button } from '@mantine/core';
import { IconX } from '@tabler/icons-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useState } from 'react';
import { AddButton } from '#components/ui/add-button.tsx';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { Section } from '#components/ui/page.tsx';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { Day } from '#components/ui/time.tsx';
import { confirmDependenceAction, removeDependenceAction } from '#lib/instruments/actions.ts';
import { instrumentName, placeName } from '#lib/instruments/naming.ts';
import type { DependenceRow } from '#lib/instruments/schema.ts';
import classes from './instruments.module.css';

// Every visit to the table would load the form, were it not asked for.
const dependenceForm = new OnDemand(() => import('./dependence-form.tsx'));

/** With which acts the claim stands or falls, and what was amended since somebody looked. */
export function DependenceSection({
  claimId,
  hasValue,
  rows,
  userId,
  canChange,
}: {
  claimId: number;
  hasValue: boolean;
  rows: DependenceRow[];
  userId: number;
  canChange: boolean;
}) {
  const [adding, setAdding] = useState(false);
  const stop = () => setAdding(false);
  return (
    <Section
      title="Depends on"
      count={rows.length}
      id="depends-on"
      actions={canChange && !adding && <AddButton onClick={() => setAdding(true)}>Add an act</AddButton>}
    >
      {adding && (
        <Demanded code={dependenceForm} loading={<TextSkeleton lines={3} />} onClose={stop}>
          {({ DependenceForm }) => (
            <DependenceForm claimId={claimId} hasValue={hasValue} userId={userId} onClose={stop} />
          )}
        </Demanded>
      )}
      {rows.length === 0 && !adding && (
        <p className={classes['quiet']}>
          No act is named with which it stands or falls, so no amendment will call for another look.
        </p>
      )}
      <ul className={classes['dependences']}>
        {rows.map((row) => (
          <Dependence key={row.id} row={row} canChange={canChange} />
        ))}
      </ul>
    </Section>
  );
}

function Dependence({ row, canChange }: { row: DependenceRow; canChange: boolean }) {
  const [open, setOpen] = useState<'look' | 'removal' | null>(null);
  const { id, version, instrument, articleId, place, stale } = row;
  const name = placeName(instrument, place);
  const href = `/instruments/${instrument.id}${articleId === null ? '' : `#article-${articleId}`}` as Route;
  return (
    <li className={classes['dependence']} data-stale={stale !== null || undefined}>
      <div className={classes['dependenceHead']}>
        <div>
          <Link href={href} prefetch={false}>
            {name}
          </Link>
          {row.subject && <span className={classes['quiet']}> {row.subject}</span>}
          {row.part === 'value' && <span className={classes['quiet']}> · its value</span>}
          {row.note && <p className={classes['quiet']}>{row.note}</p>}
        </div>
        {canChange && (
          <button
            type="button"
            className={classes['remove']}
            aria-label={`Take back: ${name}`}
            onClick={() => setOpen('removal')}
          >
            <IconX size={14} aria-hidden />
          </button>
        )}
      </div>
      {stale && (
        <>
          <p className={classes['stale']}>
            Stale since <Day at={stale.since} />: the act was amended
            {stale.amendedBy && ` by ${instrumentName(stale.amendedBy)}`} (version {stale.ordinal})
          </p>
          {stale.note && <p className={classes['quiet']}>{stale.note}</p>}
          {canChange && (
            <Button mt={8} size="xs" variant="default" onClick={() => setOpen('look')}>
              Still holds…
            </Button>
          )}
        </>
      )}
      <ConfirmWithReason
        opened={open === 'look'}
        onClose={() => setOpen(null)}
        title="Does it still hold?"
        confirmLabel="It still holds"
        reasonLabel="What you found"
        onConfirm={(reason) => attempt(() => confirmDependenceAction({ id, version, reason }))}
      >
        Say what the amended text says. If the claim does not hold as it stands, edit it or change its verdict
        instead.
      </ConfirmWithReason>
      <ConfirmWithReason
        opened={open === 'removal'}
        onClose={() => setOpen(null)}
        title="Does it not depend on this?"
        confirmLabel="Take back"
        danger
        onConfirm={(reason) => attempt(() => removeDependenceAction({ id, version, reason }))}
      >
        Amendments of {name} will not call for another look at this claim. The history keeps it.
      </ConfirmWithReason>
    </li>
  );
}
