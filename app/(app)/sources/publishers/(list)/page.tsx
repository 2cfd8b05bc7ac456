import { VisuallyHidden } from '@mantine/core';
import type { Route } from 'next';
import { parseLayout } from '#components/data-table/layout.ts';
import { PublishersScreen } from '#components/publishers/publishers-screen.tsx';
import { SourcesNav } from '#components/sources/sources-nav.tsx';
import { Page } from '#components/ui/page.tsx';
import { requireActor } from '#lib/core/session.ts';
import { PER_PAGE, parsePublisherFilter, publisherQuery } from '#lib/publishers/filter.ts';
import { listPublishers, publisherFacets } from '#lib/publishers/queries.ts';
import { getPreference } from '#lib/users/queries.ts';

export const metadata = { title: 'Publishers' };

export default async function PublishersPage({ searchParams }: PageProps<'/sources/publishers'>) {
  const actor = await requireActor();
  const { filter, problems } = parsePublisherFilter(await searchParams);
  const [{ rows, total, links }, facets, layout] = await Promise.all([
    listPublishers(actor, filter),
    publisherFacets(actor, filter),
    getPreference(actor, 'publishers-table'),
  ]);
  const at = (after: string | null) => `/sources/publishers${publisherQuery(filter, after)}` as Route;
  const linkTo = (after: string | null) => (after === null ? null : at(after));
  return (
    <Page width="fill">
      <VisuallyHidden component="h1">Publishers</VisuallyHidden>
      <SourcesNav current="publishers" />
      <PublishersScreen
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
        problems={problems}
        layout={parseLayout(layout)}
      />
    </Page>
  );
}
