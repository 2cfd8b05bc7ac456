import { VisuallyHidden } from '@mantine/core';
import type { Route } from 'next';
import { ClaimsScreen } from '#components/claims/claims-table/claims-screen.tsx';
import { parseLayout } from '#components/data-table/layout.ts';
import { Page } from '#components/ui/page.tsx';
import { formChoices } from '#lib/claims/detail-queries.ts';
import { claimFacets, claimTiles } from '#lib/claims/facet-queries.ts';
import { PER_PAGE, pageQuery } from '#lib/claims/filter.ts';
import { canClaim } from '#lib/claims/policy.ts';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { now } from '#lib/core/clock.ts';
import { requireActor } from '#lib/core/session.ts';
import { getPreference } from '#lib/users/queries.ts';
import { listViews } from '#lib/views/queries.ts';

export const metadata = { title: 'Claims' };

export default async function ClaimsPage({ searchParams }: PageProps<'/claims'>) {
  const actor = await requireActor();
  const params = await searchParams;
  const { problems, ...scoped } = await scopeClaimFilter(actor, params);
  const [page, facets, tiles, views, choices, layout] = await Promise.all([
    listClaims(actor, scoped),
    claimFacets(actor, scoped),
    claimTiles(actor, scoped.programme.id),
    listViews(actor),
    formChoices(actor),
    getPreference(actor, 'claims-table'),
  ]);
  const { filter } = scoped;
  const at = (after: string | null) => `/claims${pageQuery(filter, after)}` as Route;
  const linkTo = (after: string | null) => (after === null ? null : at(after));
  const { links, total, rows } = page;
  const open =
    typeof params['open'] === 'string' && /^[1-9]\d{0,8}$/.test(params['open'])
      ? Number(params['open'])
      : null;
  return (
    <Page width="fill">
      <VisuallyHidden component="h1">Claims</VisuallyHidden>
      <ClaimsScreen
        rows={rows}
        page={{
          from: links.position || null,
          total,
          per: filter.per,
          perChoices: PER_PAGE.map(Number),
          first: links.first ? null : at(null),
          previous: linkTo(links.previous),
          next: linkTo(links.next),
          last: linkTo(links.last),
        }}
        filter={filter}
        facets={facets}
        tiles={tiles}
        views={views}
        choices={choices}
        problems={problems}
        layout={parseLayout(layout)}
        canLog={canClaim(actor, 'log')}
        canChange={canClaim(actor, 'bulkChange')}
        now={now().toISOString()}
        open={open === null ? null : { id: open, panel: null }}
      />
    </Page>
  );
}
