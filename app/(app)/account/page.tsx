import { NameForm } from '#components/account/name-form.tsx';
import { PasswordForm } from '#components/account/password-form.tsx';
import { SealedHistory } from '#components/account/sealed-history.tsx';
import { SessionList } from '#components/account/session-list.tsx';
import { TokenList } from '#components/account/token-list.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page, PageHeader, Section } from '#components/ui/page.tsx';
import { now } from '#lib/core/clock.ts';
import { requireActor } from '#lib/core/session.ts';
import { sealState } from '#lib/history/seal-queries.ts';
import { listOwnTokens } from '#lib/tokens/queries.ts';
import { canUser, ROLE_LABELS } from '#lib/users/policy.ts';
import { getAccount, listOwnSessions } from '#lib/users/queries.ts';

export default async function AccountPage() {
  const actor = await requireActor();
  const [account, sessions, tokens, seals] = await Promise.all([
    getAccount(actor),
    listOwnSessions(actor),
    listOwnTokens(actor),
    sealState(actor),
  ]);
  return (
    <Page title="Account" width="reading">
      <PageHeader
        title="Account"
        lead={`${account.email} · ${ROLE_LABELS[account.role]}`}
        actions={
          canUser(actor, 'list') && (
            <LinkButton href="/users" variant="default">
              Manage users
            </LinkButton>
          )
        }
      />
      <Section title="Name">
        <NameForm name={account.name} version={account.version} />
      </Section>
      <Section title="Password">
        <PasswordForm email={account.email} />
      </Section>
      <Section title="Sessions" count={sessions.length}>
        <SessionList sessions={sessions} />
      </Section>
      <Section title="Access tokens" count={tokens.length}>
        <TokenList tokens={tokens} />
      </Section>
      <Section title="Sealed history">
        <SealedHistory state={seals} now={now().toISOString()} />
      </Section>
    </Page>
  );
}
