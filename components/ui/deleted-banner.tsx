'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import type { Result } from '#lib/core/errors.ts';
import { ConfirmWithReason } from './confirm-with-reason.tsx';
import classes from './deleted-banner.module.css';
import { DateTime } from './time.tsx';

/** Says who deleted something, when and why, and brings it back with a reason. */
export function DeletedBanner({
  noun,
  deleted,
  comesBack,
  onRestore,
}: {
  /** What it is: "claim". */
  noun: string;
  deleted: { at: string; by: string; reason: string };
  /** What comes back with it, in a sentence. */
  comesBack: string;
  /** null where it may not be restored. */
  onRestore: ((reason: string) => Promise<Result<unknown>>) | null;
}) {
  const [restoring, setRestoring] = useState(false);
  return (
    <div className={classes['banner']}>
      <div className={classes['text']}>
        <p className={classes['title']}>This {noun} is deleted</p>
        <p>
          {deleted.by}, <DateTime at={deleted.at} />: “{deleted.reason}”
        </p>
      </div>
      {onRestore && (
        <>
          <Button variant="default" size="xs" onClick={() => setRestoring(true)}>
            Restore the {noun}
          </Button>
          <ConfirmWithReason
            opened={restoring}
            onClose={() => setRestoring(false)}
            title={`Restore this ${noun}?`}
            confirmLabel="Restore"
            onConfirm={onRestore}
          >
            {comesBack}
          </ConfirmWithReason>
        </>
      )}
    </div>
  );
}
