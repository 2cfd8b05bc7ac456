import { VisuallyHidden } from '@mantine/core';
import type { Route } from 'next';
import { parseLayout } from '#components/data-table/layout.ts';
import { pageInfo } from '#components/data-table/paging.ts';
import { PublishersScreen } from '#components/publishers/publishers-screen.tsx';
import { SourcesNav } from '#components/sources/sources-nav.tsx';
import { Page } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { publisherList } from '#lib/publishers/filter.ts';
import { listPublishers, publisherFacets } from '#lib/publishers/queries.ts';
import { getPreference } from '#lib/users/queries.ts';

export default async function PublishersPage({ searchParams }: PageProps<'/sources/publishers'>) {
  const actor = await requireActor();
  const { filter, problems } = publisherList.parse(await searchParams);
  const [{ rows, total, links }, facets, layout] = await Promise.all([
    listPublishers(actor, filter),
    publisherFacets(actor, filter),
    getPreference(actor, 'publishers-table'),
  ]);
  return (
    <Page title="Publishers" width="fill">
      <VisuallyHidden component="h1">Publishers</VisuallyHidden>
      <SourcesNav current="publishers" />
      <PublishersScreen
        rows={rows}
        page={pageInfo(
          links,
          total,
          filter.per,
          (after) => `/sources/publishers${publisherList.pageQuery(filter, after)}` as Route,
        )}
        filter={filter}
        facets={facets}
        problems={problems}
        layout={parseLayout(layout)}
      />
    </Page>
  );
}
