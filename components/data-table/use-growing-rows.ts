'use client';

import { startTransition, useEffect, useMemo, useState } from 'react';
import type { RowId } from './column.ts';

/** More than a screen holds. */
const AT_ONCE = 50;
/** Drawn between two frames without being felt, however many columns there are. */
const MORE = 25;

/**
 * The rows to draw now. A long page shows its beginning at once and the rest a moment later, piece by piece, so that neither the
 * first rows nor a click wait for two hundred; the first page of a visit comes whole from the server. `whole` skips the pieces:
 * somebody comes back to a place further down.
 */
export function useGrowingRows<Row>(
  rows: readonly Row[],
  rowId: (row: Row) => RowId,
  whole: boolean,
): readonly Row[] {
  const [grown, grow] = useState({ rows, count: rows.length });
  let { count } = grown;
  if (grown.rows !== rows) {
    const starts = (all: readonly Row[]) => [all[0], all[AT_ONCE]].map((row) => row && rowId(row)).join();
    // What is there already stays.
    count = whole || starts(grown.rows) === starts(rows) ? rows.length : Math.min(rows.length, AT_ONCE);
    grow({ rows, count });
  }
  const missing = count < rows.length;
  useEffect(() => {
    if (!missing) return;
    const timer = setTimeout(() =>
      startTransition(() =>
        grow((former) => (former.rows === rows ? { rows, count: former.count + MORE } : former)),
      ),
    );
    return () => clearTimeout(timer);
  });
  return useMemo(() => (missing ? rows.slice(0, count) : rows), [rows, count, missing]);
}
