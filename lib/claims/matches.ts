import {
  allowed,
  bitsOf,
  dayOf,
  ELSEWHERE,
  type Matches,
  missOutside,
  missUnfound,
  missWhere,
  sortOut,
} from '#lib/core/column-matches.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import type { ListColumn } from '#lib/core/number-columns.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import { type ClaimColumns, DELETED, LIVE } from './claim-columns.ts';
import { type ClaimNarrowing, claimList, type NarrowingKey } from './filter.ts';
import { CLAIM_STATUSES, PRIORITIES } from './vocabulary.ts';

/** What a filter asks for, its names looked up. */
export type Wanted = {
  filter: ClaimNarrowing;
  programmeId: number;
  topicIds: number[];
  factIds: number[];
  tagIds: number[];
  /** The actor's own id, for `me`. */
  me: number | null;
  /** Milliseconds since 1970. */
  now: number;
  /** For each parameter that only SQL can hold claims against: bit n is set where claim n meets it. */
  found: Partial<Record<NarrowingKey, Uint32Array>>;
};

export type ClaimMatches = Matches<ClaimColumns> & { filter: ClaimNarrowing };

const WEEK_MS = 7 * 86_400_000;
export const BIT = bitsOf(claimList.keys);
const YES = allowed([1], 256);

/** Masks that have one of these bits. */
function anyOf(bits: readonly number[]): Uint8Array {
  const mask = bits.reduce((sum, bit) => sum | (1 << bit), 0);
  return Uint8Array.from({ length: 65_536 }, (_, own) => (own & mask ? 1 : 0));
}

function missList(misses: Uint32Array, bit: number, list: ListColumn, items: readonly number[]): void {
  const table = allowed(items, list.limit);
  for (let id = 0; id < misses.length; id++) {
    const start = list.start[id] as number;
    const end = start + (list.count[id] as number);
    let met = false;
    for (let place = start; place < end && !met; place++) met = table[list.pool[place] as number] === 1;
    if (!met) misses[id] = (misses[id] as number) | bit;
  }
}

function idsOf(items: readonly string[], me: number | null): number[] {
  return items.map((item) => (item === 'none' ? 0 : item === 'me' ? (me ?? 0) : Number(item)));
}

/** Marks the claims that do not meet each parameter: the same conditions as where.ts has in SQL, held against it by a test. */
const MARKS: {
  [K in NarrowingKey]?: (
    misses: Uint32Array,
    columns: ClaimColumns,
    value: NonNullable<ClaimNarrowing[K]>,
    wanted: Wanted,
  ) => void;
} = {
  status: (misses, { status }, value) =>
    missWhere(
      misses,
      BIT.status,
      status,
      allowed(
        value.map((item) => CLAIM_STATUSES.indexOf(item) + 1),
        256,
      ),
    ),
  priority: (misses, { priority }, value) =>
    missWhere(
      misses,
      BIT.priority,
      priority,
      allowed(
        value.map((item) => PRIORITIES.indexOf(item) + 1),
        256,
      ),
    ),
  topic: (misses, { topic, limits }, _value, { topicIds }) =>
    missWhere(misses, BIT.topic, topic, allowed(topicIds, limits.topic)),
  fact: (misses, { fact, limits }, _value, { factIds }) =>
    missWhere(misses, BIT.fact, fact, allowed(factIds, limits.fact)),
  claimant: (misses, { claimant, limits }, value) =>
    missWhere(misses, BIT.claimant, claimant, allowed(idsOf(value, null), limits.claimant)),
  assignee: (misses, { assignee, limits }, value, { me }) => {
    const ids = idsOf(
      value.filter((item) => item !== 'me' || me !== null),
      me,
    );
    missWhere(misses, BIT.assignee, assignee, allowed(ids, limits.assignee));
  },
  language: (misses, { language, languages }, value) =>
    missWhere(
      misses,
      BIT.language,
      language,
      allowed(
        value.map((tag) => languages.indexOf(tag)).filter((code) => code >= 0),
        65_536,
      ),
    ),
  kind: (misses, { kinds }, value) => {
    missWhere(misses, BIT.kind, kinds, anyOf(value.map((kind) => SOURCE_KINDS.indexOf(kind))));
  },
  quote: (misses, { quotes }, value) => {
    missWhere(misses, BIT.quote, quotes, anyOf(value.map((outcome) => QUOTE_OUTCOMES.indexOf(outcome))));
  },
  publisher: (misses, { publishers }, value) =>
    missList(misses, BIT.publisher, publishers, value.map(Number)),
  tag: (misses, { tags }, _value, { tagIds }) => missList(misses, BIT.tag, tags, tagIds),
  sources: (misses, { sources }, value) => {
    const table = new Uint8Array(65_536);
    if (value.includes('none')) table[0] = 1;
    if (value.includes('one')) table[1] = 1;
    if (value.includes('many')) table.fill(1, 2);
    missWhere(misses, BIT.sources, sources, table);
  },
  from: (misses, { dated, upper }, value) => {
    missWhere(misses, BIT.from, dated, YES);
    missOutside(misses, BIT.from, upper, dayOf(edtfBounds(value).lower, -Infinity), Infinity);
  },
  to: (misses, { dated, lower }, value) => {
    missWhere(misses, BIT.to, dated, YES);
    missOutside(misses, BIT.to, lower, -Infinity, dayOf(edtfBounds(value).upper, Infinity));
  },
  origins: (misses, { origins }) => missWhere(misses, BIT.origins, origins, allowed([1], 65_536)),
  evidence: (misses, { conflicting }) => missWhere(misses, BIT.evidence, conflicting, YES),
  changed: (misses, { updated }, _value, { now }) =>
    missOutside(misses, BIT.changed, updated, now - WEEK_MS, Infinity),
  deleted: () => undefined,
};

/** Whether only SQL can hold claims against this parameter; `found` then has to say which meet it. */
export function asksRows(key: NarrowingKey): boolean {
  return !(key in MARKS);
}

function mark<K extends NarrowingKey>(
  key: K,
  misses: Uint32Array,
  columns: ClaimColumns,
  wanted: Wanted,
): void {
  const value = wanted.filter[key];
  if (value === null) return;
  const found = wanted.found[key];
  if (found) missUnfound(misses, BIT[key], found);
  else MARKS[key]?.(misses, columns, value as NonNullable<ClaimNarrowing[K]>, wanted);
}

/** Holds every claim against the filter. Takes a few milliseconds for a million claims. */
export function matchClaims(columns: ClaimColumns, wanted: Wanted): ClaimMatches {
  const { end } = columns;
  columns.turn++;
  const misses = columns.misses.subarray(0, end);
  const state = wanted.filter.deleted === null ? LIVE : DELETED;
  for (let id = 0; id < end; id++)
    misses[id] = columns.state[id] === state && columns.programme[id] === wanted.programmeId ? 0 : ELSEWHERE;
  for (const key of claimList.keys) mark(key, misses, columns, wanted);
  return { ...sortOut(columns, misses), filter: wanted.filter };
}
