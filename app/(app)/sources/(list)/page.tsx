import { VisuallyHidden } from '@mantine/core';
import type { Route } from 'next';
import { parseLayout } from '#components/data-table/layout.ts';
import { pageInfo } from '#components/data-table/paging.ts';
import { SourceView } from '#components/sources/source-view/source-view.tsx';
import { SourcesNav } from '#components/sources/sources-nav.tsx';
import { SourcesScreen } from '#components/sources/sources-table/sources-screen.tsx';
import { LinkButton } from '#components/ui/link-button.tsx';
import { Page } from '#components/ui/page.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { requireActor } from '#lib/core/session.ts';
import { listSourceHistory } from '#lib/history/source-queries.ts';
import { sourceLineage } from '#lib/lineage/queries.ts';
import { suggestOrigins } from '#lib/lineage/suggestion-queries.ts';
import { listSnapshots, sourceHealth } from '#lib/snapshots/queries.ts';
import { sourceList } from '#lib/sources/filter.ts';
import { canSource } from '#lib/sources/policy.ts';
import { findSource, listSources, readSourceFilter, sourceFacets } from '#lib/sources/queries.ts';
import { getPreference } from '#lib/users/queries.ts';

export const metadata = { title: 'Sources' };

export default async function SourcesPage({ searchParams }: PageProps<'/sources'>) {
  const actor = await requireActor();
  const params = await searchParams;
  const { filter, problems } = await readSourceFilter(actor, params);
  const opened = typeof params['open'] === 'string' ? params['open'] : null;
  const [page, facets, layout, panel] = await Promise.all([
    listSources(actor, filter),
    sourceFacets(actor, filter),
    getPreference(actor, 'sources-table'),
    opened === null ? null : sourcePanel(actor, opened),
  ]);
  const { links, total, rows } = page;
  return (
    <Page width="fill">
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
        filter={filter}
        facets={facets}
        problems={problems}
        layout={parseLayout(layout)}
        canEdit={canSource(actor, 'edit')}
        today={now().toISOString().slice(0, 10)}
        open={panel}
      />
    </Page>
  );
}

/** The source beside the table. */
async function sourcePanel(actor: Actor, id: string) {
  const source = await findSource(actor, id);
  if (source === null)
    return {
      id: 0,
      panel: <EmptyState title="There is no such source">Its number is that of no source.</EmptyState>,
    };
  const [lineage, suggestions, history, snapshots, health] = await Promise.all([
    sourceLineage(actor, source.id),
    suggestOrigins(actor, source.id),
    listSourceHistory(actor, source.id),
    listSnapshots(actor, source.id),
    sourceHealth(actor, source.id),
  ]);
  return {
    id: source.id,
    panel: (
      <SourceView
        source={source}
        lineage={lineage}
        suggestions={suggestions}
        snapshots={snapshots}
        health={health}
        history={history}
        actor={{ role: actor.role }}
        variant="panel"
      />
    ),
  };
}
