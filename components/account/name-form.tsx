'use client';

import { Button, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { toastDone } from '#components/ui/toast.tsx';
import { renameSelfAction } from '#lib/users/actions.ts';
import classes from './account.module.css';

export function NameForm({ name, version }: { name: string; version: number }) {
  const [value, setValue] = useState(name);
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const router = useRouter();

  const save = () => {
    setError(null);
    startTransition(async () => {
      const result = await attempt(() => renameSelfAction({ name: value, version }));
      if (!result.ok) {
        setError(result.fields['name'] ?? result.message);
        return;
      }
      toastDone('Your name is saved.');
      router.refresh();
    });
  };

  return (
    <form
      className={classes['form']}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        save();
      }}
    >
      <TextInput
        label="Name"
        description="Stands in the history beside everything that you change."
        value={value}
        autoComplete="name"
        maxLength={200}
        error={error}
        onChange={(event) => setValue(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={pending} disabled={value.trim() === name}>
        Save name
      </Button>
    </form>
  );
}
