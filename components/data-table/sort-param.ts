import type { SortState } from './column.ts';

/** How an address says a sort: the column, `-` before it for descending; `relevance` is the server's own order. */
export function sortStateOf(sort: string): SortState {
  const column = sort.replace(/^-/, '');
  return column === 'relevance' ? null : { column, direction: sort.startsWith('-') ? 'desc' : 'asc' };
}

/** Null where the column is not one of those. */
export function sortParamOf<const C extends string>(
  state: SortState,
  columns: readonly C[],
): C | `-${C}` | null {
  const column = columns.find((one) => one === state?.column);
  if (column === undefined) return null;
  return state?.direction === 'desc' ? `-${column}` : column;
}
