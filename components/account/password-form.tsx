'use client';

import { Button, PasswordInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { toastDone } from '#components/ui/toast.tsx';
import type { FieldErrors } from '#lib/core/errors.ts';
import { changePasswordAction } from '#lib/users/actions.ts';
import classes from './account.module.css';

const toggle = { 'aria-label': 'Show or hide what is typed' };

export function PasswordForm({ email }: { email: string }) {
  const [current, setCurrent] = useState('');
  const [next, setNext] = useState('');
  const [fields, setFields] = useState<FieldErrors>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const router = useRouter();

  const save = () => {
    setFields({});
    setFailure(null);
    startTransition(async () => {
      const result = await attempt(() => changePasswordAction({ current, next }));
      if (!result.ok) {
        setFields(result.fields);
        if (Object.keys(result.fields).length === 0) setFailure(result.message);
        return;
      }
      setCurrent('');
      setNext('');
      const { ended } = result.data;
      toastDone(
        ended === 0 ? 'Your password is changed.' : `Your password is changed; ${sessions(ended)} ended.`,
      );
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
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <PasswordInput
        label="Present password"
        value={current}
        autoComplete="current-password"
        error={fields['current']}
        visibilityToggleButtonProps={toggle}
        onChange={(event) => setCurrent(event.currentTarget.value)}
      />
      <PasswordInput
        label="New password"
        description="12 characters or more. All your other sessions end."
        value={next}
        autoComplete="new-password"
        error={fields['next']}
        visibilityToggleButtonProps={toggle}
        onChange={(event) => setNext(event.currentTarget.value)}
      />
      {failure && (
        <p className={classes['failure']} role="alert">
          {failure}
        </p>
      )}
      <Button type="submit" variant="default" loading={pending} disabled={current === '' || next === ''}>
        Change password
      </Button>
    </form>
  );
}

function sessions(count: number): string {
  return count === 1 ? 'one other session' : `${count} other sessions`;
}
