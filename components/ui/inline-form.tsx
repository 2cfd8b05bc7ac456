'use client';

import { Button, Group, Textarea, TextInput } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorSummary } from './error-summary.tsx';
import { DraftNotice, FormProblem, SessionEnded } from './form-notices.tsx';
import classes from './inline-form.module.css';
import type { InlineForm as Form } from './use-inline-form.ts';

/** The frame of a form that opens within a page: what was restored, what is wrong, the fields, and the buttons. */
export function InlineForm<T extends Record<string, unknown>>({
  form,
  label,
  submitLabel,
  onClose,
  children,
}: {
  form: Form<T>;
  label: string;
  submitLabel: string;
  onClose: () => void;
  children: ReactNode;
}) {
  const { kept, id, discard, submit } = form;
  return (
    <form
      noValidate
      aria-label={label}
      className={classes['form']}
      onSubmit={(event) => {
        event.preventDefault();
        void submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          void submit();
        }
      }}
    >
      <DraftNotice restoredAt={kept.draft.restoredAt} onDiscard={discard} />
      {kept.problem && <FormProblem key={`problem-${kept.failures}`}>{kept.problem}</FormProblem>}
      <ErrorSummary
        key={`errors-${kept.failures}`}
        errors={kept.summary.map(({ field, message }) => ({ field: id(field), message }))}
      />
      {children}
      <Group gap="xs">
        <Button type="submit" loading={kept.pending}>
          {submitLabel}
        </Button>
        <Button variant="default" onClick={onClose}>
          Cancel
        </Button>
      </Group>
      <SessionEnded opened={kept.sessionEnded} onClose={kept.closeSession} />
    </form>
  );
}

/** What the fields of such a form are given. */
export type FormPart<T> = {
  values: T;
  errors: Readonly<Record<string, string>>;
  id: (field: string) => string;
  set: (patch: Partial<T>) => void;
};

/** The description below the input, so that inputs of one row stand level. */
export const FIELD_ORDER: ('label' | 'input' | 'description' | 'error')[] = [
  'label',
  'input',
  'description',
  'error',
];

/** Fields side by side where there is room. */
export function FormRow({ children }: { children: ReactNode }) {
  return <div className={classes['row']}>{children}</div>;
}

/** A text of any length, which grows as it is typed. */
export function LongTextField({
  id,
  label,
  description,
  value,
  error,
  most = 2_000,
  onChange,
}: {
  id: string;
  label: string;
  description: string;
  value: string;
  error: string | undefined;
  /** In characters. */
  most?: number;
  onChange: (value: string) => void;
}) {
  return (
    <Textarea
      id={id}
      label={label}
      description={description}
      inputWrapperOrder={FIELD_ORDER}
      minRows={1}
      maxRows={8}
      maxLength={most}
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    />
  );
}

/** The place of a thing among its like, from 1 to 999; `ties` says by what equal ones stand. */
export function OrdinalField({
  values,
  errors,
  id,
  set,
  label,
  ties,
}: FormPart<{ ordinal: string }> & { label: string; ties: string }) {
  return (
    <TextInput
      id={id('ordinal')}
      label={label}
      description={`1 to 999, the lower first; equal ones stand by ${ties}`}
      inputWrapperOrder={FIELD_ORDER}
      inputMode="numeric"
      maxLength={3}
      value={values.ordinal}
      error={errors['ordinal']}
      onChange={(event) => set({ ordinal: event.currentTarget.value })}
    />
  );
}

export function ReasonField({ values, errors, id, set }: FormPart<{ reason: string }>) {
  return (
    <LongTextField
      id={id('reason')}
      label="Reason"
      description="It goes into the history."
      value={values.reason}
      error={errors['reason']}
      onChange={(reason) => set({ reason })}
    />
  );
}
