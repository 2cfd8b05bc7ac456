import { Page, PageHeader } from '#components/ui/page.tsx';
import { NoPermissionState } from '#components/ui/states.tsx';
import { AddUser } from '#components/users/add-user.tsx';
import { UsersTable } from '#components/users/users-table.tsx';
import { now } from '#lib/core/clock.ts';
import { requireActor } from '#lib/core/session.ts';
import { canUser } from '#lib/users/policy.ts';
import { listUsers } from '#lib/users/queries.ts';

export default async function UsersPage() {
  const actor = await requireActor();
  if (!canUser(actor, 'list')) {
    return (
      <Page title="Users">
        <PageHeader title="Users" />
        <NoPermissionState needs="an administrator" />
      </Page>
    );
  }
  const users = await listUsers(actor);
  return (
    <Page title="Users">
      <PageHeader
        title="Users"
        lead="Who may sign in, and what they may do. A change holds from the next click on, in sessions that are open too."
        actions={<AddUser />}
      />
      <UsersTable users={users} ownId={actor.id} now={now().toISOString()} />
    </Page>
  );
}
