'use client';

import { Button, Group, Modal, Radio, Textarea } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { FormProblem } from '#components/ui/form-notices.tsx';
import { SaveKeys } from '#components/ui/save-keys.tsx';
import { Statement } from '#components/ui/statement.tsx';
import { currentClaimAction } from '#lib/claims/actions.ts';
import { CLAIM_STATUSES, isVerdict, STATUS_LABELS } from '#lib/claims/vocabulary.ts';
import { StatusConflict } from '../status-conflict.tsx';
import { StatusIcon } from '../status-icon.tsx';
import classes from './status-question.module.css';
import type { AskedStatus, StatusChoice } from './use-status-change.ts';

/** Asks for the status of one row, and for its rationale where the rules demand one. */
export function StatusQuestion({
  asked,
  onClose,
  onSave,
}: {
  asked: AskedStatus;
  onClose: () => void;
  onSave: (choice: StatusChoice) => void;
}) {
  const { row, typed, problem, theirs } = asked;
  const field = useId();
  const [status, setStatus] = useState(typed?.status ?? row.status);
  const [rationale, setRationale] = useState(typed?.rationale ?? null);
  const [error, setError] = useState<string | null>(null);
  useEffect(() => {
    let closed = false;
    void attempt(() => currentClaimAction({ id: row.id })).then((result) => {
      // What somebody typed meanwhile stays.
      if (!closed && result.ok) setRationale((former) => former ?? result.data.rationale);
    });
    return () => {
      closed = true;
    };
  }, [row.id]);

  const submit = () => {
    if (isVerdict(status) && rationale !== null && rationale.trim() === '') {
      setError('A verdict needs its rationale: say what the evidence shows.');
      document.getElementById(field)?.focus();
      return;
    }
    onSave({ status, rationale });
  };

  // Nothing of theirs is written over by a key.
  const save = () => theirs === null && submit();

  return (
    <Modal
      opened
      onClose={onClose}
      closeOnClickOutside={false}
      title="Change the status"
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
        onKeyDown={(event) => {
          if (
            event.key !== 'Enter' ||
            (event.target instanceof HTMLTextAreaElement && !event.ctrlKey && !event.metaKey)
          )
            return;
          if (event.target instanceof HTMLButtonElement) return;
          event.preventDefault();
          save();
        }}
      >
        <p className={classes['statement']}>
          <Statement>{row.statement}</Statement>
        </p>
        {(problem || theirs) && (
          <div className={classes['told']}>
            {problem && <FormProblem>{problem}</FormProblem>}
            {theirs && (
              <StatusConflict theirs={theirs} pending={false} onKeepMine={submit} onTakeTheirs={onClose} />
            )}
          </div>
        )}
        <Radio.Group label="Status" value={status} onChange={(value) => setStatus(named(value))}>
          <div className={classes['statuses']}>
            {CLAIM_STATUSES.map((each) => (
              <Radio
                key={each}
                value={each}
                data-autofocus={each === status || undefined}
                label={
                  <span className={classes['status']}>
                    <StatusIcon status={each} size={14} /> {STATUS_LABELS[each]}
                  </span>
                }
              />
            ))}
          </div>
        </Radio.Group>
        <Textarea
          id={field}
          label="Rationale"
          required={isVerdict(status)}
          description="What the evidence shows, and what it does not"
          inputWrapperOrder={['label', 'input', 'description', 'error']}
          minRows={3}
          maxRows={12}
          mt={12}
          maxLength={10_000}
          value={rationale ?? ''}
          placeholder={rationale === null ? 'Reading what it says now…' : ''}
          error={error}
          onChange={(event) => setRationale(event.currentTarget.value)}
        />
        {theirs === null && (
          <Group justify="flex-end" gap="xs" mt="md">
            <SaveKeys />
            <Button variant="default" onClick={onClose}>
              Cancel
            </Button>
            <Button type="submit">Save the status</Button>
          </Group>
        )}
      </form>
    </Modal>
  );
}

function named(value: string) {
  return CLAIM_STATUSES.find((status) => status === value) ?? 'unverified';
}
