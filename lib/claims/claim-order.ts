import { type ClaimColumns, EARLIEST } from './claim-columns.ts';
import type { ClaimSortColumn } from './columns.ts';
import type { Matches } from './matches.ts';
import type { NamedKey, Names } from './names.ts';
import type { Numbers } from './number-columns.ts';
import { CLAIM_STATUSES, PRIORITIES } from './vocabulary.ts';

/** A sort column's key as a number, so that the claims stand in the order that SQL gives them. */
type Key = { of: (id: number) => number; border: (text: string) => number | null };

const DAY_MS = 86_400_000;

/** Names sort by their rank; without one a claim comes last either way. */
function byName(column: Numbers, names: Names[NamedKey], descending: boolean): Key {
  const { ranks } = names;
  const last = descending ? 0 : Infinity;
  return {
    of: (id) => {
      const named = column[id] as number;
      return named === 0 ? last : (ranks[named] ?? last);
    },
    border: (text) => {
      if (text === (descending ? '' : '\u{10FFFF}')) return last;
      const id = names.byLabel.get(text);
      return id === undefined ? null : (ranks[id] ?? null);
    },
  };
}

function byPlace(column: Uint8Array, words: readonly string[]): Key {
  return { of: (id) => column[id] as number, border: (text) => words.indexOf(text) + 1 || null };
}

function byNumber(column: Numbers): Key {
  return { of: (id) => column[id] as number, border: Number };
}

function byTime(column: Float64Array): Key {
  return {
    of: (id) => column[id] as number,
    border: (text) => {
      const time = Date.parse(text.replace(' ', 'T').replace('+00', 'Z'));
      return Number.isNaN(time) ? null : time;
    },
  };
}

function byDay(column: Int32Array, descending: boolean): Key {
  const last = descending ? -Infinity : Infinity;
  return {
    of: (id) => {
      const day = column[id] as number;
      return day === EARLIEST ? last : day;
    },
    border: (text) => {
      if (text.endsWith('infinity')) return text.startsWith('-') ? -Infinity : Infinity;
      const time = Date.parse(text);
      return Number.isNaN(time) ? null : time / DAY_MS;
    },
  };
}

/** Null for an order that needs the claims' text. */
function keyOf(columns: ClaimColumns, names: Names, sort: ClaimSortColumn, descending: boolean): Key | null {
  switch (sort) {
    case 'claimed':
      return byDay(columns.lower, descending);
    case 'updated':
    case 'created':
      return byTime(columns[sort]);
    case 'status':
      return byPlace(columns.status, CLAIM_STATUSES);
    case 'priority':
      return byPlace(columns.priority, PRIORITIES);
    case 'sources':
    case 'origins':
      return byNumber(columns[sort]);
    case 'topic':
    case 'claimant':
    case 'assignee':
      return byName(columns[sort], names[sort], descending);
    default:
      return null;
  }
}

/** Where a page begins: behind the claim with this key and id. */
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
 * The ids of one page in reading order, as `keysetClause` would have SQL cut it: the first `take` matching claims beyond the border,
 * by key and then id. Null where memory cannot tell: an order by text, or a border that it does not know.
 */
export function cutIds(
  { columns, hits }: Matches,
  names: Names,
  order: { sort: ClaimSortColumn; descending: boolean; backwards: boolean },
  border: { key: string; id: number } | null,
  take: number,
): number[] | null {
  const key = keyOf(columns, names, order.sort, order.descending);
  if (key === null) return null;
  const borderKey = border === null ? null : key.border(border.key);
  if (border !== null && borderKey === null) return null;
  const from = border === null || borderKey === null ? null : { key: borderKey, id: border.id };
  return firstIds(hits, key.of, order.descending !== order.backwards, from, take);
}

const HALF = 0x1_0000;

/** The places of these numbers, which are lost, in ascending order; equal ones keep theirs. By digits of 16 bits: a tenth of a second for a million. */
function placesInOrder(numbers: Float64Array): Int32Array {
  const { length } = numbers;
  // As whole numbers the bits of floating-point ones are in order once the sign is turned, and all bits of negative ones.
  const words = new Uint32Array(numbers.buffer, numbers.byteOffset, length * 2);
  for (let at = 1; at < words.length; at += 2) {
    const high = words[at] as number;
    if (high >>> 31) words[at - 1] = ~(words[at - 1] as number);
    words[at] = high >>> 31 ? ~high : high | 0x8000_0000;
  }
  let places = Int32Array.from({ length }, (_, place) => place);
  let sorted = new Int32Array(length);
  const ends = new Int32Array(HALF + 1);
  for (let digit = 0; digit < 4; digit++) {
    const shift = (digit & 1) * 16;
    const digitOf = (place: number) => ((words[2 * place + (digit >> 1)] as number) >>> shift) & (HALF - 1);
    ends.fill(0);
    for (let place = 0; place < length; place++)
      ends[digitOf(place) + 1] = (ends[digitOf(place) + 1] as number) + 1;
    for (let value = 0; value < HALF; value++)
      ends[value + 1] = (ends[value + 1] as number) + (ends[value] as number);
    for (const place of places) {
      const value = digitOf(place);
      const at = ends[value] as number;
      sorted[at] = place;
      ends[value] = at + 1;
    }
    [places, sorted] = [sorted, places];
  }
  return places;
}

/** The ids of all matching claims, in the order that SQL gives them; null for an order that memory cannot tell. */
export function sortIds(
  { columns, hits }: Matches,
  names: Names,
  sort: ClaimSortColumn,
  descending: boolean,
): Int32Array | null {
  const key = keyOf(columns, names, sort, descending);
  if (key === null) return null;
  const { length } = hits;
  const idAt = (place: number) => hits[descending ? length - 1 - place : place] as number;
  const keys = new Float64Array(length);
  for (let place = 0; place < length; place++) {
    const own = key.of(idAt(place));
    keys[place] = descending ? -own : own;
  }
  const sorted = placesInOrder(keys);
  for (let at = 0; at < length; at++) sorted[at] = idAt(sorted[at] as number);
  return sorted;
}
