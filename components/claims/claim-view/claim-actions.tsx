'use client';

import { Button, Menu } from '@mantine/core';
import { IconDots, IconLink, IconPencil, IconTrash } from '@tabler/icons-react';
import type { Route } from 'next';
import { useState } from 'react';
import { ConfirmWithReason } from '#components/ui/confirm-with-reason.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { toastDone, toastFailed } from '#components/ui/toast.tsx';
import { deleteClaimAction } from '#lib/claims/actions.ts';
import classes from './claim-view.module.css';
import { useFreshAttempt } from './use-fresh-attempt.ts';

/** What can be done with the claim as a whole. */
export function ClaimActions({
  claim,
  canEdit,
  canDelete,
}: {
  claim: { id: number; version: number };
  canEdit: boolean;
  canDelete: boolean;
}) {
  const [deleting, setDeleting] = useState(false);
  const attempt = useFreshAttempt();

  const copy = async () => {
    const address = `${window.location.origin}/claims/${claim.id}`;
    try {
      await navigator.clipboard.writeText(address);
      toastDone('The link is in the clipboard.');
    } catch {
      toastFailed(`The browser did not allow it. The link is ${address}`);
    }
  };

  return (
    <div className={classes['actions']}>
      {canEdit && (
        <LinkButton
          href={`/claims/${claim.id}/edit` as Route}
          variant="default"
          size="xs"
          leftSection={<IconPencil size={14} aria-hidden />}
        >
          Edit
        </LinkButton>
      )}
      <Button variant="default" size="xs" leftSection={<IconLink size={14} aria-hidden />} onClick={copy}>
        Copy link
      </Button>
      {canDelete && (
        <>
          <Menu>
            <Menu.Target>
              <Button variant="default" size="xs" px={8} aria-label="More actions">
                <IconDots size={14} aria-hidden />
              </Button>
            </Menu.Target>
            <Menu.Dropdown>
              <Menu.Item
                color="red"
                leftSection={<IconTrash size={14} aria-hidden />}
                onClick={() => setDeleting(true)}
              >
                Delete the claim
              </Menu.Item>
            </Menu.Dropdown>
          </Menu>
          <ConfirmWithReason
            opened={deleting}
            onClose={() => setDeleting(false)}
            title="Delete this claim?"
            confirmLabel="Delete"
            danger
            onConfirm={(reason) =>
              attempt(() => deleteClaimAction({ id: claim.id, version: claim.version, reason }))
            }
          >
            It leaves every list and export. Its page stays, with its history, and it can be restored.
          </ConfirmWithReason>
        </>
      )}
    </div>
  );
}
