'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useCallback, useOptimistic, useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { toastDone, toastFailed, toastUndo } from '#components/ui/toast.tsx';
import { changeStatusAction, currentClaimAction, revertClaimAction } from '#lib/claims/actions.ts';
import type { ClaimRow } from '#lib/claims/schema.ts';
import { type ClaimStatus, STATUS_LABELS } from '#lib/claims/vocabulary.ts';

/** What was chosen for a row. `rationale` is null where the claim's own was not read yet, and then stays. */
export type StatusChoice = { status: ClaimStatus; rationale: string | null };

/** A row whose status is asked for, with what was typed when a former try failed. */
export type AskedStatus = { row: ClaimRow; typed: StatusChoice | null };

/**
 * Changes of a status in place: the row shows the new one at once, a failure puts the old one back, says why and opens the
 * question again with what was typed. `rows` are those to show.
 */
export function useStatusChange(rows: ClaimRow[]) {
  const router = useRouter();
  const [shown, show] = useOptimistic(rows, (current, change: { id: number; status: ClaimStatus }) =>
    current.map((row) => (row.id === change.id ? { ...row, status: change.status } : row)),
  );
  const [asked, setAsked] = useState<AskedStatus | null>(null);

  const undo = (row: ClaimRow, version: number) =>
    new Promise<void>((done) => {
      startTransition(async () => {
        show({ id: row.id, status: row.status });
        const result = await attempt(() =>
          revertClaimAction({
            id: row.id,
            version,
            to: row.version,
            reason: 'The change of status was undone',
          }),
        );
        if (result.ok) toastDone(`Back to “${STATUS_LABELS[row.status]}”.`);
        else toastFailed(`The status could not be put back: ${result.message}`);
        done();
      });
    });

  const save = (asking: ClaimRow, choice: StatusChoice) => {
    // The list may have been read anew since the question opened.
    const row = rows.find(({ id }) => id === asking.id) ?? asking;
    setAsked(null);
    startTransition(async () => {
      show({ id: row.id, status: choice.status });
      const result = await sendStatus(row, choice);
      if (result.ok) {
        if (result.data.version !== row.version)
          toastUndo(`Marked “${STATUS_LABELS[choice.status]}”.`, () => undo(row, result.data.version));
        return;
      }
      toastFailed(`The status was not changed: ${result.message}`);
      setAsked({ row, typed: choice });
      if (result.code === 'conflict') router.refresh();
    });
  };

  // Kept from render to render, so that columns made with it are kept, too.
  const ask = useCallback((row: ClaimRow) => setAsked({ row, typed: null }), []);
  return { shown, asked, ask, cancel: () => setAsked(null), save };
}

async function sendStatus({ id, version }: ClaimRow, { status, rationale }: StatusChoice) {
  if (rationale !== null) return attempt(() => changeStatusAction({ id, version, status, rationale }));
  const current = await attempt(() => currentClaimAction({ id }));
  if (!current.ok) return current;
  return attempt(() => changeStatusAction({ id, version, status, rationale: current.data.rationale }));
}
