'use client';

import { Button, NativeSelect, TextInput } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useState, useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { Day } from '#components/ui/time.tsx';
import { toastDone, toastFailed } from '#components/ui/toast.tsx';
import { createTokenAction, revokeTokenAction } from '#lib/tokens/actions.ts';
import { TOKEN_DAYS, type TokenRow } from '#lib/tokens/schema.ts';
import classes from './account.module.css';

/** Keys with which programs read through the API; a new one is shown this once. */
export function TokenList({ tokens }: { tokens: TokenRow[] }) {
  const [made, setMade] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const router = useRouter();

  const revoke = (token: TokenRow) =>
    startTransition(async () => {
      const result = await attempt(() => revokeTokenAction({ id: token.id }));
      if (result.ok) toastDone(`The token “${token.name}” is revoked.`);
      else toastFailed(result.message);
      router.refresh();
    });

  return (
    <>
      <p className={classes['details']}>
        A program reads claims and exports with a token, as you, and can change nothing. The addresses are in
        docs/api.md. Whoever has the text of a token reads what you read.
      </p>
      {tokens.length > 0 && (
        <ul className={classes['sessions']}>
          {tokens.map((token) => (
            <li key={token.id} className={classes['session']}>
              <div>
                <div className={classes['device']}>{token.name}</div>
                <div className={classes['details']}>
                  made <Day at={token.createdAt} /> · {token.expired ? 'expired' : 'expires'}{' '}
                  <Day at={token.expiresAt} /> ·{' '}
                  {token.lastUsedAt === null ? (
                    'never used'
                  ) : (
                    <>
                      last used <Day at={token.lastUsedAt} />
                    </>
                  )}
                </div>
              </div>
              <Button
                size="compact-sm"
                variant="default"
                disabled={pending}
                aria-label={`Revoke the token ${token.name}`}
                onClick={() => revoke(token)}
              >
                Revoke
              </Button>
            </li>
          ))}
        </ul>
      )}
      {made === null ? (
        <TokenForm onMade={setMade} />
      ) : (
        <NewToken token={made} onDone={() => setMade(null)} />
      )}
    </>
  );
}

function TokenForm({ onMade }: { onMade: (token: string) => void }) {
  const [name, setName] = useState('');
  const [days, setDays] = useState('90');
  const [error, setError] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const router = useRouter();

  const create = () => {
    setError(null);
    startTransition(async () => {
      const result = await attempt(() => createTokenAction({ name, days: Number(days) }));
      if (!result.ok) {
        setError(result.fields['name'] ?? result.message);
        return;
      }
      onMade(result.data.token);
      router.refresh();
    });
  };

  return (
    <form
      className={`${classes['form']} ${classes['below']}`}
      noValidate
      onSubmit={(event) => {
        event.preventDefault();
        create();
      }}
    >
      <TextInput
        label="Token name"
        description="What will read with it, so that you know what to revoke."
        value={name}
        autoComplete="off"
        maxLength={100}
        error={error}
        onChange={(event) => setName(event.currentTarget.value)}
      />
      <NativeSelect
        label="Expires after"
        value={days}
        data={TOKEN_DAYS.map((count) => ({ value: String(count), label: `${count} days` }))}
        onChange={(event) => setDays(event.currentTarget.value)}
      />
      <Button type="submit" variant="default" loading={pending} disabled={name.trim() === ''}>
        Create token
      </Button>
    </form>
  );
}

function NewToken({ token, onDone }: { token: string; onDone: () => void }) {
  const [copied, setCopied] = useState(false);
  return (
    <div className={`${classes['form']} ${classes['below']}`} role="status">
      <p>The new token. It is shown this once: keep it where the program reads it.</p>
      <code className={classes['token']}>{token}</code>
      <div>
        <Button
          variant="default"
          mr="xs"
          onClick={() => {
            navigator.clipboard.writeText(token).then(
              () => setCopied(true),
              // Without the right to the clipboard it can still be selected.
              () => setCopied(false),
            );
          }}
        >
          {copied ? 'Copied' : 'Copy'}
        </Button>
        <Button onClick={onDone}>Done</Button>
      </div>
    </div>
  );
}
