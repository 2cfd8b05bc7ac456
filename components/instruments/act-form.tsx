'use client';

import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { InlineForm, ReasonField } from '#components/ui/inline-form.tsx';
import { useInlineForm } from '#components/ui/use-inline-form.ts';
import { addInstrumentAction, editInstrumentAction } from '#lib/instruments/actions.ts';
import { addInstrumentInput, editInstrumentInput, type InstrumentDetail } from '#lib/instruments/schema.ts';
import { ActFields, VersionFields } from './form-fields.tsx';
import {
  actValuesOf,
  type EditActValues,
  EMPTY_ACT,
  editActShape,
  type NewActValues,
  newActShape,
  sent,
} from './form-values.ts';

/** Records an act as it was adopted. */
export function NewActForm({ userId, onClose }: { userId: number; onClose: () => void }) {
  const router = useRouter();
  const form = useInlineForm<NewActValues, { id: number }>({
    owner: userId,
    name: 'instrument',
    shape: newActShape,
    initial: EMPTY_ACT,
    version: null,
    input: (values, _, idempotencyKey) => ({ ...sent(values), idempotencyKey }),
    schema: addInstrumentInput,
    work: addInstrumentAction,
    done: () => 'The act is recorded.',
    onSaved: ({ id }) => router.push(`/instruments/${id}` as Route),
  });
  const { values, errors, set } = form.kept;
  return (
    <InlineForm form={form} label="Record an act" submitLabel="Record the act" onClose={onClose}>
      <ActFields values={values} errors={errors} id={form.id} set={set} />
      <VersionFields values={values} errors={errors} id={form.id} set={set} />
    </InlineForm>
  );
}

/** Corrects what is known of an act. */
export function EditActForm({
  act,
  userId,
  onClose,
}: {
  act: InstrumentDetail;
  userId: number;
  onClose: () => void;
}) {
  const form = useInlineForm<EditActValues, { version: number }>({
    owner: userId,
    name: `instrument-${act.id}`,
    shape: editActShape,
    initial: actValuesOf(act),
    version: act.version,
    input: (values, version) => ({ ...values, id: act.id, version }),
    schema: editInstrumentInput,
    work: editInstrumentAction,
    done: ({ version }) => (version === act.version ? 'There was nothing to change.' : 'The act is saved.'),
    onSaved: onClose,
  });
  const { values, errors, set } = form.kept;
  return (
    <InlineForm form={form} label="Edit the act" submitLabel="Save" onClose={onClose}>
      <ActFields values={values} errors={errors} id={form.id} set={set} />
      <ReasonField values={values} errors={errors} id={form.id} set={set} />
    </InlineForm>
  );
}
