import type { Route } from 'next';
import { notFound } from 'next/navigation';
import { cache } from 'react';
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

const TITLE_LENGTH = 70;

// Once for the title and once for the page would be two reads.
const read = cache(async (id: string, asOf: string | null) => {
  const actor = await requireActor();
  if (!(await momentIsThere({ asOf }))) return { waiting: true };
  return { whole: await claimWhole(actor, id, asOf) };
});

async function address({ params, searchParams }: PageProps<'/claims/[id]'>) {
  const [{ id }, { asOf }] = await Promise.all([params, searchParams]);
  return { id, ...momentOf(asOf, now()) };
}

export async function generateMetadata(props: PageProps<'/claims/[id]'>) {
  const { id, asOf } = await address(props);
  const { whole, waiting } = await read(id, asOf);
  if (waiting) return { title: `Claim ${id}` };
  if (!whole) return { title: 'No such claim' };
  const { statement } = whole.claim;
  return { title: statement.length > TITLE_LENGTH ? `${statement.slice(0, TITLE_LENGTH)}…` : statement };
}

export default async function ClaimPage(props: PageProps<'/claims/[id]'>) {
  const { id, asOf, problem } = await address(props);
  const { whole, waiting } = await read(id, asOf);
  if (waiting)
    return (
      <Page>
        <MomentWait />
      </Page>
    );
  if (!whole) notFound();
  return (
    <Page>
      {problem !== null && <AddressProblems problems={[{ key: 'asOf', value: '', message: problem }]} />}
      {asOf !== null && <MomentBar asOf={asOf} present={`/claims/${whole.claim.id}` as Route} />}
      <ClaimView {...whole} variant="page" />
    </Page>
  );
}
