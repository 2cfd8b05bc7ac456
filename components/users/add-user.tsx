'use client';

import { Button, Group, Modal, Stack, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import type { Role } from '#lib/core/actor.ts';
import type { FieldErrors } from '#lib/core/errors.ts';
import { addUserAction } from '#lib/users/actions.ts';
import { type Given, NewPassword } from './new-password.tsx';
import { RoleChoice } from './role-choice.tsx';
import classes from './users.module.css';

export function AddUser() {
  const [opened, setOpened] = useState(false);
  const [given, setGiven] = useState<Given | null>(null);
  const router = useRouter();
  return (
    <>
      <Button onClick={() => setOpened(true)}>Add user</Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title="Add a user"
        closeOnClickOutside={false}
        closeButtonProps={{ 'aria-label': 'Close' }}
      >
        <AddUserForm
          onCancel={() => setOpened(false)}
          onAdded={(added) => {
            setOpened(false);
            setGiven(added);
            router.refresh();
          }}
        />
      </Modal>
      <NewPassword given={given} onClose={() => setGiven(null)} />
    </>
  );
}

function AddUserForm({ onCancel, onAdded }: { onCancel: () => void; onAdded: (given: Given) => void }) {
  const [email, setEmail] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<Role>('researcher');
  const [fields, setFields] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();

  const save = () => {
    setFields({});
    setFailure(null);
    startTransition(async () => {
      const result = await attempt(() => addUserAction({ email, name, role }));
      if (result.ok) {
        onAdded({ email: email.trim().toLowerCase(), password: result.data.password ?? '' });
        return;
      }
      setFields(result.fields);
      if (Object.keys(result.fields).length === 0) setFailure(result.message);
    });
  };

  return (
    <form
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <Stack gap={14}>
        <TextInput
          label="E-mail"
          inputMode="email"
          autoComplete="off"
          value={email}
          error={fields['email']}
          data-autofocus
          onChange={(event) => setEmail(event.currentTarget.value)}
        />
        <TextInput
          label="Name"
          description="Stands in the history beside everything that this person changes."
          autoComplete="off"
          value={name}
          error={fields['name']}
          onChange={(event) => setName(event.currentTarget.value)}
        />
        <RoleChoice value={role} onChange={setRole} />
        {failure && (
          <p className={classes['failure']} role="alert">
            {failure}
          </p>
        )}
        <Group justify="flex-end" gap="xs">
          <Button variant="default" onClick={onCancel}>
            Cancel
          </Button>
          <Button type="submit" loading={pending}>
            Add user
          </Button>
        </Group>
      </Stack>
    </form>
  );
}
