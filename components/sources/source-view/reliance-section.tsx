'use client';

import { IconX } from '@tabler/icons-react';
import { useState } from 'react';
import { AddButton } from '#components/ui/add-button.tsx';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { Section } from '#components/ui/page.tsx';
import { removeRelianceAction } from '#lib/lineage/actions.ts';
import type { RelianceRow } from '#lib/lineage/schema.ts';
import { RELIED_LABELS } from '#lib/lineage/vocabulary.ts';
import { LinkedSourceLine } from './linked-source.tsx';
import { RelianceForm } from './reliance-form.tsx';
import classes from './source-view.module.css';

/** The links of a source in one direction. `end`: what stands at the other end, an origin or one that retells it. */
export function RelianceSection({
  sourceId,
  title,
  rows,
  empty,
  end,
  canChange,
}: {
  sourceId: number;
  title: string;
  rows: RelianceRow[];
  empty: string;
  end: 'origin' | 'heir';
  canChange: boolean;
}) {
  const [adding, setAdding] = useState(false);
  const [removing, setRemoving] = useState<RelianceRow | null>(null);
  return (
    <Section
      title={title}
      count={rows.length}
      actions={
        canChange &&
        !adding && (
          <AddButton onClick={() => setAdding(true)}>
            {end === 'origin' ? 'Add what it relies on' : 'Add what relies on it'}
          </AddButton>
        )
      }
    >
      {adding && <RelianceForm sourceId={sourceId} end={end} onClose={() => setAdding(false)} />}
      {rows.length === 0 && !adding && <p className={classes['quiet']}>{empty}</p>}
      <ul className={classes['links']}>
        {rows.map((row) => (
          <li key={row.id} className={classes['link']}>
            <div>
              <span className={classes['manner']}>
                {end === 'origin' ? row.kind : RELIED_LABELS[row.kind]}
              </span>{' '}
              {row.source ? <LinkedSourceLine source={row.source} /> : row.name}
              {!row.source && <span className={classes['quiet']}> named only, no document</span>}
            </div>
            {canChange && (
              <button
                type="button"
                className={classes['remove']}
                aria-label={`Take back: ${row.kind} ${row.source?.title ?? row.name ?? ''}`}
                onClick={() => setRemoving(row)}
              >
                <IconX size={14} aria-hidden />
              </button>
            )}
          </li>
        ))}
      </ul>
      <ConfirmWithReason
        opened={removing !== null}
        onClose={() => setRemoving(null)}
        title="Take this link back?"
        confirmLabel="Take back"
        danger
        onConfirm={(reason) =>
          attempt(() => removeRelianceAction({ id: removing?.id, version: removing?.version, reason }))
        }
      >
        Independent origins of the claims that rest on it are counted anew. The history keeps the link.
      </ConfirmWithReason>
    </Section>
  );
}
