'use client';

import { Button, Group, Modal } from '@mantine/core';
import { useState } from 'react';
import classes from './users.module.css';

export type Given = { email: string; password: string };

/** Shows a generated password, this once. */
export function NewPassword({ given, onClose }: { given: Given | null; onClose: () => void }) {
  const [copied, setCopied] = useState(false);
  const close = () => {
    setCopied(false);
    onClose();
  };
  return (
    <Modal
      opened={given !== null}
      onClose={close}
      title="The new password"
      closeOnClickOutside={false}
      closeButtonProps={{ 'aria-label': 'Close' }}
    >
      {given && (
        <>
          <p>
            For <strong>{given.email}</strong>. It is shown this once; hand it over by another way than
            e-mail, and ask for it to be changed on the account page.
          </p>
          <p className={classes['password']}>{given.password}</p>
          <Group justify="flex-end" gap="xs" mt="md">
            <Button
              variant="default"
              onClick={() => {
                navigator.clipboard.writeText(given.password).then(
                  () => setCopied(true),
                  // Without the right to the clipboard it can still be selected.
                  () => setCopied(false),
                );
              }}
            >
              {copied ? 'Copied' : 'Copy'}
            </Button>
            <Button onClick={close}>Done</Button>
          </Group>
        </>
      )}
    </Modal>
  );
}
