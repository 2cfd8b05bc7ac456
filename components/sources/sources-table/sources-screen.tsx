'use client';

import { Button } from '@mantine/core';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { AddressProblems } from '#components/data-table/address-problems.tsx';
import { DataTable } from '#components/data-table/data-table.tsx';
import type { TableLayout } from '#components/data-table/layout.ts';
import { ListSearch } from '#components/data-table/list-search.tsx';
import type { PageInfo } from '#components/data-table/paging.ts';
import { sortParamOf, sortStateOf } from '#components/data-table/sort-param.ts';
import { Unranked } from '#components/data-table/unranked.tsx';
import { useListAddress } from '#components/data-table/use-list-address.ts';
import type { Given } from '#components/data-table/use-opened.ts';
import { attempt } from '#components/ui/attempt.ts';
import { LinkButton } from '#components/ui/link-button.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { toastFailed } from '#components/ui/toast.tsx';
import type { Problem } from '#lib/core/filter.ts';
import { SOURCE_SORTS, type SourceSortColumn } from '#lib/sources/columns.ts';
import { type SourceFilter, sourceList } from '#lib/sources/filter.ts';
import type { SourceFacets, SourceRow } from '#lib/sources/schema.ts';
import { savePreferenceAction } from '#lib/users/actions.ts';
import { sourceColumns } from './source-columns.tsx';
import { SourceChips, SourceFilters } from './source-filters.tsx';
import { openedSources, SourcePanel, type SourceWhole } from './source-panel.tsx';

export type SourcesScreenProps = {
  rows: SourceRow[];
  page: PageInfo;
  /** False where more matched a search than are ranked. */
  ranked: boolean;
  filter: SourceFilter;
  facets: Promise<SourceFacets>;
  /** Names of the publishers that the filter asks for, by id. */
  publishers: Record<string, string>;
  problems: Problem[];
  layout: TableLayout | null;
  canEdit: boolean;
  /** The server's day, ISO 8601, so that relative times agree. */
  today: string;
  open: Given<SourceWhole>;
};

const SORTS = Object.keys(SOURCE_SORTS) as SourceSortColumn[];
const NOUN = { one: 'source', many: 'sources' };

/** All documents that speak about the programme. */
export function SourcesScreen(props: SourcesScreenProps) {
  const { rows, page, ranked, filter, facets, publishers, problems, layout, canEdit, today, open } = props;
  const router = useRouter();
  const address = useListAddress(sourceList.parsers);
  const { open: openSource, openId } = address;
  const opened = useMemo(() => openedSources(open), [open]);
  const columns = useMemo(() => sourceColumns(today, (row) => openSource(row.id)), [today, openSource]);

  const saveLayout = async (value: TableLayout) => {
    const result = await attempt(() => savePreferenceAction({ key: 'sources-table', value }));
    if (!result.ok) toastFailed(`The arrangement of the table was not kept: ${result.message}`);
  };

  return (
    <>
      <DataTable
        caption="Sources"
        noun={NOUN}
        columns={columns}
        rows={rows}
        rowId={rowId}
        rowLabel={rowLabel}
        page={page}
        layout={layout}
        onLayoutChange={saveLayout}
        sort={sortStateOf(filter.sort)}
        onSortChange={(state) => address.narrow({ sort: sortParamOf(state, SORTS) })}
        {...(canEdit ? { onEdit: (row: SourceRow) => router.push(`/sources/${row.id}/edit` as Route) } : {})}
        openId={openId}
        onOpen={(row) => openSource(row.id)}
        onRest={(row) => opened.ahead(row.id)}
        pending={address.pending}
        listKey={`sources${sourceList.listQuery({ ...filter, per: 50 })} ${page.from}`}
        toolbar={
          <>
            <ListSearch label="Search sources" placeholder="Title, publisher, address" />
            <SourceFilters filter={filter} facets={facets} narrow={address.narrow} />
          </>
        }
        chips={<SourceChips filter={filter} publishers={publishers} narrow={address.narrow} />}
        notices={
          <>
            <AddressProblems problems={problems} />
            {!ranked && <Unranked rows="sources" />}
          </>
        }
        empty={
          <NoSources
            filtered={sourceList.narrowingQuery(filter) !== ''}
            canAdd={canEdit}
            onClear={() => address.narrow(sourceList.none)}
          />
        }
        onNavigate={address.go}
        onPrefetch={address.prefetch}
        onPerChange={address.showPer}
      />
      {openId !== null && <SourcePanel id={openId} opened={opened} onClose={() => openSource(null)} />}
    </>
  );
}

const rowId = (row: SourceRow) => row.id;
const rowLabel = (row: SourceRow) => row.title;

function NoSources({
  filtered,
  canAdd,
  onClear,
}: {
  filtered: boolean;
  canAdd: boolean;
  onClear: () => void;
}) {
  if (filtered)
    return (
      <EmptyState
        title="No source matches"
        action={
          <Button variant="default" onClick={onClear}>
            Clear the filters
          </Button>
        }
      >
        <p>
          Take away a filter, or search for another word: any script, any spelling of a name, part of an
          address.
        </p>
      </EmptyState>
    );
  return (
    <EmptyState
      title="There is no source yet"
      action={canAdd && <LinkButton href={'/sources/new' as Route}>Add the first source</LinkButton>}
    >
      <p>
        A source is a document that says something about a claim. It comes with the first claim that rests on
        it.
      </p>
    </EmptyState>
  );
}
