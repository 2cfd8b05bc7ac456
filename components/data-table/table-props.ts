import type { RowData } from '@tanstack/react-table';
import type { Route } from 'next';
import type { ReactNode } from 'react';
import type { DataColumn, Noun, RowId, SortState } from './column.ts';
import type { TableLayout } from './layout.ts';
import type { PageInfo } from './paging.ts';
import type { Selection } from './selection.ts';

/**
 * The table shell in manual mode: rows come in sorted, filtered and cut to one page; every wish goes out through a
 * callback. It knows no claim. Rows become cards where the table itself is narrower than 700 px, be it on a phone or
 * beside an open panel.
 */
export type DataTableProps<Row extends RowData> = {
  /** Names the table for screen readers: "Claims". */
  caption: string;
  noun: Noun;
  /** Stable (module scope or memo). */
  columns: readonly DataColumn<Row>[];
  rows: readonly Row[];
  rowId: (row: Row) => RowId;
  /** Short text that names a row, for its checkbox: "Select: …". */
  rowLabel: (row: Row) => string;
  page: PageInfo;

  /** As saved for this person; null for the default. Read once, at the first render. */
  layout?: TableLayout | null;
  /** Called once per finished change (a resize calls it at its end). */
  onLayoutChange?: (layout: TableLayout) => void;

  sort?: SortState;
  onSortChange?: (sort: SortState) => void;

  /** Controlled; see useTableSelection. Without it there is no checkbox column. */
  selection?: Selection;
  onSelectionChange?: (selection: Selection) => void;
  /** What can be done with the selected rows; shown in the bar that appears with a selection. */
  bulkActions?: (selection: Selection, count: number) => ReactNode;

  /** The row whose page is open beside the table. */
  openId?: RowId | null;
  onOpen?: (row: Row) => void;
  onEdit?: (row: Row) => void;
  /** Further keys that act on the active row, by name as in useShortcuts. */
  rowKeys?: Readonly<Record<string, (row: Row) => void>>;

  /** A change is under way: the old rows stay, slightly dimmed, with aria-busy and a thin line. */
  pending?: boolean;
  /** Left part of the toolbar: usually <FilterBar>. The column menu stands at its right. */
  toolbar?: ReactNode;
  /** Right part of the toolbar, before the column menu: saved views, export. */
  toolbarEnd?: ReactNode;
  /** What narrows the rows, usually <FilterChips>; its place is kept free while nothing does. */
  chips?: ReactNode;
  /** Below the toolbar: what has to be said about the rows. */
  notices?: ReactNode;
  /** Instead of rows when there are none: usually <EmptyState>. */
  empty: ReactNode;

  /** Changes with filter, sort and page; the scroll place is kept per key. Without it the place is not kept. */
  listKey?: string;
  /** Page links are real links; a plain click calls this, so that the caller can push within a transition. */
  onNavigate?: (href: Route) => void;
  onPerChange?: (per: number) => void;
  /** Somebody is likely to go to that page next, or to open that row. */
  onPrefetch?: (href: Route) => void;
  onRest?: (row: Row) => void;
};
