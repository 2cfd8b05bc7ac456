import { VisuallyHidden } from '@mantine/core';
import type { Route } from 'next';
import { ClaimsScreen } from '#components/claims/claims-table/claims-screen.tsx';
import { parseLayout } from '#components/data-table/layout.ts';
import { pageInfo } from '#components/data-table/paging.ts';
import { MomentBar } from '#components/ui/moment-bar.tsx';
import { MomentWait } from '#components/ui/moment-wait.tsx';
import { Page } from '#components/ui/page.tsx';
import { claimFacets, claimTiles } from '#lib/claims/facet-queries.ts';
import { claimList } from '#lib/claims/filter.ts';
import { canClaim } from '#lib/claims/policy.ts';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { claimWhole } from '#lib/claims/whole-queries.ts';
import { now } from '#lib/core/clock.ts';
import { openOf } from '#lib/core/list-filter.ts';
import { requireActor } from '#lib/core/session.ts';
import { momentIsThere, readAsOf } from '#lib/history/queries.ts';
import { getPreference } from '#lib/users/queries.ts';
import { listViews } from '#lib/views/queries.ts';

export default async function ClaimsPage({ searchParams }: PageProps<'/claims'>) {
  const actor = await requireActor();
  const params = await searchParams;
  const { problems, names, ...scoped } = await scopeClaimFilter(actor, params);
  if (!(await momentIsThere(scoped.filter)))
    return (
      <Page title="Claims">
        <VisuallyHidden component="h1">Claims</VisuallyHidden>
        <MomentWait />
      </Page>
    );
  const openId = openOf(params['open']);
  const list = listClaims(actor, scoped);
  // Counted when the rows are on their way: nobody sees them before a filter is opened.
  const facets = claimFacets(actor, scoped, list);
  const [page, tiles, views, layout, whole] = await Promise.all([
    list,
    readAsOf(scoped.filter, () => claimTiles(actor, scoped.programme.id)),
    listViews(actor),
    getPreference(actor, 'claims-table'),
    openId === null ? null : claimWhole(actor, String(openId), scoped.filter.asOf),
  ]);
  const { filter } = scoped;
  const { links, total, rows, ranked } = page;
  return (
    <Page title="Claims" width="fill">
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
        open={{ id: openId, data: whole }}
      />
    </Page>
  );
}
