'use client';

import { Button, PasswordInput, TextInput } from '@mantine/core';
import { startTransition, useActionState } from 'react';
import { signInAction } from '#lib/users/actions.ts';
import classes from './sign-in.module.css';

/** Works before its script has loaded, too: the form is then sent as it is. */
export function SignInForm({ callbackUrl, message }: { callbackUrl: string; message: string | null }) {
  const [result, signIn, pending] = useActionState(signInAction, null);
  const fields = result?.ok === false ? result.fields : {};
  const shown = result?.ok === false ? result.message : message;
  return (
    <>
      <h1 className={classes['title']}>Sign in</h1>
      <form
        className={classes['form']}
        action={signIn}
        onSubmit={(event) => {
          // Sent by hand, because React empties a form that its action has answered.
          event.preventDefault();
          const form = new FormData(event.currentTarget);
          startTransition(() => signIn(form));
        }}
      >
        <div role="alert">{shown && !pending && <p className={classes['message']}>{shown}</p>}</div>
        <input type="hidden" name="callbackUrl" value={callbackUrl} />
        <TextInput
          label="E-mail"
          name="email"
          type="text"
          inputMode="email"
          autoComplete="username"
          autoCapitalize="none"
          spellCheck={false}
          required
          withAsterisk={false}
          error={fields['email']}
        />
        <PasswordInput
          label="Password"
          name="password"
          autoComplete="current-password"
          required
          withAsterisk={false}
          error={fields['password']}
          visibilityToggleButtonProps={{ 'aria-label': 'Show or hide what is typed' }}
        />
        <Button type="submit" loading={pending}>
          Sign in
        </Button>
      </form>
      <p className={classes['help']}>
        No account, or the password is lost? An administrator can add you or give you a new password.
      </p>
    </>
  );
}
