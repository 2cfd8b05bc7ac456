import type { Route } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
import { ClaimView } from '#components/claims/claim-view/claim-view.tsx';
import { AddressProblems } from '#components/data-table/address-problems.tsx';
import { MomentBar } from '#components/ui/moment-bar.tsx';
import { MomentWait } from '#components/ui/moment-wait.tsx';
import { Page } from '#components/ui/page.tsx';
import { claimLanguages, findClaim } from '#lib/claims/detail-queries.ts';
import { roleAt } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { momentOf } from '#lib/core/moment.ts';
import { requireActor } from '#lib/core/session.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import { listClaimHistory, momentIsThere, readAsOf } from '#lib/history/queries.ts';
import { listDependences } from '#lib/instruments/queries.ts';
import { claimLineage } from '#lib/lineage/queries.ts';

const TITLE_LENGTH = 70;

// Once for the title and once for the page would be two reads.
const read = cache(async (id: string, asOf: string | null) => {
  const actor = await requireActor();
  if (!(await momentIsThere({ asOf }))) return { actor, waiting: true };
  return { actor, claim: await readAsOf({ asOf }, () => findClaim(actor, id)) };
});

async function address({ params, searchParams }: PageProps<'/claims/[id]'>) {
  const [{ id }, { asOf }] = await Promise.all([params, searchParams]);
  return { id, ...momentOf(asOf, now()) };
}

export async function generateMetadata(props: PageProps<'/claims/[id]'>) {
  const { id, asOf } = await address(props);
  const { claim, waiting } = await read(id, asOf);
  if (waiting) return { title: `Claim ${id}` };
  if (!claim) return { title: 'No such claim' };
  const { statement } = claim;
  return { title: statement.length > TITLE_LENGTH ? `${statement.slice(0, TITLE_LENGTH)}…` : statement };
}

export default async function ClaimPage(props: PageProps<'/claims/[id]'>) {
  const { id, asOf, problem } = await address(props);
  const { actor, claim, waiting } = await read(id, asOf);
  if (waiting)
    return (
      <Page>
        <MomentWait />
      </Page>
    );
  if (!claim) notFound();
  const [evidence, lineage, dependences, history, languages] = await readAsOf({ asOf }, () =>
    Promise.all([
      listEvidence(actor, claim.id),
      claimLineage(actor, claim.id),
      listDependences(actor, claim.id),
      listClaimHistory(actor, claim.id),
      claimLanguages(actor),
    ]),
  );
  return (
    <Page>
      {problem !== null && <AddressProblems problems={[{ key: 'asOf', value: '', message: problem }]} />}
      {asOf !== null && <MomentBar asOf={asOf} present={`/claims/${claim.id}` as Route} />}
      <ClaimView
        claim={claim}
        evidence={evidence}
        lineage={lineage}
        dependences={dependences}
        history={history}
        actor={{ id: actor.id, role: roleAt(actor, asOf) }}
        languages={languages}
        variant="page"
      />
    </Page>
  );
}
