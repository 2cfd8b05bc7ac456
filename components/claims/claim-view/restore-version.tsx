'use client';

import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useId, useState, useTransition } from 'react';
import { TextSkeleton } from '#components/ui/skeletons.tsx';
import { DateTime } from '#components/ui/time.tsx';
import { toastDone } from '#components/ui/toast.tsx';
import { restoringChangesAction, revertClaimAction } from '#lib/claims/actions.ts';
import type { HistoryChange } from '#lib/history/schema.ts';
import { ChangeList } from './change-list.tsx';
import classes from './history.module.css';
import { useFreshAttempt } from './use-fresh-attempt.ts';

/** One button that brings an earlier version back, after showing what that changes. */
export function RestoreVersion({
  claim,
  to,
  at,
}: {
  claim: { id: number; version: number };
  to: number;
  at: string;
}) {
  const field = useId();
  const attempt = useFreshAttempt();
  const [opened, setOpened] = useState(false);
  const [changes, setChanges] = useState<HistoryChange[] | null>(null);
  const [reason, setReason] = useState('');
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  const open = () => {
    setOpened(true);
    setChanges(null);
    setFailure(null);
    startTransition(async () => {
      const result = await attempt(() => restoringChangesAction({ id: claim.id, version: to }));
      if (result.ok) setChanges(result.data);
      else setFailure(result.message);
    });
  };

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
      setOpened(false);
      setReason('');
      toastDone([`Version ${to} is back, as version ${result.data.version}.`, ...result.data.left].join(' '));
    });
  };

  const nothing = changes?.length === 0;
  return (
    <>
      <Button variant="subtle" size="compact-xs" onClick={open} aria-label={`Restore this version: ${to}`}>
        Restore this version
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
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
            <Button variant="default" onClick={() => setOpened(false)}>
              Cancel
            </Button>
            <Button type="submit" loading={pending} disabled={changes === null || nothing} data-autofocus>
              Restore
            </Button>
          </Group>
        </form>
      </Modal>
    </>
  );
}
