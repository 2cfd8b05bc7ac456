import type { RowId } from './column.ts';

/**
 * Which rows are selected, over all pages: some rows by id, or every row that the filter matches except some.
 * A mutation that gets `all` must be given the filter too.
 */
export type Selection =
  | { mode: 'ids'; ids: ReadonlySet<RowId> }
  | { mode: 'all'; except: ReadonlySet<RowId> };

export const NOTHING_SELECTED: Selection = { mode: 'ids', ids: new Set() };
export const EVERYTHING_SELECTED: Selection = { mode: 'all', except: new Set() };

export function isSelected(selection: Selection, id: RowId): boolean {
  return selection.mode === 'ids' ? selection.ids.has(id) : !selection.except.has(id);
}

/** How many rows are selected when the filter matches `total`. */
export function selectedCount(selection: Selection, total: number): number {
  return selection.mode === 'ids' ? selection.ids.size : Math.max(0, total - selection.except.size);
}

export function setSelected(selection: Selection, ids: readonly RowId[], selected: boolean): Selection {
  const listed = selection.mode === 'ids';
  const next = new Set(listed ? selection.ids : selection.except);
  for (const id of ids) {
    if (selected === listed) next.add(id);
    else next.delete(id);
  }
  return listed ? { mode: 'ids', ids: next } : { mode: 'all', except: next };
}

/** The ids from `anchor` to `to` in the order on the screen; only `to` when the anchor is not on this page. */
export function rangeOf(pageIds: readonly RowId[], anchor: RowId | null, to: RowId): RowId[] {
  const start = anchor === null ? -1 : pageIds.indexOf(anchor);
  const end = pageIds.indexOf(to);
  if (start < 0 || end < 0) return [to];
  return pageIds.slice(Math.min(start, end), Math.max(start, end) + 1);
}
