import { ClaimFormPage } from '#components/claims/claim-form/claim-form-page.tsx';
import { NewClaim } from '#components/claims/claim-form/new-claim.tsx';
import { Page } from '#components/ui/page.tsx';
import { NoPermissionState } from '#components/ui/states.tsx';
import { formChoices } from '#lib/claims/detail-queries.ts';
import { canClaim } from '#lib/claims/policy.ts';
import { requireActor } from '#lib/core/session.ts';

export default async function NewClaimPage() {
  const actor = await requireActor();
  if (!canClaim(actor, 'log'))
    return (
      <Page title="Log a claim">
        <NoPermissionState needs="a researcher" />
      </Page>
    );
  const choices = await formChoices(actor);
  return (
    <ClaimFormPage title="Log a claim">
      <NewClaim userId={actor.id ?? 0} choices={choices} />
    </ClaimFormPage>
  );
}
