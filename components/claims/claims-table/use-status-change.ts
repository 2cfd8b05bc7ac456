'use client';

import { useRouter } from 'next/navigation';
import { startTransition, useCallback, useEffect, useOptimistic, useRef, useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { toastDone, toastFailed, toastUndo } from '#components/ui/toast.tsx';
import { changeStatusAction, currentClaimAction, revertClaimAction } from '#lib/claims/actions.ts';
import type { ClaimRow } from '#lib/claims/schema.ts';
import { type ClaimStatus, STATUS_LABELS } from '#lib/claims/vocabulary.ts';

/** What was chosen for a row. `rationale` is null where the claim's own was not read yet, and then stays. */
export type StatusChoice = { status: ClaimStatus; rationale: string | null };

/** The status that somebody else has given meanwhile. */
export type TheirStatus = { version: number; status: ClaimStatus; rationale: string };

/** A row whose status is asked for; where a former try failed also what was typed and why, or what somebody else has made of it. */
export type AskedStatus = {
  row: ClaimRow;
  typed: StatusChoice | null;
  problem: string | null;
  theirs: TheirStatus | null;
};

/**
 * Changes of a status in place: the row shows the new one at once, a failure puts the old one back and opens the question again with
 * what was typed and what is wrong. `rows` are those to show.
 */
export function useStatusChange(rows: ClaimRow[]) {
  const router = useRouter();
  const [shown, show] = useOptimistic(rows, (current, change: { id: number; status: ClaimStatus }) =>
    current.map((row) => (row.id === change.id ? { ...row, status: change.status } : row)),
  );
  const [asked, setAsked] = useState<AskedStatus | null>(null);
  const opener = useRef<Element | null>(null);
  const open = asked !== null;
  // The keys go on from where they were.
  useEffect(() => {
    if (!open && opener.current instanceof HTMLElement) opener.current.focus({ preventScroll: true });
  }, [open]);

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

  const save = (asking: AskedStatus, choice: StatusChoice) => {
    // The list may have been read anew since the question opened.
    const row = rows.find(({ id }) => id === asking.row.id) ?? asking.row;
    const before = asking.theirs === null ? row : { ...row, ...asking.theirs };
    setAsked(null);
    startTransition(async () => {
      show({ id: row.id, status: choice.status });
      const result = await sendStatus(before, choice);
      if (result.ok) {
        if (result.data.version !== before.version)
          toastUndo(`Marked “${STATUS_LABELS[choice.status]}”.`, () => undo(before, result.data.version));
        return;
      }
      const theirs = result.code === 'conflict' ? await theirStatus(row.id) : null;
      setAsked({ row, typed: choice, problem: theirs === null ? result.message : null, theirs });
      if (result.code === 'conflict') router.refresh();
    });
  };

  // Kept from render to render, so that columns made with it are kept, too.
  const ask = useCallback((row: ClaimRow) => {
    opener.current = document.activeElement;
    setAsked({ row, typed: null, problem: null, theirs: null });
  }, []);
  return { shown, asked, ask, cancel: () => setAsked(null), save };
}

/** Null where it cannot be read, or the claim is deleted. */
async function theirStatus(id: number): Promise<TheirStatus | null> {
  const current = await attempt(() => currentClaimAction({ id }));
  if (!current.ok || current.data.deleted !== null) return null;
  const { version, status, rationale } = current.data;
  return { version, status, rationale };
}

async function sendStatus({ id, version }: ClaimRow, { status, rationale }: StatusChoice) {
  if (rationale !== null) return attempt(() => changeStatusAction({ id, version, status, rationale }));
  const current = await attempt(() => currentClaimAction({ id }));
  if (!current.ok) return current;
  return attempt(() => changeStatusAction({ id, version, status, rationale: current.data.rationale }));
}
