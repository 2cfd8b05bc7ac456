'use client';

import { Button, Group } from '@mantine/core';
import { useState } from 'react';
import { AddButton } from '#components/ui/add-button.tsx';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { toastDone } from '#components/ui/toast.tsx';
import type { Result } from '#lib/core/errors.ts';
import { reinstateTopicAction, removeTopicAction, retireTopicAction } from '#lib/topics/actions.ts';
import type { TopicDetail } from '#lib/topics/schema.ts';

const topicForm = new OnDemand(() => import('./topic-form.tsx'));

/** Opens the form for one more topic. */
export function AddTopic({ userId }: { userId: number }) {
  const [open, setOpen] = useState(false);
  const close = () => setOpen(false);
  if (open)
    return (
      <Demanded code={topicForm} onClose={close}>
        {({ NewTopicForm }) => <NewTopicForm userId={userId} onClose={close} />}
      </Demanded>
    );
  return <AddButton onClick={() => setOpen(true)}>Add a topic</AddButton>;
}

const DEEDS = {
  retire: {
    work: retireTopicAction,
    label: 'Retire',
    done: 'The topic is retired.',
    told: 'Claims cannot choose it any more. Those that have it keep it, and it can still be filtered by.',
  },
  reinstate: {
    work: reinstateTopicAction,
    label: 'Reinstate',
    done: 'Claims can choose it again.',
    told: 'Claims can choose it again.',
  },
  remove: {
    work: removeTopicAction,
    label: 'Remove',
    done: 'The topic is removed.',
    told: 'No claim has it. The history keeps it.',
  },
} as const;

/** What an editor can do with a topic. */
export function TopicActions({ topic, userId }: { topic: TopicDetail; userId: number }) {
  const [editing, setEditing] = useState(false);
  const [asked, setAsked] = useState<keyof typeof DEEDS | null>(null);
  // Kept while the dialog closes.
  const [shown, setShown] = useState<keyof typeof DEEDS>('retire');
  const { id, version, name } = topic;
  const stop = () => setEditing(false);
  if (editing)
    return (
      <Demanded code={topicForm} onClose={stop}>
        {({ EditTopicForm }) => <EditTopicForm topic={topic} userId={userId} onClose={stop} />}
      </Demanded>
    );
  const offered = [
    topic.retiredAt === null ? ('retire' as const) : ('reinstate' as const),
    ...(topic.kept === 0 ? (['remove'] as const) : []),
  ];
  const confirm = async (reason: string) => {
    const result = await attempt<Result<unknown>>(() => DEEDS[shown].work({ id, version, reason }));
    if (result.ok) toastDone(DEEDS[shown].done);
    return result;
  };
  return (
    <Group gap="xs" ml="auto">
      <Button variant="subtle" size="compact-xs" aria-label={`Edit ${name}`} onClick={() => setEditing(true)}>
        Edit
      </Button>
      {offered.map((deed) => (
        <Button
          key={deed}
          variant="subtle"
          size="compact-xs"
          aria-label={`${DEEDS[deed].label} ${name}`}
          onClick={() => {
            setShown(deed);
            setAsked(deed);
          }}
        >
          {DEEDS[deed].label}
        </Button>
      ))}
      <ConfirmWithReason
        opened={asked !== null}
        onClose={() => setAsked(null)}
        title={`${DEEDS[shown].label} “${name}”?`}
        confirmLabel={DEEDS[shown].label}
        danger={shown === 'remove'}
        onConfirm={confirm}
      >
        {DEEDS[shown].told}
      </ConfirmWithReason>
    </Group>
  );
}
