import {
  allowed,
  bitsOf,
  dayOf,
  ELSEWHERE,
  type Mark,
  type Matches,
  missList,
  missOutside,
  missUnfound,
  missWhere,
  sift,
} from '#lib/core/column-matches.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
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

function idsOf(items: readonly string[], me: number | null): number[] {
  return items.map((item) => (item === 'none' ? 0 : item === 'me' ? (me ?? 0) : Number(item)));
}

/** What marks the claims that do not meet each parameter: the same conditions as where.ts has in SQL, held against it by a test. */
const MARKS: {
  [K in NarrowingKey]?: (
    columns: ClaimColumns,
    value: NonNullable<ClaimNarrowing[K]>,
    wanted: Wanted,
  ) => Mark | readonly Mark[];
} = {
  status: ({ status }, value) =>
    missWhere(
      BIT.status,
      status,
      allowed(
        value.map((item) => CLAIM_STATUSES.indexOf(item) + 1),
        256,
      ),
    ),
  priority: ({ priority }, value) =>
    missWhere(
      BIT.priority,
      priority,
      allowed(
        value.map((item) => PRIORITIES.indexOf(item) + 1),
        256,
      ),
    ),
  topic: ({ topic, limits }, _value, { topicIds }) =>
    missWhere(BIT.topic, topic, allowed(topicIds, limits.topic)),
  fact: ({ fact, limits }, _value, { factIds }) => missWhere(BIT.fact, fact, allowed(factIds, limits.fact)),
  claimant: ({ claimant, limits }, value) =>
    missWhere(BIT.claimant, claimant, allowed(idsOf(value, null), limits.claimant)),
  assignee: ({ assignee, limits }, value, { me }) => {
    const ids = idsOf(
      value.filter((item) => item !== 'me' || me !== null),
      me,
    );
    return missWhere(BIT.assignee, assignee, allowed(ids, limits.assignee));
  },
  language: ({ language, languages }, value) =>
    missWhere(
      BIT.language,
      language,
      allowed(
        value.map((tag) => languages.indexOf(tag)).filter((code) => code >= 0),
        65_536,
      ),
    ),
  kind: ({ kinds }, value) =>
    missWhere(BIT.kind, kinds, anyOf(value.map((kind) => SOURCE_KINDS.indexOf(kind)))),
  quote: ({ quotes }, value) =>
    missWhere(BIT.quote, quotes, anyOf(value.map((outcome) => QUOTE_OUTCOMES.indexOf(outcome)))),
  publisher: ({ publishers }, value) => missList(BIT.publisher, publishers, value.map(Number)),
  tag: ({ tags }, _value, { tagIds }) => missList(BIT.tag, tags, tagIds),
  sources: ({ sources }, value) => {
    const table = new Uint8Array(65_536);
    if (value.includes('none')) table[0] = 1;
    if (value.includes('one')) table[1] = 1;
    if (value.includes('many')) table.fill(1, 2);
    return missWhere(BIT.sources, sources, table);
  },
  from: ({ dated, upper }, value) => [
    missWhere(BIT.from, dated, YES),
    missOutside(BIT.from, upper, dayOf(edtfBounds(value).lower, -Infinity), Infinity),
  ],
  to: ({ dated, lower }, value) => [
    missWhere(BIT.to, dated, YES),
    missOutside(BIT.to, lower, -Infinity, dayOf(edtfBounds(value).upper, Infinity)),
  ],
  origins: ({ origins }) => missWhere(BIT.origins, origins, allowed([1], 65_536)),
  evidence: ({ conflicting }) => missWhere(BIT.evidence, conflicting, YES),
  changed: ({ updated }, _value, { now }) => missOutside(BIT.changed, updated, now - WEEK_MS, Infinity),
  deleted: () => [],
};

/** Whether only SQL can hold claims against this parameter; `found` then has to say which meet it. */
export function asksRows(key: NarrowingKey): boolean {
  return !(key in MARKS);
}

function marksFor<K extends NarrowingKey>(
  key: K,
  columns: ClaimColumns,
  wanted: Wanted,
): Mark | readonly Mark[] {
  const value = wanted.filter[key];
  if (value === null) return [];
  const found = wanted.found[key];
  if (found) return missUnfound(BIT[key], found);
  return MARKS[key]?.(columns, value as NonNullable<ClaimNarrowing[K]>, wanted) ?? [];
}

/** Claims that are no part of the list, whatever is filtered. */
function missElsewhere({ state, programme }: ClaimColumns, { filter, programmeId }: Wanted): Mark {
  const listed = filter.deleted === null ? LIVE : DELETED;
  return (misses, from) => {
    for (let at = 0; at < misses.length; at++)
      if (state[from + at] !== listed || programme[from + at] !== programmeId) misses[at] = ELSEWHERE;
  };
}

/** Holds every claim against the filter. Takes a few milliseconds for a million claims. */
export function matchClaims(columns: ClaimColumns, wanted: Wanted): ClaimMatches {
  const marks = claimList.keys.flatMap((key) => marksFor(key, columns, wanted));
  return { ...sift(columns, [missElsewhere(columns, wanted), ...marks]), filter: wanted.filter };
}
