'use client';

import { Button } from '@mantine/core';
import { IconPlus } from '@tabler/icons-react';
import type { Route } from 'next';
import Link from 'next/link';
import { useState } from 'react';
import { EmptyState } from '#components/ui/states.tsx';
import { instrumentName } from '#lib/instruments/naming.ts';
import type { InstrumentRow } from '#lib/instruments/schema.ts';
import { NewActForm } from './act-form.tsx';
import classes from './instruments.module.css';

/** The acts of the programme, each with what depends on it; a form to record another. */
export function InstrumentList({
  rows,
  userId,
  canRecord,
}: {
  rows: InstrumentRow[];
  userId: number;
  canRecord: boolean;
}) {
  const [adding, setAdding] = useState(false);
  return (
    <>
      {canRecord && !adding && (
        <Button
          mb={16}
          size="xs"
          variant="default"
          leftSection={<IconPlus size={14} aria-hidden />}
          onClick={() => setAdding(true)}
        >
          Record an act
        </Button>
      )}
      {adding && <NewActForm userId={userId} onClose={() => setAdding(false)} />}
      {rows.length === 0 ? (
        <EmptyState title="No act is recorded yet">
          <p>
            Record a decree, an order or a law with its articles; then say on a claim’s page on which of them
            it depends.
          </p>
        </EmptyState>
      ) : (
        <ul className={classes['acts']}>
          {rows.map((row) => (
            <li key={row.id} className={classes['act']}>
              <ActLine row={row} />
            </li>
          ))}
        </ul>
      )}
    </>
  );
}

function ActLine({ row }: { row: InstrumentRow }) {
  const title = row.titleEnglish || row.title;
  return (
    <>
      <h2 className={classes['actName']}>
        <Link href={`/instruments/${row.id}` as Route} prefetch={false}>
          {instrumentName(row)}
        </Link>
      </h2>
      {title && <p lang={row.titleEnglish ? 'en' : row.language}>{title}</p>}
      <p className={classes['meta']}>
        <span>{row.issuer}</span>
        <span>{counted(row.articles, 'article')}</span>
        <span>{counted(row.versions, 'version')}</span>
        <span>
          {row.dependants === 1 ? '1 claim depends on it' : `${row.dependants} claims depend on it`}
        </span>
        {row.stale > 0 && <span className={classes['stale']}>{row.stale} to be looked at again</span>}
      </p>
    </>
  );
}

function counted(count: number, noun: string): string {
  return `${count} ${noun}${count === 1 ? '' : 's'}`;
}
