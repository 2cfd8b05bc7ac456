'use client';

import { Button, Group, Modal, Textarea } from '@mantine/core';
import { useId, useState, useTransition } from 'react';
import { attempt } from './attempt.ts';
import type { ConfirmProps } from './confirm-props.ts';
import classes from './confirm-with-reason.module.css';

export function ConfirmDialog({
  opened,
  onClose,
  title,
  children,
  confirmLabel,
  danger = false,
  reasonLabel = 'Reason',
  onConfirm,
}: ConfirmProps) {
  const [reason, setReason] = useState('');
  const [error, setError] = useState<string | null>(null);
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const field = useId();

  const submit = () => {
    const trimmed = reason.trim();
    setFailure(null);
    setError(trimmed ? null : 'Say why. It goes into the history.');
    if (!trimmed) {
      document.getElementById(field)?.focus();
      return;
    }
    startTransition(async () => {
      const result = await attempt(() => onConfirm(trimmed));
      if (result.ok) {
        setReason('');
        onClose();
      } else {
        setFailure(result.message);
      }
    });
  };

  return (
    <Modal
      opened={opened}
      onClose={onClose}
      title={title}
      closeOnClickOutside={!reason && !pending}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          submit();
        }}
      >
        {children && <div className={classes['text']}>{children}</div>}
        <Textarea
          id={field}
          label={reasonLabel}
          required
          minRows={3}
          maxRows={10}
          maxLength={2000}
          value={reason}
          error={error}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) submit();
          }}
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
          <Button type="submit" loading={pending} {...(danger ? { color: 'red' } : {})}>
            {confirmLabel}
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
