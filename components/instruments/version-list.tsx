'use client';

import { Button } from '@mantine/core';
import type { Route } from 'next';
import Link from 'next/link';
import { useState } from 'react';
import { AddButton } from '#components/ui/add-button.tsx';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { Section } from '#components/ui/page.tsx';
import { removeAmendmentAction } from '#lib/instruments/actions.ts';
import { instrumentName } from '#lib/instruments/naming.ts';
import type { ActChoice, InstrumentDetail, VersionRow } from '#lib/instruments/schema.ts';
import classes from './instruments.module.css';
import { AmendmentForm, VersionForm } from './version-forms.tsx';

type Rights = { userId: number; canEdit: boolean; canDelete: boolean };

/** How the act read from when to when, the latest version first; a form to record an amendment. */
export function VersionList({
  act,
  acts,
  canAmend,
  ...rights
}: Rights & { act: InstrumentDetail; acts: ActChoice[]; canAmend: boolean }) {
  const [adding, setAdding] = useState(false);
  return (
    <Section
      title="Versions"
      count={act.versionList.length}
      id="versions"
      actions={
        canAmend && !adding && <AddButton onClick={() => setAdding(true)}>Record an amendment</AddButton>
      }
    >
      {adding && (
        <AmendmentForm act={act} acts={acts} userId={rights.userId} onClose={() => setAdding(false)} />
      )}
      {act.versionList.map((row) => (
        <Version key={row.id} act={act} row={row} {...rights} />
      ))}
    </Section>
  );
}

function Version({
  act,
  row,
  userId,
  canEdit,
  canDelete,
}: Rights & { act: InstrumentDetail; row: VersionRow }) {
  const [open, setOpen] = useState<'edit' | 'removal' | null>(null);
  const close = () => setOpen(null);
  if (open === 'edit') return <VersionForm row={row} userId={userId} onClose={close} />;
  return (
    <section className={classes['article']} aria-label={`Version ${row.ordinal}`}>
      <div className={classes['articleHead']}>
        <h3>
          Version {row.ordinal}{' '}
          <span className={classes['subject']}>
            {row.ordinal === 1 ? 'as adopted' : <AmendedBy row={row} />}
          </span>
        </h3>
        <span className={classes['buttons']}>
          {canEdit && (
            <Button size="compact-xs" variant="subtle" onClick={() => setOpen('edit')}>
              Edit
            </Button>
          )}
          {canDelete && row.ordinal > 1 && (
            <Button size="compact-xs" variant="subtle" color="red" onClick={() => setOpen('removal')}>
              Take back
            </Button>
          )}
        </span>
      </div>
      <p>{inForce(row)}</p>
      {row.ordinal > 1 && <p>{touched(act, row)}</p>}
      {row.note && <p className={classes['quiet']}>{row.note}</p>}
      {row.sources.length > 0 && (
        <p className={classes['quiet']}>
          Text in:{' '}
          {row.sources.map((source, at) => (
            <span key={source.id}>
              {at > 0 && ', '}
              <Link href={`/sources/${source.id}` as Route} prefetch={false}>
                {source.title}
              </Link>
            </span>
          ))}
        </p>
      )}
      <ConfirmWithReason
        opened={open === 'removal'}
        onClose={close}
        title={`Take version ${row.ordinal} back?`}
        confirmLabel="Take back"
        danger
        onConfirm={(reason) =>
          attempt(() => removeAmendmentAction({ id: row.id, version: row.version, reason }))
        }
      >
        For an amendment that was recorded by mistake. What it made stale, and nobody has looked at since, is
        as before.
      </ConfirmWithReason>
    </section>
  );
}

function AmendedBy({ row }: { row: VersionRow }) {
  if (row.amendedBy === null) return <>amended, by which act is not recorded</>;
  return (
    <>
      amended by{' '}
      <Link href={`/instruments/${row.amendedBy.id}` as Route} prefetch={false}>
        {instrumentName(row.amendedBy)}
      </Link>
    </>
  );
}

function inForce({ inForceFrom, inForceTo }: VersionRow): string {
  if (inForceFrom === null && inForceTo === null) return 'From when it is in force is not recorded.';
  const from = inForceFrom === null ? '' : ` from ${inForceFrom}`;
  const to = inForceTo === null ? '' : ` to ${inForceTo}`;
  return `In force${from}${to}`;
}

function touched(act: InstrumentDetail, row: VersionRow): string {
  if (row.touchesAll) return 'Touches all of the act.';
  const places = act.articleList
    .filter((article) => row.touchedArticleIds.includes(article.id))
    .map((article) => article.place);
  return `Touches ${places.join(', ') || 'articles that were removed since'}.`;
}
