'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { DateTime } from '#components/ui/time.tsx';
import { restoreClaimAction } from '#lib/claims/actions.ts';
import type { ClaimDetail } from '#lib/claims/schema.ts';
import { useFreshAttempt } from './use-fresh-attempt.ts';
import classes from './verdict.module.css';

/** Says who deleted the claim, when and why. */
export function DeletedBanner({
  claim,
  deleted,
  canRestore,
}: {
  claim: Pick<ClaimDetail, 'id' | 'version'>;
  deleted: NonNullable<ClaimDetail['deleted']>;
  canRestore: boolean;
}) {
  const [restoring, setRestoring] = useState(false);
  const attempt = useFreshAttempt();
  return (
    <div className={classes['banner']}>
      <div className={classes['bannerText']}>
        <p className={classes['bannerTitle']}>This claim is deleted</p>
        <p>
          {deleted.by}, <DateTime at={deleted.at} />: “{deleted.reason}”
        </p>
      </div>
      {canRestore && (
        <>
          <Button variant="default" size="xs" onClick={() => setRestoring(true)}>
            Restore the claim
          </Button>
          <ConfirmWithReason
            opened={restoring}
            onClose={() => setRestoring(false)}
            title="Restore this claim?"
            confirmLabel="Restore"
            onConfirm={(reason) =>
              attempt(() => restoreClaimAction({ id: claim.id, version: claim.version, reason }))
            }
          >
            It comes back as it was, with its evidence.
          </ConfirmWithReason>
        </>
      )}
    </div>
  );
}
