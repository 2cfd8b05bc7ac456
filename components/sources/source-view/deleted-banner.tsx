'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { DateTime } from '#components/ui/time.tsx';
import { restoreSourceAction } from '#lib/sources/actions.ts';
import type { SourceDetail } from '#lib/sources/schema.ts';
import classes from './source-view.module.css';

/** Says who deleted the source, when and why. */
export function DeletedBanner({
  id,
  version,
  deleted,
  canRestore,
}: {
  id: number;
  version: number;
  deleted: NonNullable<SourceDetail['deleted']>;
  canRestore: boolean;
}) {
  const [restoring, setRestoring] = useState(false);
  return (
    <div className={classes['banner']}>
      <div>
        <p className={classes['bannerTitle']}>This source is deleted</p>
        <p>
          {deleted.by}, <DateTime at={deleted.at} />: “{deleted.reason}”
        </p>
      </div>
      {canRestore && (
        <>
          <Button variant="default" size="xs" onClick={() => setRestoring(true)}>
            Restore the source
          </Button>
          <ConfirmWithReason
            opened={restoring}
            onClose={() => setRestoring(false)}
            title="Restore this source?"
            confirmLabel="Restore"
            onConfirm={(reason) => attempt(() => restoreSourceAction({ id, version, reason }))}
          >
            It comes back as it was, with its links.
          </ConfirmWithReason>
        </>
      )}
    </div>
  );
}
