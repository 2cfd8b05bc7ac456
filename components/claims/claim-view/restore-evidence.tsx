'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { restoreEvidenceAction } from '#lib/evidence/actions.ts';
import { useFreshAttempt } from './use-fresh-attempt.ts';

/** Puts removed evidence back. */
export function RestoreEvidence({
  evidence,
  title,
}: {
  evidence: { id: number; version: number };
  title: string;
}) {
  const [opened, setOpened] = useState(false);
  const attempt = useFreshAttempt();
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        onClick={() => setOpened(true)}
        aria-label={`Put back: ${title}`}
      >
        Put back
      </Button>
      <ConfirmWithReason
        opened={opened}
        onClose={() => setOpened(false)}
        title="Put this evidence back?"
        confirmLabel="Put back"
        onConfirm={(reason) => attempt(() => restoreEvidenceAction({ ...evidence, reason }))}
      >
        “{title}” counts for this claim again.
      </ConfirmWithReason>
    </>
  );
}
