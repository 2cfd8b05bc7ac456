'use client';

import { Button } from '@mantine/core';
import { type ReactNode, useState } from 'react';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { removeEvidenceAction } from '#lib/evidence/actions.ts';
import type { EvidenceRow } from '#lib/evidence/schema.ts';
import classes from './evidence.module.css';
import { EvidenceFormBox } from './evidence-form-box.tsx';
import { useFreshAttempt } from './use-fresh-attempt.ts';
import { useReturnFocus } from './use-return-focus.ts';

/** A piece of evidence with the buttons to change it and take it away; the form stands in its place. */
export function EditableEvidence({
  evidence,
  claimId,
  userId,
  languages,
  children,
}: {
  evidence: EvidenceRow;
  claimId: number;
  userId: number;
  languages: string[];
  children: ReactNode;
}) {
  const [mode, setMode] = useState<'shown' | 'edited' | 'removed'>('shown');
  const { id, version, source } = evidence;
  const attempt = useFreshAttempt();
  const button = useReturnFocus(mode === 'edited');
  const show = () => setMode('shown');
  if (mode === 'edited') {
    return (
      <EvidenceFormBox
        title={`Evidence: ${source.title}`}
        userId={userId}
        claimId={claimId}
        evidence={evidence}
        languages={languages}
        onDone={show}
        onCancel={show}
      />
    );
  }
  return (
    <>
      <div className={classes['itemActions']}>
        <Button
          ref={button}
          variant="subtle"
          size="compact-xs"
          onClick={() => setMode('edited')}
          aria-label={`Edit: ${source.title}`}
        >
          Edit
        </Button>
        <Button
          variant="subtle"
          size="compact-xs"
          onClick={() => setMode('removed')}
          aria-label={`Remove: ${source.title}`}
        >
          Remove
        </Button>
      </div>
      {children}
      <ConfirmWithReason
        opened={mode === 'removed'}
        onClose={show}
        title="Remove this evidence?"
        confirmLabel="Remove"
        danger
        onConfirm={(reason) => attempt(() => removeEvidenceAction({ id, version, reason }))}
      >
        “{source.title}” counts for this claim no more. It stays in the history and can be put back.
      </ConfirmWithReason>
    </>
  );
}
