'use client';

import { Button } from '@mantine/core';
import type { Route } from 'next';
import dynamic from 'next/dynamic';
import Link from 'next/link';
import { useRouter } from 'next/navigation';
import { type ReactNode, useMemo } from 'react';
import { AddressProblems } from '#components/data-table/address-problems.tsx';
import { DataTable } from '#components/data-table/data-table.tsx';
import type { TableLayout } from '#components/data-table/layout.ts';
import type { PageInfo } from '#components/data-table/paging.ts';
import { sortParamOf, sortStateOf } from '#components/data-table/sort-param.ts';
import { useListAddress } from '#components/data-table/use-list-address.ts';
import { useTableSelection } from '#components/data-table/use-table-selection.ts';
import { SidePanel } from '#components/ui/side-panel.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { toastFailed } from '#components/ui/toast.tsx';
import { CLAIM_SORTS, type ClaimSortColumn } from '#lib/claims/columns.ts';
import { type ClaimFilter, claimList } from '#lib/claims/filter.ts';
import type { ClaimRow, Facets, FormChoices, Tiles } from '#lib/claims/schema.ts';
import type { Problem } from '#lib/core/filter.ts';
import { savePreferenceAction } from '#lib/users/actions.ts';
import type { SavedView } from '#lib/views/schema.ts';
import { BulkChange } from './bulk-change.tsx';
import { claimColumns } from './claim-columns.tsx';
import { ClaimChips, ClaimFilters } from './claim-filters.tsx';
import { ClaimTiles } from './claim-tiles.tsx';
import classes from './claims-table.module.css';
import { ExportMenu } from './export-menu.tsx';
import { useStatusChange } from './use-status-change.ts';
import { ViewsMenu } from './views-menu.tsx';

const StatusQuestion = dynamic(
  () => import('./status-question.tsx').then((module) => module.StatusQuestion),
  { ssr: false },
);

export type ClaimsScreenProps = {
  rows: ClaimRow[];
  /** False where more matched a search than are ranked. */
  ranked: boolean;
  page: PageInfo;
  filter: ClaimFilter;
  facets: Facets;
  tiles: Tiles;
  views: SavedView[];
  choices: FormChoices;
  problems: Problem[];
  layout: TableLayout | null;
  canLog: boolean;
  canChange: boolean;
  /** ISO 8601; the server's, so that relative times agree. */
  now: string;
  open: { id: number; panel: ReactNode } | null;
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
    tiles,
    views,
    choices,
    problems,
    layout,
    canLog,
    canChange,
    now,
    open,
  } = props;
  const router = useRouter();
  const address = useListAddress(claimList.parsers);
  const narrowed = claimList.narrowingQuery(filter);
  const [selection, setSelection] = useTableSelection(narrowed);
  const { open: openClaim } = address;
  const { shown, asked, ask, cancel, save } = useStatusChange(rows);
  const columns = useMemo(
    () => claimColumns(now, (row) => openClaim(row.id), canChange ? ask : null),
    [now, openClaim, canChange, ask],
  );
  const inOrder = claimList.listQuery({ ...filter, per: 50 });

  const saveLayout = async (value: TableLayout) => {
    const result = await savePreferenceAction({ key: 'claims-table', value });
    if (!result.ok) toastFailed(`The arrangement of the table was not kept: ${result.message}`);
  };

  return (
    <>
      <ClaimTiles tiles={tiles} filter={filter} />
      <DataTable
        caption="Claims"
        noun={NOUN}
        columns={columns}
        rows={shown}
        rowId={rowId}
        rowLabel={rowLabel}
        page={page}
        layout={layout}
        onLayoutChange={saveLayout}
        sort={sortStateOf(filter.sort)}
        onSortChange={(state) => address.narrow({ sort: sortParamOf(state, SORTS) })}
        {...(canChange
          ? {
              selection,
              onSelectionChange: setSelection,
              bulkActions: (chosen, count) => (
                <BulkChange
                  selection={chosen}
                  count={count}
                  query={narrowed}
                  choices={choices}
                  onDone={() => setSelection({ mode: 'ids', ids: new Set() })}
                />
              ),
              rowKeys: { s: ask },
              onEdit: (row: ClaimRow) => router.push(`/claims/${row.id}/edit` as Route),
            }
          : {})}
        openId={open?.id ?? null}
        onOpen={(row) => openClaim(row.id)}
        pending={address.pending}
        listKey={inOrder}
        toolbar={<ClaimFilters filter={filter} facets={facets} narrow={address.narrow} />}
        toolbarEnd={
          <>
            <ViewsMenu views={views} query={inOrder} />
            <ExportMenu query={inOrder} total={page.total} canImport={canChange} />
          </>
        }
        chips={
          <>
            <AddressProblems problems={problems} />
            {!ranked && (
              <p className={classes['unranked']} role="status">
                Too many claims match to rank them: the last change comes first. Another word narrows them
                down.
              </p>
            )}
            <ClaimChips filter={filter} facets={facets} narrow={address.narrow} />
          </>
        }
        empty={
          <NoClaims
            filtered={narrowed !== ''}
            canLog={canLog}
            onClear={() => address.narrow(claimList.none)}
          />
        }
        onNavigate={(href) => address.startTransition(() => router.push(href, { scroll: false }))}
        onPerChange={address.showPer}
      />
      {asked && (
        <StatusQuestion asked={asked} onClose={cancel} onSave={(choice) => save(asked.row, choice)} />
      )}
      {open && (
        <SidePanel
          label="Claim"
          subject={open.id}
          fullPage={`/claims/${open.id}` as Route}
          onClose={() => openClaim(null)}
        >
          {open.panel}
        </SidePanel>
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
