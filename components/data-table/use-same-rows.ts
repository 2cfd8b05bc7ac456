'use client';

import { useState } from 'react';
import type { RowId } from './column.ts';

/** The rows, each as the very object of before where nothing of it has changed: what was drawn for it is kept. */
export function useSameRows<Row>(rows: readonly Row[], rowId: (row: Row) => RowId): readonly Row[] {
  const [shown, show] = useState({ given: rows, rows });
  if (shown.given === rows) return shown.rows;
  const known = new Map(shown.rows.map((row) => [rowId(row), row]));
  const next = rows.map((row) => {
    const former = known.get(rowId(row));
    return former !== undefined && JSON.stringify(former) === JSON.stringify(row) ? former : row;
  });
  show({ given: rows, rows: next });
  return next;
}
