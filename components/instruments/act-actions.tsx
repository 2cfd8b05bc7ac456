'use client';

import { Button, Group } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { deleteInstrumentAction } from '#lib/instruments/actions.ts';
import type { InstrumentDetail } from '#lib/instruments/schema.ts';
import { EditActForm } from './act-form.tsx';

/** What can be done with the act as a whole. */
export function ActActions({
  act,
  userId,
  canEdit,
  canDelete,
}: {
  act: InstrumentDetail;
  userId: number;
  canEdit: boolean;
  canDelete: boolean;
}) {
  const [editing, setEditing] = useState(false);
  const [deleting, setDeleting] = useState(false);
  if (editing) return <EditActForm act={act} userId={userId} onClose={() => setEditing(false)} />;
  if (!canEdit && !canDelete) return null;
  return (
    <Group gap="xs" mb={16}>
      {canEdit && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} aria-hidden />}
          onClick={() => setEditing(true)}
        >
          Edit
        </Button>
      )}
      {canDelete && (
        <Button
          variant="default"
          size="xs"
          leftSection={<IconTrash size={14} aria-hidden />}
          onClick={() => setDeleting(true)}
        >
          Delete
        </Button>
      )}
      <ConfirmWithReason
        opened={deleting}
        onClose={() => setDeleting(false)}
        title="Delete this act?"
        confirmLabel="Delete"
        danger
        onConfirm={(reason) =>
          attempt(() => deleteInstrumentAction({ id: act.id, version: act.version, reason }))
        }
      >
        It leaves the list. Its page stays, with its history, and it can be restored. An act on which a claim
        depends cannot be deleted.
      </ConfirmWithReason>
    </Group>
  );
}
