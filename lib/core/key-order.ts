import type { Numbers } from './number-columns.ts';

/** A sort column's key as a number, so that the rows stand in the order that SQL gives them. `border` is the key that a link carries. */
export type Key = { of: (id: number) => number; border: (text: string) => number | null };

/** A bound of days that is open. */
export const EARLIEST = -2_147_483_648;
export const LATEST = 2_147_483_647;
const DAY_MS = 86_400_000;

/** By the rank of a name, from 1; without one a row comes last either way. `rankOf` knows the rank of a name. */
export function byRank(
  column: Numbers,
  ranks: ArrayLike<number>,
  rankOf: (name: string) => number | undefined,
  descending: boolean,
): Key {
  const last = descending ? 0 : Infinity;
  return {
    of: (id) => {
      const named = column[id] as number;
      return named === 0 ? last : (ranks[named] ?? last);
    },
    border: (text) => (text === (descending ? '' : '\u{10FFFF}') ? last : (rankOf(text) ?? null)),
  };
}

/** By the place among words, from 1. */
export function byPlace(column: Uint8Array, words: readonly string[]): Key {
  return { of: (id) => column[id] as number, border: (text) => words.indexOf(text) + 1 || null };
}

export function byNumber(column: Numbers): Key {
  return { of: (id) => column[id] as number, border: Number };
}

/** By milliseconds since 1970. */
export function byTime(column: Float64Array): Key {
  return {
    of: (id) => column[id] as number,
    border: (text) => {
      const time = Date.parse(text.replace(' ', 'T').replace('+00', 'Z'));
      return Number.isNaN(time) ? null : time;
    },
  };
}

/** By days since 1970; open ones come last either way. */
export function byDay(column: Int32Array, descending: boolean): Key {
  const last = descending ? -Infinity : Infinity;
  return {
    of: (id) => {
      const day = column[id] as number;
      return day === EARLIEST || day === LATEST ? last : day;
    },
    border: (text) => {
      if (text.endsWith('infinity')) return text.startsWith('-') ? -Infinity : Infinity;
      const time = Date.parse(text);
      return Number.isNaN(time) ? null : time / DAY_MS;
    },
  };
}

/** Where a page begins: behind the row with this key and id. */
export type KeyedBorder = { key: number; id: number };

/** The first `take` of these ids, which ascend, by key and then id, of those beyond the border. */
export function firstIds(
  hits: Int32Array,
  keyOf: (id: number) => number,
  descending: boolean,
  border: KeyedBorder | null,
  take: number,
): number[] {
  const sign = descending ? -1 : 1;
  const from = border === null ? -Infinity : sign * border.key;
  const fromId = border === null ? -Infinity : sign * border.id;

  // The best so far, in order. Ids are walked in the order's direction, so that of equal keys the first met stays.
  const keys: number[] = [];
  const ids: number[] = [];
  let worst = Infinity;
  for (let step = 0; step < hits.length; step++) {
    const id = hits[descending ? hits.length - 1 - step : step] as number;
    const own = sign * keyOf(id);
    if (own > worst || (own === worst && ids.length === take)) continue;
    if (own < from || (own === from && border !== null && sign * id <= fromId)) continue;
    let low = 0;
    let high = keys.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((keys[middle] as number) <= own) low = middle + 1;
      else high = middle;
    }
    keys.splice(low, 0, own);
    ids.splice(low, 0, id);
    if (ids.length > take) {
      keys.pop();
      ids.pop();
    }
    if (ids.length === take) worst = keys[take - 1] as number;
  }
  return ids;
}

/**
 * The ids of one page in reading order, as `keysetClause` would have SQL cut it: the first `take` of these ids, which ascend, beyond
 * the border, by key and then id. Null where the key does not know the border.
 */
export function cutIds(
  hits: Int32Array,
  key: Key,
  descending: boolean,
  border: { key: string; id: number } | null,
  take: number,
): number[] | null {
  const borderKey = border === null ? null : key.border(border.key);
  if (border !== null && borderKey === null) return null;
  const from = border === null || borderKey === null ? null : { key: borderKey, id: border.id };
  return firstIds(hits, key.of, descending, from, take);
}
