import type { ListColumn, Numbers } from './number-columns.ts';

const DAY_MS = 86_400_000;

/** Columns by id that filters are held against. */
export type MatchedColumns = {
  /** One more than the highest id. */
  end: number;
  /** Where matches are written, so that large arrays are made once; `turn` tells whose they are. */
  ids: Int32Array;
  lone: Uint8Array;
  turn: number;
};

/** How the rows stand to one filter; valid until the columns change or another filter is matched. */
export type Matches<Columns extends MatchedColumns> = {
  turn: number;
  columns: Columns;
  /** Rows that meet the filter, in order of id. */
  hits: Int32Array;
  /** Rows that miss one parameter alone: what a facet that leaves its own out counts besides. */
  near: Int32Array;
  /** Of each of these the place of the bit of that parameter. */
  lone: Uint8Array;
};

/** Marks one parameter's bit where rows do not meet it; the first of these misses is of the row with id `from`. */
export type Mark = (misses: Uint32Array, from: number) => void;

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

/** Misses where the row's number is not wanted. */
export function missWhere(bit: number, column: Numbers, table: Uint8Array): Mark {
  return (misses, from) => {
    for (let at = 0; at < misses.length; at++)
      if (table[column[from + at] as number] !== 1) misses[at] = (misses[at] as number) | bit;
  };
}

/** Days since 1970, as the columns hold dates; `open` where there is none. */
export function dayOf(date: Date | null, open: number): number {
  return date === null ? open : Math.floor(date.getTime() / DAY_MS);
}

/** Misses where the row's number is not from `least` to `most`. */
export function missOutside(
  bit: number,
  column: Int32Array | Float64Array,
  least: number,
  most: number,
): Mark {
  return (misses, from) => {
    for (let at = 0; at < misses.length; at++) {
      const own = column[from + at] as number;
      if (own < least || own > most) misses[at] = (misses[at] as number) | bit;
    }
  };
}

/** Misses where no number of the row's list is among the items. */
export function missList(bit: number, list: ListColumn, items: readonly number[]): Mark {
  const table = allowed(items, list.limit);
  return (misses, from) => list.missWhereNone(table, bit, misses, from);
}

/** Misses where the row has no bit in `found`. */
export function missUnfound(bit: number, found: Uint32Array): Mark {
  return (misses, from) => {
    for (let at = 0; at < misses.length; at++) {
      const id = from + at;
      if ((((found[id >>> 5] as number | undefined) ?? 0) & (1 << (id & 31))) === 0)
        misses[at] = (misses[at] as number) | bit;
    }
  };
}

/** So many rows are marked at a time: their misses stay in the processor's own memory, and need little of ours. */
const BLOCK = 16_384;

/** Holds every row against what the marks ask. */
export function sift<Columns extends MatchedColumns>(
  columns: Columns,
  marks: readonly Mark[],
): Matches<Columns> {
  const turn = ++columns.turn;
  const { end, ids, lone } = columns;
  const room = new Uint32Array(Math.min(BLOCK, end));
  // Hits from the front, near misses from the back: together they are never more than there are rows.
  let hits = 0;
  let near = end;
  for (let from = 0; from < end; from += BLOCK) {
    const misses = room.subarray(0, Math.min(BLOCK, end - from)).fill(0);
    for (const mark of marks) mark(misses, from);
    for (let at = 0; at < misses.length; at++) {
      const missed = misses[at] as number;
      if (missed === 0) ids[hits++] = from + at;
      else if ((missed & (missed - 1)) === 0 && missed >>> 31 === 0) {
        ids[--near] = from + at;
        lone[near] = placeOf(missed);
      }
    }
  }
  return {
    turn,
    columns,
    hits: ids.subarray(0, hits),
    near: ids.subarray(near, end),
    lone: lone.subarray(near, end),
  };
}

/** The place of a bit that is set alone. */
function placeOf(bit: number): number {
  return 31 - Math.clz32(bit);
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
  { hits, near, lone }: Matches<MatchedColumns>,
  bit: number,
  count: (ids: Int32Array) => Int32Array,
): Int32Array {
  const counts = count(hits);
  const place = placeOf(bit);
  const others = new Int32Array(near.length);
  let end = 0;
  // From its end on, in order of id.
  for (let at = near.length - 1; at >= 0; at--) if (lone[at] === place) others[end++] = near[at] as number;
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
