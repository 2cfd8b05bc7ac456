'use client';

import { type MouseEvent, useCallback, useEffect, useRef } from 'react';
import type { RowId } from './column.ts';
import { rangeOf, type Selection, setSelected } from './selection.ts';

type Latest<Row> = {
  rows: readonly Row[];
  rowId: (row: Row) => RowId;
  selection: Selection | undefined;
  onSelectionChange: ((selection: Selection) => void) | undefined;
  onOpen: ((row: Row) => void) | undefined;
};

/** What a row does when it is ticked or clicked. The functions never change, so that rows need not be drawn again. */
export function useRowHandlers<Row>(props: Latest<Row>) {
  const latest = useRef(props);
  const anchor = useRef<RowId | null>(null);
  useEffect(() => {
    latest.current = props;
  });

  const toggle = useCallback((id: RowId, selected: boolean, range: boolean) => {
    const { rows, rowId, selection, onSelectionChange } = latest.current;
    if (!selection || !onSelectionChange) return;
    const ids = range ? rangeOf(rows.map(rowId), anchor.current, id) : [id];
    anchor.current = id;
    onSelectionChange(setSelected(selection, ids, selected));
  }, []);

  const click = useCallback((event: MouseEvent<HTMLElement>, id: RowId) => {
    const { rows, rowId, onOpen } = latest.current;
    if (!onOpen || event.defaultPrevented || event.button !== 0) return;
    if (event.metaKey || event.ctrlKey || event.shiftKey || event.altKey) return;
    if (event.target instanceof Element && event.target.closest('a, button, input, label, select')) return;
    // Somebody who has just marked a few words wants to copy them.
    if (window.getSelection()?.isCollapsed === false) return;
    const row = rows.find((other) => rowId(other) === id);
    if (row !== undefined) onOpen(row);
  }, []);

  return { toggle, click };
}
