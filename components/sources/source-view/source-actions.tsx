'use client';

import { Button } from '@mantine/core';
import { IconPencil, IconTrash } from '@tabler/icons-react';
import type { Route } from 'next';
import { useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { deleteSourceAction } from '#lib/sources/actions.ts';
import classes from './source-view.module.css';

/** What can be done with the source as a whole. */
export function SourceActions({
  id,
  version,
  canEdit,
  canDelete,
}: {
  id: number;
  version: number;
  canEdit: boolean;
  canDelete: boolean;
}) {
  const [deleting, setDeleting] = useState(false);
  return (
    <div className={classes['actions']}>
      {canEdit && (
        <LinkButton
          href={`/sources/${id}/edit` as Route}
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} aria-hidden />}
        >
          Edit
        </LinkButton>
      )}
      {canDelete && (
        <>
          <Button
            variant="default"
            size="xs"
            leftSection={<IconTrash size={14} aria-hidden />}
            onClick={() => setDeleting(true)}
          >
            Delete
          </Button>
          <ConfirmWithReason
            opened={deleting}
            onClose={() => setDeleting(false)}
            title="Delete this source?"
            confirmLabel="Delete"
            danger
            onConfirm={(reason) => attempt(() => deleteSourceAction({ id, version, reason }))}
          >
            It leaves every list. Its page stays, with its history, and it can be restored. A source on which
            a claim or another source rests cannot be deleted.
          </ConfirmWithReason>
        </>
      )}
    </div>
  );
}
