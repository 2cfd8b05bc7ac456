'use client';

import { Button } from '@mantine/core';
import { useRouter } from 'next/navigation';
import { useTransition } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { DateTime } from '#components/ui/time.tsx';
import { toastDone, toastFailed } from '#components/ui/toast.tsx';
import { endOtherSessionsAction, endOwnSessionAction } from '#lib/users/actions.ts';
import type { SessionRow } from '#lib/users/schema.ts';
import classes from './account.module.css';

export function SessionList({ sessions }: { sessions: SessionRow[] }) {
  const [pending, startTransition] = useTransition();
  const router = useRouter();

  const end = (session: SessionRow) =>
    startTransition(async () => {
      const result = await attempt(() => endOwnSessionAction({ id: session.id }));
      if (result.ok) toastDone(`The session on ${session.device} has ended.`);
      else toastFailed(result.message);
      router.refresh();
    });
  const endOthers = () =>
    startTransition(async () => {
      const result = await attempt(() => endOtherSessionsAction());
      if (result.ok) toastDone('All other sessions have ended.');
      else toastFailed(result.message);
      router.refresh();
    });

  return (
    <>
      <ul className={classes['sessions']}>
        {sessions.map((session) => (
          <li key={session.id} className={classes['session']}>
            <div>
              <div>
                <span className={classes['device']}>{session.device}</span>
                {session.current && <span className={classes['this']}>this one</span>}
              </div>
              <div className={classes['details']}>
                {session.address && `${session.address} · `}
                signed in <DateTime at={session.createdAt} /> · last seen <DateTime at={session.lastSeenAt} />
              </div>
            </div>
            {!session.current && (
              <Button
                size="compact-sm"
                variant="default"
                disabled={pending}
                aria-label={`End the session on ${session.device}, ${session.address}`}
                onClick={() => end(session)}
              >
                End
              </Button>
            )}
          </li>
        ))}
      </ul>
      {sessions.some((session) => !session.current) && (
        <Button className={classes['all'] ?? ''} variant="default" disabled={pending} onClick={endOthers}>
          Sign out everywhere else
        </Button>
      )}
    </>
  );
}
