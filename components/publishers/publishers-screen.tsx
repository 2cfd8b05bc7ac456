'use client';

import { Button } from '@mantine/core';
import type { Route } from 'next';
import { useRouter } from 'next/navigation';
import { AddressProblems } from '#components/data-table/address-problems.tsx';
import { DataTable } from '#components/data-table/data-table.tsx';
import { FacetFilter } from '#components/data-table/facet-filter.tsx';
import { FilterBar } from '#components/data-table/filter-bar.tsx';
import { FilterChips } from '#components/data-table/filter-chips.tsx';
import type { TableLayout } from '#components/data-table/layout.ts';
import { ListSearch } from '#components/data-table/list-search.tsx';
import type { PageInfo } from '#components/data-table/paging.ts';
import { sortParamOf, sortStateOf } from '#components/data-table/sort-param.ts';
import { useListAddress } from '#components/data-table/use-list-address.ts';
import { attempt } from '#components/ui/attempt.ts';
import { EmptyState } from '#components/ui/states.tsx';
import { toastFailed } from '#components/ui/toast.tsx';
import type { Problem } from '#lib/core/filter.ts';
import { PUBLISHER_SORTS, type PublisherSortColumn } from '#lib/publishers/columns.ts';
import { type PublisherFilter, publisherList } from '#lib/publishers/filter.ts';
import {
  PUBLISHER_FACETS,
  PUBLISHER_KIND_LABELS,
  type PublisherFacetKey,
  type PublisherFacets,
  type PublisherRow,
} from '#lib/publishers/schema.ts';
import { PUBLISHER_KINDS, RELIABILITIES, RELIABILITY_LABELS } from '#lib/sources/vocabulary.ts';
import { savePreferenceAction } from '#lib/users/actions.ts';
import { COLUMNS } from './publisher-columns.tsx';

const NOUN = { one: 'publisher', many: 'publishers' };
const SORTS = Object.keys(PUBLISHER_SORTS) as PublisherSortColumn[];
const LABELS: Record<PublisherFacetKey, string> = { kind: 'Kind', reliability: 'Reliability' };
const WORDS: Record<PublisherFacetKey, { value: string; label: string }[]> = {
  kind: PUBLISHER_KINDS.map((value) => ({ value, label: PUBLISHER_KIND_LABELS[value] })),
  reliability: RELIABILITIES.map((value) => ({ value, label: `${value} · ${RELIABILITY_LABELS[value]}` })),
};

/** Who publishes, and how far each can be relied upon. */
export function PublishersScreen({
  rows,
  page,
  filter,
  facets,
  problems,
  layout,
}: {
  rows: PublisherRow[];
  page: PageInfo;
  filter: PublisherFilter;
  facets: PublisherFacets;
  problems: Problem[];
  layout: TableLayout | null;
}) {
  const router = useRouter();
  const address = useListAddress(publisherList.parsers);
  const { narrow } = address;
  const saveLayout = async (value: TableLayout) => {
    const result = await attempt(() => savePreferenceAction({ key: 'publishers-table', value }));
    if (!result.ok) toastFailed(`The arrangement of the table was not kept: ${result.message}`);
  };
  const clear = () => narrow(publisherList.none);
  const chosen = PUBLISHER_FACETS.flatMap((key) => (filter[key] ?? []).map((value) => ({ key, value })));

  return (
    <DataTable
      caption="Publishers"
      noun={NOUN}
      columns={COLUMNS}
      rows={rows}
      rowId={(row) => row.id}
      rowLabel={(row) => row.name}
      page={page}
      layout={layout}
      onLayoutChange={saveLayout}
      sort={sortStateOf(filter.sort)}
      onSortChange={(state) => narrow({ sort: sortParamOf(state, SORTS) })}
      onOpen={(row) => router.push(`/sources/publishers/${row.id}` as Route)}
      pending={address.pending}
      listKey={`publishers${publisherList.listQuery({ ...filter, per: 50 })} ${page.from}`}
      toolbar={
        <>
          <ListSearch label="Search publishers" placeholder="Name" />
          <FilterBar activeCount={chosen.length} onClear={() => narrow({ kind: null, reliability: null })}>
            {PUBLISHER_FACETS.map((key) => (
              <FacetFilter
                key={key}
                label={LABELS[key]}
                options={() =>
                  WORDS[key].map((word) => ({
                    ...word,
                    count: facets[key].find((option) => option.value === word.value)?.count ?? 0,
                  }))
                }
                selected={filter[key] ?? []}
                onChange={(selected) => narrow({ [key]: selected.length ? selected : null })}
              />
            ))}
          </FilterBar>
        </>
      }
      chips={
        <FilterChips
          chips={chosen.map(({ key, value }) => ({
            key: `${key}-${value}`,
            label: LABELS[key],
            value: WORDS[key].find((word) => word.value === value)?.label ?? value,
            onRemove: () => {
              const rest = (filter[key] ?? []).filter((other) => other !== value);
              narrow({ [key]: rest.length ? rest : null });
            },
          }))}
          onClear={clear}
        />
      }
      notices={<AddressProblems problems={problems} />}
      empty={
        <EmptyState
          title={chosen.length || filter.q ? 'No publisher matches' : 'There is no publisher yet'}
          action={
            (chosen.length > 0 || filter.q !== null) && (
              <Button variant="default" onClick={clear}>
                Clear the filters
              </Button>
            )
          }
        >
          <p>Publishers come with their sources; an editor grades how reliable they are.</p>
        </EmptyState>
      }
      onNavigate={address.go}
      onPrefetch={address.prefetch}
      onPerChange={address.showPer}
    />
  );
}
