'use client';

import { TextInput } from '@mantine/core';
import { z } from 'zod';
import {
  type FormPart,
  FormRow,
  InlineForm,
  OrdinalField,
  ReasonField,
} from '#components/ui/inline-form.tsx';
import { typedNumber } from '#components/ui/typed-number.ts';
import { useInlineForm } from '#components/ui/use-inline-form.ts';
import { addTopicAction, editTopicAction } from '#lib/topics/actions.ts';
import { addTopicInput, editTopicInput, type TopicDetail } from '#lib/topics/schema.ts';

// Loose on purpose where the server is strict: a draft holds what was typed, right or wrong.
const newShape = z.object({ name: z.string() });
const editShape = z.object({ name: z.string(), ordinal: z.string(), reason: z.string() });

/** Adds a topic that claims can choose. */
export function NewTopicForm({ userId, onClose }: { userId: number; onClose: () => void }) {
  const form = useInlineForm<z.output<typeof newShape>, { id: number }>({
    owner: userId,
    name: 'topic',
    shape: newShape,
    initial: { name: '' },
    version: null,
    input: (values, _, idempotencyKey) => ({ ...values, idempotencyKey }),
    schema: addTopicInput,
    work: addTopicAction,
    done: () => 'Claims can choose the topic.',
    onSaved: onClose,
  });
  const { values, errors, set } = form.kept;
  return (
    <InlineForm form={form} label="Add a topic" submitLabel="Add the topic" onClose={onClose}>
      <NameField values={values} errors={errors} id={form.id} set={set} />
    </InlineForm>
  );
}

/** Changes a topic's name and place. */
export function EditTopicForm({
  topic,
  userId,
  onClose,
}: {
  topic: TopicDetail;
  userId: number;
  onClose: () => void;
}) {
  const { id, version } = topic;
  const form = useInlineForm<z.output<typeof editShape>, { version: number }>({
    owner: userId,
    name: `topic-${id}`,
    shape: editShape,
    initial: { name: topic.name, ordinal: String(topic.ordinal), reason: '' },
    version,
    input: (values, at) => ({
      ...values,
      ordinal: typedNumber(values.ordinal),
      id,
      version: at,
    }),
    schema: editTopicInput,
    work: editTopicAction,
    done: (saved) => (saved.version === version ? 'There was nothing to change.' : 'The topic is saved.'),
    onSaved: onClose,
  });
  const { values, errors, set } = form.kept;
  return (
    <InlineForm form={form} label={`Edit the topic ${topic.name}`} submitLabel="Save" onClose={onClose}>
      <FormRow>
        <NameField values={values} errors={errors} id={form.id} set={set} />
        <OrdinalField values={values} errors={errors} id={form.id} set={set} label="Place" ties="name" />
      </FormRow>
      <ReasonField values={values} errors={errors} id={form.id} set={set} />
    </InlineForm>
  );
}

function NameField({ values, errors, id, set }: FormPart<{ name: string }>) {
  return (
    <TextInput
      id={id('name')}
      label="Name"
      required
      maxLength={60}
      value={values.name}
      error={errors['name']}
      onChange={(event) => set({ name: event.currentTarget.value })}
    />
  );
}
