'use client';

import { type RefObject, useCallback, useState } from 'react';
import { useShortcuts } from '#components/ui/shortcuts.ts';
import type { RowId } from './column.ts';

type RowKeys<Row> = {
  region: RefObject<HTMLElement | null>;
  rows: readonly Row[];
  rowId: (row: Row) => RowId;
  openId: RowId | null;
  onOpen: ((row: Row) => void) | undefined;
  onEdit: ((row: Row) => void) | undefined;
  onToggle: ((row: Row) => void) | undefined;
  more: Readonly<Record<string, (row: Row) => void>> | undefined;
};

/** j and k move the active row, Enter opens it, x selects it, e edits it, and the keys of `more` do theirs, from anywhere on the page. */
export function useRowKeys<Row>(props: RowKeys<Row>) {
  const { region, rows, rowId, openId, onOpen, onEdit, onToggle, more = {} } = props;
  const [activeId, setActiveId] = useState<RowId | null>(null);
  const indexOf = (id: RowId | null) => (id === null ? -1 : rows.findIndex((row) => rowId(row) === id));
  const activeIndex = indexOf(activeId) >= 0 ? indexOf(activeId) : indexOf(openId);
  const active = rows[activeIndex];

  const move = (by: 1 | -1) => {
    const next = activeIndex < 0 ? 0 : Math.min(rows.length - 1, Math.max(0, activeIndex + by));
    const row = rows[next];
    if (!row) return;
    const id = rowId(row);
    setActiveId(id);
    const element = region.current?.querySelector<HTMLElement>(`[data-row="${id}"]`);
    element?.focus({ preventScroll: true });
    element?.scrollIntoView({ block: 'nearest' });
  };
  const act = (run: ((row: Row) => void) | undefined) => (event: KeyboardEvent) => {
    if (!active || !run) return;
    event.preventDefault();
    run(active);
  };

  // On a link or button Enter is that element's own.
  const open = (event: KeyboardEvent) => {
    const onRow = event.target instanceof Element && event.target.hasAttribute('data-row');
    if (onRow || event.target === document.body) act(onOpen)(event);
  };

  useShortcuts({
    j: (event) => {
      event.preventDefault();
      move(1);
    },
    k: (event) => {
      event.preventDefault();
      move(-1);
    },
    Enter: open,
    x: act(onToggle),
    e: act(onEdit),
    ...Object.fromEntries(Object.entries(more).map(([key, run]) => [key, act(run)])),
  });

  return {
    /** The row that Tab reaches: the active one, else the first. */
    tabStop: active ? rowId(active) : rows[0] ? rowId(rows[0]) : null,
    activate: useCallback((id: RowId) => setActiveId(id), []),
  };
}
