'use client';

import { Button, Group, Select, Textarea } from '@mantine/core';
import { useEffect, useId, useState } from 'react';
import { z } from 'zod';
import { attempt } from '#components/ui/attempt.ts';
import { DraftNotice, FormProblem, SessionEnded } from '#components/ui/form-notices.tsx';
import { toastDone } from '#components/ui/toast.tsx';
import { type Base, useKeptForm } from '#components/ui/use-kept-form.ts';
import { changeStatusAction, currentClaimAction } from '#lib/claims/actions.ts';
import {
  CLAIM_STATUSES,
  isVerdict,
  needsWords,
  STATUS_LABELS,
  STATUS_MEANINGS,
} from '#lib/claims/vocabulary.ts';
import { RESTS_ON_MISSING } from '#lib/quotes/verdict.ts';
import { StatusConflict } from '../status-conflict.tsx';
import { StatusIcon } from '../status-icon.tsx';
import classes from './verdict.module.css';

const values = z.object({ status: z.enum(CLAIM_STATUSES), rationale: z.string() });
type StatusValues = z.output<typeof values>;
const draft = z.object({
  values,
  base: z.object({ version: z.number(), values }).nullable(),
  key: z.string(),
});

const FIELDS = ['status', 'rationale'] as const;
const OPTIONS = CLAIM_STATUSES.map((status) => ({ value: status, label: STATUS_LABELS[status] }));

export type StatusOfClaim = StatusValues & { id: number; version: number };

/** A status and why; what is typed is kept until it is saved or given up. */
export function StatusForm({
  claim,
  onMissing,
  userId,
  onClose,
}: {
  claim: StatusOfClaim;
  /** A verdict would rest on missing quotes alone. */
  onMissing: boolean;
  userId: number;
  onClose: () => void;
}) {
  const id = useId();
  const start = { status: claim.status, rationale: claim.rationale };
  const [theirs, setTheirs] = useState<Base<StatusValues> | null>(null);
  const form = useKeptForm<StatusValues>({
    owner: userId,
    form: `claim-status-${claim.id}`,
    initial: start,
    base: { version: claim.version, values: start },
    fields: FIELDS,
    parse: (body) => draft.safeParse(body).data ?? null,
  });
  const { status, rationale } = form.values;

  useEffect(() => document.getElementById(`${id}-status`)?.focus(), [id]);

  const save = async () => {
    const result = await form.send(
      ({ values: typed, base }) =>
        changeStatusAction({ id: claim.id, version: base?.version ?? claim.version, ...typed }),
      (typed) => check(typed, onMissing && typed.status !== claim.status),
    );
    if (result === null) return;
    if (result.ok) {
      form.draft.clear();
      toastDone(`The claim is marked “${STATUS_LABELS[status]}”.`);
      onClose();
    } else if (result.code === 'conflict') {
      const current = await attempt(() => currentClaimAction({ id: claim.id }));
      if (current.ok && current.data.deleted === null) {
        const { version: now, status: theirStatus, rationale: theirRationale } = current.data;
        setTheirs({ version: now, values: { status: theirStatus, rationale: theirRationale } });
      } else form.refuse(current.ok ? result : current);
    } else form.refuse(result);
  };

  const cancel = () => {
    form.draft.clear();
    onClose();
  };

  return (
    <form
      className={classes['statusForm']}
      noValidate
      aria-label="Change the status"
      onSubmit={(event) => {
        event.preventDefault();
        void save();
      }}
    >
      <DraftNotice restoredAt={form.draft.restoredAt} onDiscard={() => form.restart(start)} />
      {form.problem && <FormProblem key={form.failures}>{form.problem}</FormProblem>}
      {theirs && (
        <StatusConflict
          theirs={theirs.values}
          pending={form.pending}
          onKeepMine={() => {
            form.rebase(theirs, form.values);
            setTheirs(null);
            void save();
          }}
          onTakeTheirs={cancel}
        />
      )}
      <Select
        id={`${id}-status`}
        label="Status"
        description={STATUS_MEANINGS[status]}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        data={OPTIONS}
        value={status}
        allowDeselect={false}
        maxDropdownHeight={360}
        leftSection={<StatusIcon status={status} />}
        renderOption={({ option }) => (
          <span className={classes['option']}>
            <StatusIcon status={statusNamed(option.value)} />
            {option.label}
          </span>
        )}
        error={form.errors['status']}
        onChange={(next) => {
          if (next) form.set({ status: next });
        }}
      />
      <Textarea
        id={`${id}-rationale`}
        label="Rationale"
        required={isVerdict(status)}
        description="What the evidence shows, and what it does not"
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        minRows={4}
        maxRows={20}
        value={rationale}
        error={form.errors['rationale']}
        onChange={(event) => form.set({ rationale: event.currentTarget.value })}
      />
      <Group gap="xs">
        <Button type="submit" loading={form.pending}>
          Save the status
        </Button>
        <Button variant="default" onClick={cancel}>
          Cancel
        </Button>
      </Group>
      <SessionEnded opened={form.sessionEnded} onClose={form.closeSession} />
    </form>
  );
}

function statusNamed(value: string) {
  return CLAIM_STATUSES.find((status) => status === value) ?? 'unverified';
}

function check({ status, rationale }: StatusValues, onMissing: boolean): Record<string, string> {
  return {
    ...(onMissing && needsWords(status) && { status: RESTS_ON_MISSING }),
    ...(isVerdict(status) &&
      rationale.trim() === '' && {
        rationale: 'A verdict needs its rationale: say what the evidence shows.',
      }),
  };
}
