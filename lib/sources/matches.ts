import {
  allowed,
  bitsOf,
  countAmounts,
  countNear,
  countNumbers,
  dayOf,
  ELSEWHERE,
  type Mark,
  type Matches,
  missOutside,
  missUnfound,
  missWhere,
  sift,
} from '#lib/core/column-matches.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import { byDay, byNumber, byPlace, byRank, byTime, EARLIEST, type Key, LATEST } from '#lib/core/key-order.ts';
import { LINK_STATES } from '#lib/snapshots/vocabulary.ts';
import type { SourceSortColumn } from './columns.ts';
import { type NarrowingKey, type SourceNarrowing, sourceList, USES } from './filter.ts';
import { DELETED, LIVE, type SourceColumns } from './source-columns.ts';
import { RELIABILITIES, SOURCE_KINDS, type SourceFacetKey } from './vocabulary.ts';

/** The publishers, by id. */
export type PublisherNames = {
  names: Map<number, string>;
  /** The place of the reliability in RELIABILITIES, from 1. */
  grades: Uint8Array;
  /** The place of the name among all, small letters and capitals alike, from 1. */
  ranks: Int32Array;
  /** The same place by the name in small letters. */
  rankOf: Map<string, number>;
};

/** What a filter asks for; `found` has a bit for each source that meets a search. */
export type SourcesWanted = {
  filter: SourceNarrowing;
  publishers: PublisherNames;
  found: Uint32Array | null;
};

export type SourceMatches = Matches<SourceColumns> & SourcesWanted;

const BIT = bitsOf(sourceList.keys);

/** Places from 1 among words; what is no word, as `none`, is 0. */
function placesIn(words: readonly string[], values: readonly string[]): number[] {
  return values.map((value) => words.indexOf(value) + 1);
}

/** Of each publisher, and of none, whether it is graded so. */
function graded({ publishers }: SourceColumns, grades: Uint8Array, values: readonly string[]): Uint8Array {
  const wanted = allowed(placesIn(RELIABILITIES, values), 256);
  return Uint8Array.from({ length: publishers }, (_, id) => wanted[grades[id] ?? 0] as number);
}

/** What marks the sources that do not meet each parameter: the same conditions as where.ts has in SQL, held against it by a test. */
const MARKS: {
  [K in NarrowingKey]: (
    columns: SourceColumns,
    value: NonNullable<SourceNarrowing[K]>,
    wanted: SourcesWanted,
  ) => Mark | readonly Mark[];
} = {
  q: (_columns, _value, { found }) => (found ? missUnfound(BIT.q, found) : []),
  kind: ({ kind }, value) => missWhere(BIT.kind, kind, allowed(placesIn(SOURCE_KINDS, value), 256)),
  publisher: ({ publisher, publishers }, value) => {
    const ids = value.map((item) => (item === 'none' ? 0 : Number(item)));
    return missWhere(BIT.publisher, publisher, allowed(ids, publishers));
  },
  language: ({ language, languages }, value) => {
    const codes = value.map((tag) => languages.indexOf(tag)).filter((code) => code >= 0);
    return missWhere(BIT.language, language, allowed(codes, languages.length));
  },
  reliability: (columns, value, { publishers }) =>
    missWhere(BIT.reliability, columns.publisher, graded(columns, publishers.grades, value)),
  from: ({ upper }, value) =>
    missOutside(BIT.from, upper, dayOf(edtfBounds(value).lower, EARLIEST + 1), LATEST),
  to: ({ lower }, value) => missOutside(BIT.to, lower, EARLIEST, dayOf(edtfBounds(value).upper, LATEST - 1)),
  used: ({ claims }, value) => {
    const table = allowed(
      value.map((use) => USES.indexOf(use)),
      USES.length,
    );
    return (misses, from) => {
      for (let at = 0; at < misses.length; at++)
        if (table[Math.min(claims[from + at] as number, 2)] !== 1)
          misses[at] = (misses[at] as number) | BIT.used;
    };
  },
  link: ({ link }, value) => missWhere(BIT.link, link, allowed(placesIn(LINK_STATES, value), 256)),
  deleted: () => [],
};

function marksFor<K extends NarrowingKey>(
  key: K,
  columns: SourceColumns,
  wanted: SourcesWanted,
): Mark | readonly Mark[] {
  const value = wanted.filter[key];
  return value === null ? [] : MARKS[key](columns, value as NonNullable<SourceNarrowing[K]>, wanted);
}

/** Holds every source against the filter. Takes a few milliseconds for 400,000 sources. */
export function matchSources(columns: SourceColumns, wanted: SourcesWanted): SourceMatches {
  const state = allowed([wanted.filter.deleted === null ? LIVE : DELETED], 256);
  const marks = sourceList.keys.flatMap((key) => marksFor(key, columns, wanted));
  return { ...sift(columns, [missWhere(ELSEWHERE, columns.state, state), ...marks]), ...wanted };
}

/** Counts by id or code; those of `kind`, `link` and `reliability` by place from 1, of `used` none, one, many. */
function countIds(
  columns: SourceColumns,
  ids: Int32Array,
  key: SourceFacetKey,
  grades: Uint8Array,
): Int32Array {
  switch (key) {
    case 'publisher':
      return countNumbers(ids, columns.publisher, columns.publishers);
    case 'language':
      return countNumbers(ids, columns.language, columns.languages.length);
    case 'used':
      return countAmounts(ids, columns.claims);
    case 'kind':
      return countNumbers(ids, columns.kind, SOURCE_KINDS.length + 1);
    case 'link':
      return countNumbers(ids, columns.link, LINK_STATES.length + 1);
    case 'reliability': {
      const counts = new Int32Array(RELIABILITIES.length + 1);
      for (const [id, count] of countNumbers(ids, columns.publisher, columns.publishers).entries())
        counts[grades[id] ?? 0] = (counts[grades[id] ?? 0] as number) + count;
      return counts;
    }
  }
}

/** What choosing each value of a facet would give: its own parameter left out. For the order of the numbers see `countIds`. */
export function countFacet(matches: SourceMatches, key: SourceFacetKey): Int32Array {
  const { columns, hits, filter, publishers } = matches;
  const count = (ids: Int32Array) => countIds(columns, ids, key, publishers.grades);
  return filter[key] === null ? count(hits) : countNear(matches, BIT[key], count);
}

/** Null for an order that memory cannot tell: by text, or by how near a search is. */
export function keyOf(
  columns: SourceColumns,
  publishers: PublisherNames,
  sort: SourceSortColumn,
  descending: boolean,
): Key | null {
  switch (sort) {
    case 'publisher':
      return byRank(columns.publisher, publishers.ranks, (name) => publishers.rankOf.get(name), descending);
    case 'language': {
      const sorted = columns.languages.slice(1).sort();
      const ranks = columns.languages.map((tag) => sorted.indexOf(tag) + 1);
      return byRank(columns.language, ranks, (tag) => sorted.indexOf(tag) + 1 || undefined, descending);
    }
    case 'kind':
      return byPlace(columns.kind, SOURCE_KINDS);
    case 'link': {
      const { link } = columns;
      return { of: (id) => link[id] || LINK_STATES.length + 1, border: Number };
    }
    case 'published':
      return byDay(columns.lower, descending);
    case 'updated':
      return byTime(columns.updated);
    case 'claims':
    case 'relies':
    case 'relied':
      return byNumber(columns[sort]);
    case 'title':
    case 'relevance':
      return null;
  }
}
