'use client';

import { Button } from '@mantine/core';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { DateTime } from '#components/ui/time.tsx';
import { restoreInstrumentAction } from '#lib/instruments/actions.ts';
import type { InstrumentDetail } from '#lib/instruments/schema.ts';
import classes from './instruments.module.css';

/** Says who deleted the act, when and why. */
export function DeletedAct({
  act,
  deleted,
  canRestore,
}: {
  act: { id: number; version: number };
  deleted: NonNullable<InstrumentDetail['deleted']>;
  canRestore: boolean;
}) {
  const [restoring, setRestoring] = useState(false);
  return (
    <div className={classes['banner']}>
      <div>
        <p className={classes['actName']}>This act is deleted</p>
        <p>
          {deleted.by}, <DateTime at={deleted.at} />: “{deleted.reason}”
        </p>
      </div>
      {canRestore && (
        <Button variant="default" size="xs" onClick={() => setRestoring(true)}>
          Restore the act
        </Button>
      )}
      <ConfirmWithReason
        opened={restoring}
        onClose={() => setRestoring(false)}
        title="Restore this act?"
        confirmLabel="Restore"
        onConfirm={(reason) =>
          attempt(() => restoreInstrumentAction({ id: act.id, version: act.version, reason }))
        }
      >
        It comes back as it was, with its versions and articles.
      </ConfirmWithReason>
    </div>
  );
}
