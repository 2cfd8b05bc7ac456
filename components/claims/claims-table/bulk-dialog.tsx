'use client';

import { MultiSelect, Select, Stack, TagsInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState } from 'react';
import { countOf } from '#components/data-table/column.ts';
import { tasksChanged } from '#components/tasks/task-store.ts';
import { undoBulk } from '#components/tasks/undo-bulk.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { toastDone, toastUndo } from '#components/ui/toast.tsx';
import { bulkChangeAction } from '#lib/claims/actions.ts';
import type { BulkChangeInput, FormChoices } from '#lib/claims/schema.ts';
import {
  BULK_FIELDS,
  type BulkField,
  CLAIM_STATUSES,
  isVerdict,
  PRIORITIES,
  PRIORITY_LABELS,
  STATUS_LABELS,
} from '#lib/claims/vocabulary.ts';

import type { BulkChangeProps } from './bulk-props.ts';

const NOUN = { one: 'claim', many: 'claims' };
const NOBODY = 'nobody';

/** Asks what the field shall become, and why. */
export function BulkDialog({
  field,
  onClose,
  selection,
  count,
  query,
  choices,
  onDone,
}: BulkChangeProps & { field: BulkField; choices: FormChoices; onClose: () => void }) {
  const router = useRouter();
  const [value, setValue] = useState<string | null>(null);
  const [add, setAdd] = useState<string[]>([]);
  const [remove, setRemove] = useState<string[]>([]);

  const change = (): BulkChangeInput['change'] | null => {
    if (field === 'tags')
      return add.length + remove.length ? { field, add, remove: remove.map(Number) } : null;
    if (value === null) return null;
    switch (field) {
      case 'status': {
        const status = CLAIM_STATUSES.find((one) => one === value);
        return status ? { field, status } : null;
      }
      case 'priority': {
        const priority = PRIORITIES.find((one) => one === value);
        return priority ? { field, priority } : null;
      }
      case 'topic':
        return { field, topicId: Number(value) };
      case 'assignee':
        return { field, assigneeId: value === NOBODY ? null : Number(value) };
      default:
        return null;
    }
  };

  const confirm = async (reason: string) => {
    const wanted = change();
    if (!wanted) return { ok: false as const, message: 'Choose what it shall become.' };
    const result = await bulkChangeAction({
      selection:
        selection.mode === 'ids'
          ? { ids: [...selection.ids] }
          : { query, except: [...selection.except], expected: count },
      change: wanted,
      reason,
    });
    if (!result.ok) return { ok: false as const, message: Object.values(result.fields)[0] ?? result.message };
    if ('taskId' in result.data) {
      tasksChanged();
      toastDone(`Changing ${countOf(count, NOUN)}. How far it is shows at the top of the page.`);
    } else {
      const { changed, act } = result.data;
      const said = `${countOf(changed, NOUN)} changed.`;
      if (act === null) toastDone(said);
      else toastUndo(said, () => undoBulk(act, `Undid: ${reason}`));
    }
    onDone();
    router.refresh();
    return { ok: true as const };
  };

  const options: Record<Exclude<BulkField, 'tags'>, { value: string; label: string }[]> = {
    status: CLAIM_STATUSES.map((status) => ({ value: status, label: STATUS_LABELS[status] })),
    priority: PRIORITIES.map((priority) => ({ value: priority, label: PRIORITY_LABELS[priority] })),
    topic: choices.topics
      .filter(({ retired }) => !retired)
      .map((topic) => ({ value: String(topic.id), label: topic.name })),
    assignee: [
      { value: NOBODY, label: 'Nobody' },
      ...choices.assignees.map((user) => ({ value: String(user.id), label: user.name })),
    ],
  };
  const verdict =
    field === 'status' && CLAIM_STATUSES.some((status) => status === value && isVerdict(status));

  return (
    <ConfirmWithReason
      opened
      onClose={onClose}
      title={`${BULK_FIELDS[field]} of ${countOf(count, NOUN)}`}
      confirmLabel={`Change ${countOf(count, NOUN)}`}
      reasonLabel={verdict ? 'Reason, also the rationale of claims that have none' : 'Reason'}
      onConfirm={confirm}
    >
      {field === 'tags' ? (
        <Stack gap="xs">
          <TagsInput
            label="Add"
            data={choices.tags.map((tag) => tag.name)}
            value={add}
            onChange={setAdd}
            maxTags={20}
          />
          <MultiSelect
            label="Take away"
            searchable
            data={choices.tags.map((tag) => ({ value: String(tag.id), label: tag.name }))}
            value={remove}
            onChange={setRemove}
          />
        </Stack>
      ) : (
        <Select
          label={BULK_FIELDS[field]}
          searchable
          required
          data={options[field]}
          value={value}
          onChange={setValue}
          nothingFoundMessage="Nothing like this"
        />
      )}
    </ConfirmWithReason>
  );
}
