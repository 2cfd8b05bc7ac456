'use client';

import { Button, Group } from '@mantine/core';
import type { ReactNode } from 'react';
import { ErrorSummary } from '#components/ui/error-summary.tsx';
import { DraftNotice, FormProblem, SessionEnded } from '#components/ui/form-notices.tsx';
import fields from './form.module.css';
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
      className={fields['form']}
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
