import { VisuallyHidden } from '@mantine/core';
import type { Route } from 'next';
import dynamic from 'next/dynamic';
import { ClaimsScreen } from '#components/claims/claims-table/claims-screen.tsx';
import { parseLayout } from '#components/data-table/layout.ts';
import { pageInfo } from '#components/data-table/paging.ts';
import { MomentBar } from '#components/ui/moment-bar.tsx';
import { MomentWait } from '#components/ui/moment-wait.tsx';
import { Page } from '#components/ui/page.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { claimLanguages, findClaim } from '#lib/claims/detail-queries.ts';
import { claimFacets, claimTiles } from '#lib/claims/facet-queries.ts';
import { type ClaimFilter, claimList } from '#lib/claims/filter.ts';
import { canClaim } from '#lib/claims/policy.ts';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { type Actor, roleAt } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { requireActor } from '#lib/core/session.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import { listClaimHistory, momentIsThere, readAsOf } from '#lib/history/queries.ts';
import { listDependences } from '#lib/instruments/queries.ts';
import { claimLineage } from '#lib/lineage/queries.ts';
import { getPreference } from '#lib/users/queries.ts';
import { listViews } from '#lib/views/queries.ts';

// Most visits only read the list: what a claim needs in the browser comes when one is opened.
const ClaimView = dynamic(() =>
  import('#components/claims/claim-view/claim-view.tsx').then((module) => module.ClaimView),
);

export const metadata = { title: 'Claims' };

export default async function ClaimsPage({ searchParams }: PageProps<'/claims'>) {
  const actor = await requireActor();
  const params = await searchParams;
  const { problems, names, ...scoped } = await scopeClaimFilter(actor, params);
  if (!(await momentIsThere(scoped.filter)))
    return (
      <Page>
        <VisuallyHidden component="h1">Claims</VisuallyHidden>
        <MomentWait />
      </Page>
    );
  const [page, tiles, views, layout] = await Promise.all([
    listClaims(actor, scoped),
    readAsOf(scoped.filter, () => claimTiles(actor, scoped.programme.id)),
    listViews(actor),
    getPreference(actor, 'claims-table'),
  ]);
  // Counted when the rows are on their way: nobody sees them before a filter is opened.
  const facets = claimFacets(actor, scoped);
  const { filter } = scoped;
  const { links, total, rows, ranked } = page;
  const open =
    typeof params['open'] === 'string' && /^[1-9]\d{0,8}$/.test(params['open'])
      ? Number(params['open'])
      : null;
  return (
    <Page width="fill">
      <VisuallyHidden component="h1">Claims</VisuallyHidden>
      {filter.asOf !== null && (
        <MomentBar
          asOf={filter.asOf}
          present={`/claims${claimList.listQuery({ ...filter, asOf: null })}` as Route}
        />
      )}
      <ClaimsScreen
        rows={rows}
        ranked={ranked}
        page={pageInfo(
          links,
          total,
          filter.per,
          (after) => `/claims${claimList.pageQuery(filter, after)}` as Route,
        )}
        filter={filter}
        facets={facets}
        names={names}
        tiles={tiles}
        views={views}
        problems={problems}
        layout={parseLayout(layout)}
        canLog={canClaim(actor, 'log')}
        canChange={filter.asOf === null && canClaim(actor, 'bulkChange')}
        today={now().toISOString().slice(0, 10)}
        open={
          open === null
            ? null
            : {
                id: open,
                // No boundary of its own: React would show its fallback for 300 ms, and hide the claim where no script runs.
                panel: <OpenClaim key={open} actor={actor} id={open} filter={filter} />,
              }
        }
      />
    </Page>
  );
}

async function OpenClaim({ actor, id, filter }: { actor: Actor; id: number; filter: ClaimFilter }) {
  const claim = await readAsOf(filter, () => findClaim(actor, String(id)));
  if (!claim)
    return (
      <EmptyState title="No such claim">
        <p>
          {filter.asOf === null
            ? `There is no claim ${id}, or it belongs to another ledger.`
            : `Claim ${id} was not logged then.`}
        </p>
      </EmptyState>
    );
  const [evidence, lineage, dependences, history, languages] = await readAsOf(filter, () =>
    Promise.all([
      listEvidence(actor, id),
      claimLineage(actor, id),
      listDependences(actor, id),
      listClaimHistory(actor, id),
      claimLanguages(actor),
    ]),
  );
  return (
    <ClaimView
      claim={claim}
      evidence={evidence}
      lineage={lineage}
      dependences={dependences}
      history={history}
      actor={{ id: actor.id, role: roleAt(actor, filter.asOf) }}
      languages={languages}
      variant="panel"
    />
  );
}
