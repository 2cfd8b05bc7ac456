import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ClaimView } from '#components/claims/claim-view/claim-view.tsx';
import { Page } from '#components/ui/page.tsx';
import { claimLanguages, findClaim } from '#lib/claims/detail-queries.ts';
import { requireActor } from '#lib/core/session.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import { listClaimHistory } from '#lib/history/queries.ts';
import { listDependences } from '#lib/instruments/queries.ts';
import { claimLineage } from '#lib/lineage/queries.ts';

const TITLE_LENGTH = 70;

// Once for the title and once for the page would be two reads.
const read = cache(async (id: string) => {
  const actor = await requireActor();
  return { actor, claim: await findClaim(actor, id) };
});

export async function generateMetadata({ params }: PageProps<'/claims/[id]'>) {
  const { claim } = await read((await params).id);
  if (!claim) return { title: 'No such claim' };
  const { statement } = claim;
  return { title: statement.length > TITLE_LENGTH ? `${statement.slice(0, TITLE_LENGTH)}…` : statement };
}

export default async function ClaimPage({ params }: PageProps<'/claims/[id]'>) {
  const { actor, claim } = await read((await params).id);
  if (!claim) notFound();
  const [evidence, lineage, dependences, history, languages] = await Promise.all([
    listEvidence(actor, claim.id),
    claimLineage(actor, claim.id),
    listDependences(actor, claim.id),
    listClaimHistory(actor, claim.id),
    claimLanguages(actor),
  ]);
  return (
    <Page>
      <ClaimView
        claim={claim}
        evidence={evidence}
        lineage={lineage}
        dependences={dependences}
        history={history}
        actor={{ id: actor.id, role: actor.role }}
        languages={languages}
        variant="page"
      />
    </Page>
  );
}
