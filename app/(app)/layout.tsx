import type { ReactNode } from 'react';
import { AppShell } from '#components/shell/app-shell.tsx';
import { canClaim } from '#lib/claims/policy.ts';
import { currentSession, requireActor } from '#lib/core/session.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { signOutAction } from '#lib/users/actions.ts';
import { canUser, ROLE_LABELS } from '#lib/users/policy.ts';

export default async function AppLayout({ children }: { children: ReactNode }) {
  const actor = await requireActor();
  const [session, programme] = await Promise.all([currentSession(), currentProgramme(actor)]);
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
      signOut={signOutAction}
    >
      {children}
    </AppShell>
  );
}
