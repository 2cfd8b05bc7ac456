'use client';

import { useCallback, useMemo, useState } from 'react';
import type { DataColumn } from './column.ts';
import { columnWidth, normaliseLayout, type TableLayout } from './layout.ts';

/** The arrangement on the screen: starts from what is saved, then follows the person and reports each change. */
export function useTableLayout<Row>(
  columns: readonly DataColumn<Row>[],
  saved: TableLayout | null,
  onChange: ((layout: TableLayout) => void) | undefined,
) {
  const [layout, setLayout] = useState(() => normaliseLayout(columns, saved));

  const change = useCallback(
    (next: TableLayout) => {
      setLayout(next);
      onChange?.(next);
    },
    [onChange],
  );

  const table = useMemo(
    () => ({
      columnVisibility: Object.fromEntries(
        columns.map((column) => [column.id, layout.visible.includes(column.id)]),
      ),
      columnOrder: layout.order,
      columnSizing: Object.fromEntries(columns.map((column) => [column.id, columnWidth(column, layout)])),
    }),
    [columns, layout],
  );

  return { layout, setLayout, change, table };
}
