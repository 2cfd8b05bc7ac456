import { byDay, byNumber, byPlace, byRank, byTime, cutIds, type Key } from '#lib/core/key-order.ts';
import type { Numbers } from '#lib/core/number-columns.ts';
import type { ClaimColumns } from './claim-columns.ts';
import type { ClaimSortColumn } from './columns.ts';
import type { ClaimMatches } from './matches.ts';
import type { NameList, Names } from './names.ts';
import { CLAIM_STATUSES, PRIORITIES } from './vocabulary.ts';

function byName(column: Numbers, { ranks, byLabel }: NameList, descending: boolean): Key {
  return byRank(
    column,
    ranks,
    (label) => {
      const id = byLabel.get(label);
      return id === undefined ? undefined : ranks[id];
    },
    descending,
  );
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

/** The ids of one page in reading order; null where memory cannot tell: an order by text, or a border that it does not know. */
export function pageOf(
  { columns, hits }: ClaimMatches,
  names: Names,
  order: { sort: ClaimSortColumn; descending: boolean; backwards: boolean },
  border: { key: string; id: number } | null,
  take: number,
): number[] | null {
  const key = keyOf(columns, names, order.sort, order.descending);
  return key && cutIds(hits, key, order.descending !== order.backwards, border, take);
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
  { columns, hits }: ClaimMatches,
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
