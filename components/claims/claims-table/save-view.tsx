'use client';

import { Button, Checkbox, Group, Modal, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { toastDone } from '#components/ui/toast.tsx';
import { saveViewAction } from '#lib/views/actions.ts';

/** Asks for the name under which the view on the screen is kept. */
export function SaveView({ onClose, query }: { onClose: () => void; query: string }) {
  const router = useRouter();
  const [name, setName] = useState('');
  const [shared, setShared] = useState(false);
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  const save = () =>
    startTransition(async () => {
      const result = await attempt(() => saveViewAction({ name, query, shared }));
      if (!result.ok) {
        setError(result.fields['name'] ?? result.message);
        return;
      }
      toastDone(`“${name.trim()}” is kept.`);
      setName('');
      setError(null);
      onClose();
      router.refresh();
    });

  return (
    <Modal opened onClose={onClose} title="Keep this view" closeButtonProps={{ 'aria-label': 'Close' }}>
      <form
        noValidate
        onSubmit={(event) => {
          event.preventDefault();
          save();
        }}
      >
        <TextInput
          label="Name"
          required
          maxLength={80}
          value={name}
          error={error}
          data-autofocus
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <Checkbox
          mt="sm"
          label="Share with everybody who signs in"
          checked={shared}
          onChange={(event) => setShared(event.currentTarget.checked)}
        />
        <Group justify="flex-end" gap="xs" mt="md">
          <Button variant="default" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            Keep
          </Button>
        </Group>
      </form>
    </Modal>
  );
}
