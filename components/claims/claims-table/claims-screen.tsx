'use client';

import { Button } from '@mantine/core';
import type { Route } from 'next';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { useMemo } from 'react';
import { AddressProblems } from '#components/data-table/address-problems.tsx';
import { DataTable } from '#components/data-table/data-table.tsx';
import type { TableLayout } from '#components/data-table/layout.ts';
import type { PageInfo } from '#components/data-table/paging.ts';
import { sortParamOf, sortStateOf } from '#components/data-table/sort-param.ts';
import { Unranked } from '#components/data-table/unranked.tsx';
import { useListAddress } from '#components/data-table/use-list-address.ts';
import type { Given } from '#components/data-table/use-opened.ts';
import { useTableSelection } from '#components/data-table/use-table-selection.ts';
import { attempt } from '#components/ui/attempt.ts';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { toastFailed } from '#components/ui/toast.tsx';
import { CLAIM_SORTS, type ClaimSortColumn } from '#lib/claims/columns.ts';
import { type ClaimFilter, claimList } from '#lib/claims/filter.ts';
import type { ClaimRow, Facets, FilterNames, Tiles } from '#lib/claims/schema.ts';
import type { Problem } from '#lib/core/filter.ts';
import { savePreferenceAction } from '#lib/users/actions.ts';
import type { SavedView } from '#lib/views/schema.ts';
import { BulkChange } from './bulk-change.tsx';
import { claimColumns } from './claim-columns.tsx';
import { ClaimChips, ClaimFilters } from './claim-filters.tsx';
import { ClaimPanel, type ClaimWhole, openedClaims } from './claim-panel.tsx';
import { ClaimTiles } from './claim-tiles.tsx';
import { ExportMenu } from './export-menu.tsx';
import { useStatusChange } from './use-status-change.ts';
import { ViewsMenu } from './views-menu.tsx';

const statusQuestion = new OnDemand(() => import('./status-question.tsx'));

export type ClaimsScreenProps = {
  rows: ClaimRow[];
  /** False where more matched a search than are ranked. */
  ranked: boolean;
  page: PageInfo;
  filter: ClaimFilter;
  facets: Promise<Facets>;
  names: FilterNames;
  tiles: Tiles;
  views: SavedView[];
  problems: Problem[];
  layout: TableLayout | null;
  canLog: boolean;
  canChange: boolean;
  /** The server's day, ISO 8601, so that relative times agree; columns stay the same as long as it does. */
  today: string;
  open: Given<ClaimWhole>;
};

const NOUN = { one: 'claim', many: 'claims' };

const SORTS = Object.keys(CLAIM_SORTS) as ClaimSortColumn[];

/** The dashboard: where the programme stands, and the claims. */
export function ClaimsScreen(props: ClaimsScreenProps) {
  const {
    rows,
    ranked,
    page,
    filter,
    facets,
    names,
    tiles,
    views,
    problems,
    layout,
    canLog,
    canChange,
    today,
    open,
  } = props;
  const router = useRouter();
  const address = useListAddress(claimList.parsers);
  const narrowed = claimList.narrowingQuery(filter);
  const [selection, setSelection] = useTableSelection(narrowed);
  const { open: openClaim, openId } = address;
  // Filters answer at once; the rows follow.
  const asked = useMemo(() => ({ ...filter, ...address.wanted }), [filter, address.wanted]);
  const opened = useMemo(() => openedClaims(open, filter.asOf), [open, filter.asOf]);
  const status = useStatusChange(rows);
  const { ask } = status;
  const columns = useMemo(
    () => claimColumns(today, (row) => openClaim(row.id), canChange ? ask : null),
    [today, openClaim, canChange, ask],
  );
  const { narrow, go } = address;
  // Kept while rows are under way: a click is answered by drawing what it changes.
  const filters = useMemo(
    () => <ClaimFilters filter={asked} facets={facets} narrow={narrow} />,
    [asked, facets, narrow],
  );
  const standing = useMemo(() => <ClaimTiles tiles={tiles} filter={filter} go={go} />, [tiles, filter, go]);
  const inOrder = claimList.listQuery({ ...filter, per: 50 });

  const saveLayout = async (value: TableLayout) => {
    const result = await attempt(() => savePreferenceAction({ key: 'claims-table', value }));
    if (!result.ok) toastFailed(`The arrangement of the table was not kept: ${result.message}`);
  };

  return (
    <>
      {standing}
      <DataTable
        caption="Claims"
        noun={NOUN}
        columns={columns}
        rows={status.shown}
        rowId={rowId}
        rowLabel={rowLabel}
        page={page}
        layout={layout}
        onLayoutChange={saveLayout}
        sort={sortStateOf(filter.sort)}
        onSortChange={(state) => narrow({ sort: sortParamOf(state, SORTS) })}
        {...(canChange
          ? {
              selection,
              onSelectionChange: setSelection,
              bulkActions: (chosen, count) => (
                <BulkChange
                  selection={chosen}
                  count={count}
                  query={narrowed}
                  onDone={() => setSelection({ mode: 'ids', ids: new Set() })}
                />
              ),
              rowKeys: { s: ask },
              onEdit: (row: ClaimRow) => router.push(`/claims/${row.id}/edit` as Route),
            }
          : {})}
        openId={openId}
        onOpen={(row) => openClaim(row.id)}
        onRest={(row) => opened.ahead(row.id)}
        pending={address.pending}
        listKey={`${inOrder} ${page.from}`}
        toolbar={filters}
        toolbarEnd={
          <>
            <ViewsMenu views={views} query={inOrder} />
            <ExportMenu query={inOrder} total={page.total} canImport={canChange} />
          </>
        }
        chips={<ClaimChips filter={asked} facets={facets} names={names} narrow={narrow} />}
        notices={
          <>
            <AddressProblems problems={problems} />
            {!ranked && <Unranked rows="claims" />}
          </>
        }
        empty={<NoClaims filtered={narrowed !== ''} canLog={canLog} onClear={() => narrow(claimList.none)} />}
        onNavigate={go}
        onPrefetch={address.prefetch}
        onPerChange={address.showPer}
      />
      {status.asked && (
        <Demanded code={statusQuestion} onClose={status.cancel}>
          {({ StatusQuestion }) =>
            status.asked && (
              <StatusQuestion
                asked={status.asked}
                onClose={status.cancel}
                onSave={(choice) => status.asked && status.save(status.asked, choice)}
              />
            )
          }
        </Demanded>
      )}
      {openId !== null && (
        <ClaimPanel id={openId} opened={opened} asOf={filter.asOf} onClose={() => openClaim(null)} />
      )}
    </>
  );
}

const rowId = (row: ClaimRow) => row.id;
const rowLabel = (row: ClaimRow) => row.statement;

function NoClaims({
  filtered,
  canLog,
  onClear,
}: {
  filtered: boolean;
  canLog: boolean;
  onClear: () => void;
}) {
  if (filtered)
    return (
      <EmptyState
        title="No claim matches"
        action={
          <Button variant="default" onClick={onClear}>
            Clear the filters
          </Button>
        }
      >
        <p>Take away a filter, or search for another word: any script, any spelling of a name.</p>
      </EmptyState>
    );
  return (
    <EmptyState
      title="No claim is logged yet"
      action={
        canLog && (
          <Button component={Link} href="/claims/new">
            Log the first claim
          </Button>
        )
      }
    >
      <p>A claim is one checkable sentence that somebody made, with where it was found.</p>
    </EmptyState>
  );
}
