import {
  columnOrderingFeature,
  columnSizingFeature,
  columnVisibilityFeature,
  createColumnHelper,
  type RowData,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
} from '@tanstack/react-table';
import type { DataColumn, SortState } from './column.ts';
import { clampWidth } from './layout.ts';

/** No row models: the database sorts, filters and cuts pages. */
export const features = tableFeatures({
  columnVisibilityFeature,
  columnOrderingFeature,
  columnSizingFeature,
  rowSortingFeature,
});

export type Features = typeof features;

export function columnDefs<Row extends RowData>(columns: readonly DataColumn<Row>[]) {
  const helper = createColumnHelper<Features, Row>();
  return columns.map((column) =>
    // An accessor, since a display column cannot be sorted.
    helper.accessor((row): unknown => row, {
      id: column.id,
      header: column.label,
      cell: ({ row }) => column.cell(row.original),
      enableHiding: !column.required,
      enableSorting: column.sortable ?? false,
      sortDescFirst: column.firstDirection === 'desc',
      minSize: clampWidth(0, column),
      maxSize: clampWidth(Number.MAX_SAFE_INTEGER, column),
    }),
  );
}

export function toSorting(sort: SortState): SortingState {
  return sort ? [{ id: sort.column, desc: sort.direction === 'desc' }] : [];
}

export function fromSorting(sorting: SortingState): SortState {
  const first = sorting[0];
  return first ? { column: first.id, direction: first.desc ? 'desc' : 'asc' } : null;
}
