'use client';

import { type RefObject, startTransition, useEffect, useMemo, useState } from 'react';
import type { RowId } from './column.ts';

/** Pixels. The least is a line and its padding; rows that come are not taken for higher than the most. */
const LEAST_HEIGHT = 36;
const MOST_HEIGHT = 120;
/** Drawn between two frames without being felt, however many columns there are. */
const MORE = 25;

/** As many rows as the box can show if none is lower than the lowest that stands there now. */
function rowsAtOnce(box: HTMLElement | null): number {
  const rows = [...(box?.querySelectorAll('[data-row]') ?? [])];
  const heights = rows.map((row) => row.getBoundingClientRect().height);
  const lowest = rows.length > 0 ? Math.min(MOST_HEIGHT, ...heights) : LEAST_HEIGHT;
  const room = Math.min(window.innerHeight, box?.clientHeight ?? window.innerHeight);
  return Math.ceil(room / Math.max(LEAST_HEIGHT, lowest)) + 1;
}

/**
 * The rows to draw now. A page that comes by a click shows what the box holds at once and the rest a moment later, piece by piece,
 * so that neither the first rows nor a click wait for two hundred; the first page of a visit comes whole from the server. `whole` skips the pieces:
 * somebody comes back to a place further down.
 */
export function useGrowingRows<Row>(
  box: RefObject<HTMLElement | null>,
  rows: readonly Row[],
  rowId: (row: Row) => RowId,
  whole: boolean,
): readonly Row[] {
  const [grown, grow] = useState({ rows, count: rows.length });
  let { count } = grown;
  if (grown.rows !== rows) {
    const atOnce = rowsAtOnce(box.current);
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
