import type { Route } from 'next';
import { notFound } from 'next/navigation';
import { ClaimView } from '#components/claims/claim-view/claim-view.tsx';
import { AddressProblems } from '#components/data-table/address-problems.tsx';
import { MomentBar } from '#components/ui/moment-bar.tsx';
import { MomentWait } from '#components/ui/moment-wait.tsx';
import { Page } from '#components/ui/page.tsx';
import { claimWhole } from '#lib/claims/whole-queries.ts';
import { now } from '#lib/core/clock.ts';
import { momentOf } from '#lib/core/moment.ts';
import { requireActor } from '#lib/core/session.ts';
import { momentIsThere } from '#lib/history/queries.ts';

export default async function ClaimPage({ params, searchParams }: PageProps<'/claims/[id]'>) {
  const actor = await requireActor();
  const [{ id }, search] = await Promise.all([params, searchParams]);
  const { asOf, problem } = momentOf(search['asOf'], now());
  if (!(await momentIsThere({ asOf })))
    return (
      <Page title={`Claim ${id}`}>
        <MomentWait />
      </Page>
    );
  const whole = await claimWhole(actor, id, asOf);
  if (!whole) notFound();
  return (
    <Page title={whole.claim.statement}>
      {problem !== null && <AddressProblems problems={[{ key: 'asOf', value: '', message: problem }]} />}
      {asOf !== null && <MomentBar asOf={asOf} present={`/claims/${whole.claim.id}` as Route} />}
      <ClaimView {...whole} variant="page" />
    </Page>
  );
}
