import type { ReactNode } from 'react';
import { AppShell } from '#components/shell/app-shell.tsx';
import { canClaim } from '#lib/claims/policy.ts';
import { currentSession, requireActor } from '#lib/core/session.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { tallyTasks } from '#lib/tasks/queries.ts';
import { signOutAction } from '#lib/users/actions.ts';
import { canUser, ROLE_LABELS } from '#lib/users/policy.ts';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const [session, programme, tasks] = await Promise.all([
    currentSession(),
    currentProgramme(actor),
    tallyTasks(actor),
  ]);
  return (
    <AppShell
      user={{
        name: actor.name,
        email: session?.email ?? '',
        role: ROLE_LABELS[actor.role],
        managesUsers: canUser(actor, 'list'),
      }}
      programme={programme}
      canLog={canClaim(actor, 'log')}
      tasks={tasks}
      signOut={signOutAction}
    >
      {children}
    </AppShell>
  );
}
