'use client';

import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useEffect, useId, useState, useTransition } from 'react';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { DateTime } from '#components/ui/time.tsx';
import { toastDone } from '#components/ui/toast.tsx';
import { restoringChangesAction, revertClaimAction } from '#lib/claims/actions.ts';
import type { HistoryChange } from '#lib/history/schema.ts';
import { ChangeList } from './change-list.tsx';
import classes from './history.module.css';
import { useFreshAttempt } from './use-fresh-attempt.ts';

export type RestoreProps = { claim: { id: number; version: number }; to: number; at: string };

/** Shows what bringing an earlier version back would change, and does it. */
export function RestoreDialog({
  claim,
  to,
  at,
  opened,
  onClose,
}: RestoreProps & { opened: boolean; onClose: () => void }) {
  const field = useId();
  const attempt = useFreshAttempt();
  const [changes, setChanges] = useState<HistoryChange[] | null>(null);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  useEffect(() => {
    if (!opened) return;
    setChanges(null);
    setFailure(null);
    startTransition(async () => {
      const result = await attempt(() => restoringChangesAction({ id: claim.id, version: to }));
      if (result.ok) setChanges(result.data);
      else setFailure(result.message);
    });
  }, [opened, attempt, claim.id, to]);

  const restore = () => {
    setFailure(null);
    startTransition(async () => {
      const result = await attempt(() =>
        revertClaimAction({ id: claim.id, version: claim.version, to, reason: reason.trim() }),
      );
      if (!result.ok) {
        setFailure(result.message);
        return;
      }
      onClose();
      setReason('');
      toastDone([`Version ${to} is back, as version ${result.data.version}.`, ...result.data.left].join(' '));
    });
  };

  const nothing = changes?.length === 0;
  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={`Restore version ${to}?`}
      size="lg"
      closeOnClickOutside={!reason && !pending}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          restore();
        }}
      >
        <p className={classes['dialogText']}>
          The claim and its value become what they were on <DateTime at={at} />, as a new version. Its
          evidence stays.
        </p>
        {changes === null && failure === null && <TextSkeleton lines={3} />}
        {nothing && <p className={classes['dialogText']}>The claim reads like that already.</p>}
        {changes && <ChangeList changes={changes} />}
        <Textarea
          id={field}
          label="Reason (optional)"
          placeholder={`Restored version ${to}`}
          mt={16}
          maxRows={8}
          maxLength={2000}
          value={reason}
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        {failure && (
          <p className={classes['failure']} role="alert">
            {failure}
          </p>
        )}
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending} disabled={changes === null || nothing} data-autofocus>
            Restore
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
