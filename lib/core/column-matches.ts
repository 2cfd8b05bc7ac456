import type { Numbers } from './number-columns.ts';

const DAY_MS = 86_400_000;

/** Columns by id that filters are held against. */
export type MatchedColumns = {
  /** One more than the highest id. */
  end: number;
  /** Where matches are written, so that two large arrays are made once; `turn` tells whose they are. */
  misses: Uint32Array;
  ids: Int32Array;
  turn: number;
};

/** How the rows stand to one filter; valid until the columns change or another filter is matched. */
export type Matches<Columns extends MatchedColumns> = {
  turn: number;
  columns: Columns;
  /** For each id, a bit for each parameter that the row does not meet. */
  misses: Uint32Array;
  /** Rows that meet the filter, in order of id. */
  hits: Int32Array;
  /** Rows that miss one parameter alone: what a facet that leaves its own out counts besides. */
  near: Int32Array;
};

/** The bit of rows that are no part of the list, whatever is filtered: no facet leaves it out. */
export const ELSEWHERE = 1 << 31;

/** Each parameter's bit among the misses; at most 31. */
export function bitsOf<Key extends string>(keys: readonly Key[]): Record<Key, number> {
  return Object.fromEntries(keys.map((key, place) => [key, 1 << place])) as Record<Key, number>;
}

/** Whether the arrays of these matches are still theirs: not once the columns changed or others were matched. */
export function holdsStill({ turn, columns }: Matches<MatchedColumns>): boolean {
  return turn === columns.turn;
}

/** A table that says of each number whether it is wanted. */
export function allowed(values: Iterable<number>, limit: number): Uint8Array {
  const table = new Uint8Array(limit);
  for (const value of values) if (value < limit) table[value] = 1;
  return table;
}

/** Marks the rows whose number is not wanted. */
export function missWhere(misses: Uint32Array, bit: number, column: Numbers, table: Uint8Array): void {
  for (let id = 0; id < misses.length; id++)
    if (table[column[id] as number] !== 1) misses[id] = (misses[id] as number) | bit;
}

/** Days since 1970, as the columns hold dates; `open` where there is none. */
export function dayOf(date: Date | null, open: number): number {
  return date === null ? open : Math.floor(date.getTime() / DAY_MS);
}

export function missOutside(
  misses: Uint32Array,
  bit: number,
  column: Int32Array | Float64Array,
  least: number,
  most: number,
): void {
  for (let id = 0; id < misses.length; id++) {
    const own = column[id] as number;
    if (own < least || own > most) misses[id] = (misses[id] as number) | bit;
  }
}

/** Marks the rows without a bit in `found`. */
export function missUnfound(misses: Uint32Array, bit: number, found: Uint32Array): void {
  for (let id = 0; id < misses.length; id++)
    if ((((found[id >>> 5] as number | undefined) ?? 0) & (1 << (id & 31))) === 0)
      misses[id] = (misses[id] as number) | bit;
}

/** The matches of columns whose `misses` were marked by the caller. */
export function sortOut<Columns extends MatchedColumns>(
  columns: Columns,
  misses: Uint32Array,
): Matches<Columns> {
  const { end, ids, turn } = columns;
  // Hits from the front, near misses from the back: together they are never more than there are rows.
  let hits = 0;
  let near = end;
  for (let id = 0; id < end; id++) {
    const missed = misses[id] as number;
    if (missed === 0) ids[hits++] = id;
    else if ((missed & (missed - 1)) === 0 && missed >>> 31 === 0) ids[--near] = id;
  }
  return { turn, columns, misses, hits: ids.subarray(0, hits), near: ids.subarray(near, end) };
}

/** How many rows have each number of a column. */
export function countNumbers(ids: Int32Array, column: Numbers, limit: number): Int32Array {
  const counts = new Int32Array(limit);
  for (let at = 0; at < ids.length; at++) {
    const own = column[ids[at] as number] as number;
    counts[own] = (counts[own] as number) + 1;
  }
  return counts;
}

/** How many rows have a number of none, one, and more. */
export function countAmounts(ids: Int32Array, column: Numbers): Int32Array {
  let none = 0;
  let one = 0;
  for (let at = 0; at < ids.length; at++) {
    const own = column[ids[at] as number] as number;
    if (own === 0) none++;
    else if (own === 1) one++;
  }
  return Int32Array.of(none, one, ids.length - none - one);
}

/** What `count` counts of all that meets the filter, or misses it by the parameter with this bit alone. */
export function countNear(
  { misses, hits, near }: Matches<MatchedColumns>,
  bit: number,
  count: (ids: Int32Array) => Int32Array,
): Int32Array {
  const counts = count(hits);
  const others = new Int32Array(near.length);
  let end = 0;
  for (let at = 0; at < near.length; at++)
    if (misses[near[at] as number] === bit) others[end++] = near[at] as number;
  const more = count(others.subarray(0, end));
  for (let value = 0; value < more.length; value++)
    counts[value] = (counts[value] as number) + (more[value] as number);
  return counts;
}

/** A value of a facet, and its place among equally frequent ones. */
export type Named = { value: string; label: string | null; rank: number };

/** The least count that may come among the first `top` of all. */
function leastCount(counts: Int32Array, top: number): number {
  if (counts.length <= top) return 1;
  const sorted = counts.slice().sort();
  return Math.max(1, sorted[sorted.length - top] as number);
}

/** What is chosen first, then the most frequent, then by name; so many. `optionOf` names a code, null where it is none of the facet's. */
export function facetOptions(
  counts: Int32Array,
  optionOf: (code: number) => Named | null,
  chosen: readonly string[],
  top: number,
): { value: string; label: string | null; count: number }[] {
  const frequent = (least: number) => {
    const options: (Named & { count: number; on: boolean })[] = [];
    for (let code = 0; code < counts.length; code++) {
      const count = counts[code] as number;
      const own = count < least ? null : optionOf(code);
      if (own) options.push({ ...own, count, on: chosen.includes(own.value) });
    }
    return options;
  };
  const least = chosen.length > 0 ? 1 : leastCount(counts, top + 1);
  let options = frequent(least);
  // Not every code is an option: one may stand for those that have none.
  if (options.length < top && least > 1) options = frequent(1);
  options.sort(
    (a, b) =>
      Number(b.on) - Number(a.on) || b.count - a.count || a.rank - b.rank || (a.value < b.value ? -1 : 1),
  );
  return options.slice(0, top).map(({ value, label, count }) => ({ value, label, count }));
}
