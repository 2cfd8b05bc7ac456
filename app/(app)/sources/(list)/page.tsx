import { VisuallyHidden } from '@mantine/core';
import type { Route } from 'next';
import { parseLayout } from '#components/data-table/layout.ts';
import { pageInfo } from '#components/data-table/paging.ts';
import { SourcesNav } from '#components/sources/sources-nav.tsx';
import { SourcesScreen } from '#components/sources/sources-table/sources-screen.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { now } from '#lib/core/clock.ts';
import { openOf } from '#lib/core/list-filter.ts';
import { requireActor } from '#lib/core/session.ts';
import { sourceFacets } from '#lib/sources/facet-queries.ts';
import { sourceList } from '#lib/sources/filter.ts';
import { canSource } from '#lib/sources/policy.ts';
import { listSources, readSourceFilter } from '#lib/sources/queries.ts';
import { sourceWhole } from '#lib/sources/whole-queries.ts';
import { getPreference } from '#lib/users/queries.ts';

export default async function SourcesPage({ searchParams }: PageProps<'/sources'>) {
  const actor = await requireActor();
  const params = await searchParams;
  const { filter, problems, publishers } = await readSourceFilter(actor, params);
  const openId = openOf(params['open']);
  const [page, layout, whole] = await Promise.all([
    listSources(actor, filter),
    getPreference(actor, 'sources-table'),
    openId === null ? null : sourceWhole(actor, String(openId)),
  ]);
  // Counted when the rows are on their way, as for claims.
  const facets = sourceFacets(actor, filter);
  const { links, total, rows, ranked } = page;
  return (
    <Page title="Sources" width="fill">
      <VisuallyHidden component="h1">Sources</VisuallyHidden>
      <SourcesNav
        current="sources"
        actions={
          <>
            {canSource(actor, 'restore') && (
              <LinkButton href={'/sources?deleted=only' as Route} variant="subtle" color="gray" size="xs">
                Deleted sources
              </LinkButton>
            )}
            {canSource(actor, 'create') && (
              <LinkButton href="/sources/new" variant="default" size="xs">
                Add a source
              </LinkButton>
            )}
          </>
        }
      />
      <SourcesScreen
        rows={rows}
        page={pageInfo(
          links,
          total,
          filter.per,
          (after) => `/sources${sourceList.pageQuery(filter, after)}` as Route,
        )}
        ranked={ranked}
        filter={filter}
        facets={facets}
        publishers={publishers}
        problems={problems}
        layout={parseLayout(layout)}
        canEdit={canSource(actor, 'edit')}
        today={now().toISOString().slice(0, 10)}
        open={{ id: openId, data: whole }}
      />
    </Page>
  );
}
