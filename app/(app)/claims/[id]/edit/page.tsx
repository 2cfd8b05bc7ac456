import type { Route } from 'next';
import Link from 'next/link';
import { notFound } from 'next/navigation';
import { ClaimFormPage } from '#components/claims/claim-form/claim-form-page.tsx';
import { EditClaim } from '#components/claims/claim-form/edit-claim.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { EmptyState, NoPermissionState } from '#components/ui/states.tsx';
import { findClaim, formChoices } from '#lib/claims/detail-queries.ts';
import { canClaim } from '#lib/claims/policy.ts';
import { requireActor } from '#lib/core/session.ts';

export default async function EditClaimPage({ params }: PageProps<'/claims/[id]/edit'>) {
  const actor = await requireActor();
  const claim = await findClaim(actor, (await params).id);
  if (claim === null) notFound();
  const back = (
    <LinkButton href={`/claims/${claim.id}` as Route} variant="default">
      To the claim
    </LinkButton>
  );
  if (!canClaim(actor, 'edit'))
    return (
      <Page title={`Edit claim ${claim.id}`}>
        <NoPermissionState needs="a researcher" action={back} />
      </Page>
    );
  if (claim.deleted)
    return (
      <Page title={`Edit claim ${claim.id}`}>
        <EmptyState title="This claim was deleted" action={back}>
          <p>
            {claim.deleted.by} deleted it: {claim.deleted.reason} It has to be restored before it can be
            edited.
          </p>
        </EmptyState>
      </Page>
    );
  const choices = await formChoices(actor);
  return (
    <ClaimFormPage
      title={`Edit claim ${claim.id}`}
      above={<Link href={`/claims/${claim.id}`}>Claim {claim.id}</Link>}
    >
      <EditClaim key={claim.id} userId={actor.id ?? 0} claim={claim} choices={choices} />
    </ClaimFormPage>
  );
}
