'use client';

import { Button, Group } from '@mantine/core';
import { IconArchive, IconPencil, IconRestore } from '@tabler/icons-react';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { toastDone } from '#components/ui/toast.tsx';
import { reinstateFactAction, restoreFactAction, retireFactAction } from '#lib/facts/actions.ts';
import type { FactDetail } from '#lib/facts/schema.ts';

const factForm = new OnDemand(() => import('./fact-form.tsx'));

/** What an editor can do with a fact as a whole. */
export function FactActions({ fact, userId }: { fact: FactDetail; userId: number }) {
  const [editing, setEditing] = useState(false);
  const [asked, setAsked] = useState(false);
  const { id, version } = fact;
  const stop = () => setEditing(false);
  if (editing)
    return (
      <Demanded code={factForm} onClose={stop}>
        {({ EditFactForm }) => <EditFactForm fact={fact} userId={userId} onClose={stop} />}
      </Demanded>
    );
  const retired = fact.retiredAt !== null;
  const confirm = async (reason: string) => {
    const work = retired ? reinstateFactAction : retireFactAction;
    const result = await attempt(() => work({ id, version, reason }));
    if (result.ok) toastDone(retired ? 'Claims can answer it again.' : 'The fact is retired.');
    return result;
  };
  return (
    <Group gap="xs" mb={16}>
      <Button
        variant="default"
        size="xs"
        leftSection={<IconPencil size={14} aria-hidden />}
        onClick={() => setEditing(true)}
      >
        Edit
      </Button>
      <Button
        variant="default"
        size="xs"
        leftSection={retired ? <IconRestore size={14} aria-hidden /> : <IconArchive size={14} aria-hidden />}
        onClick={() => setAsked(true)}
      >
        {retired ? 'Reinstate' : 'Retire'}
      </Button>
      <ConfirmWithReason
        opened={asked}
        onClose={() => setAsked(false)}
        title={retired ? 'Reinstate this fact?' : 'Retire this fact?'}
        confirmLabel={retired ? 'Reinstate' : 'Retire'}
        onConfirm={confirm}
      >
        {retired
          ? 'Claims can choose it again.'
          : 'Claims cannot choose it any more. Values that they gave it stay, and the sheet goes on showing them.'}
      </ConfirmWithReason>
    </Group>
  );
}

/** Brings a fact back to how it was defined at an earlier version. */
export function RestoreFact({ fact, to }: { fact: Pick<FactDetail, 'id' | 'version'>; to: number }) {
  const [asked, setAsked] = useState(false);
  const confirm = async (reason: string) => {
    const result = await attempt(() => restoreFactAction({ ...fact, to, reason }));
    if (result.ok) toastDone(`Version ${to} is back, as version ${result.data.version}.`);
    return result;
  };
  return (
    <>
      <Button
        variant="subtle"
        size="compact-xs"
        aria-label={`Restore this version: ${to}`}
        onClick={() => setAsked(true)}
      >
        Restore this version
      </Button>
      <ConfirmWithReason
        opened={asked}
        onClose={() => setAsked(false)}
        title={`Restore version ${to}?`}
        confirmLabel="Restore"
        onConfirm={confirm}
      >
        The fact is asked as it was then, as a new version. Recorded values follow; where one would not,
        nothing changes.
      </ConfirmWithReason>
    </>
  );
}
