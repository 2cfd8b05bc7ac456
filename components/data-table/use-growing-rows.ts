'use client';

import { startTransition, useEffect, useMemo, useState } from 'react';
import type { RowId } from './column.ts';

/** The least height of a row in pixels: a line and its padding. */
const LEAST_HEIGHT = 36;
/** Drawn between two frames without being felt, however many columns there are. */
const MORE = 25;

/** As many rows as a window of this height can hold. */
const rowsAtOnce = (windowHeight: number) => Math.max(10, Math.ceil(windowHeight / LEAST_HEIGHT));

/**
 * The rows to draw now. A page that comes by a click shows what a window holds at once and the rest a moment later, piece by piece,
 * so that neither the first rows nor a click wait for two hundred; the first page of a visit comes whole from the server. `whole` skips the pieces:
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
    const atOnce = rowsAtOnce(window.innerHeight);
    const starts = (all: readonly Row[]) => [all[0], all[atOnce]].map((row) => row && rowId(row)).join();
    // What is there already stays.
    count = whole || starts(grown.rows) === starts(rows) ? rows.length : Math.min(rows.length, atOnce);
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
