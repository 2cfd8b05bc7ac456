import { countAmounts, countNear, countNumbers } from '#lib/core/column-matches.ts';
import type { Numbers } from '#lib/core/number-columns.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import type { ClaimColumns } from './claim-columns.ts';
import type { NarrowingKey } from './filter.ts';
import { BIT, type ClaimMatches } from './matches.ts';

/** How many claims have each bit of a mask, by place from 1. */
function countBits(ids: Int32Array, column: Numbers, bits: number): Int32Array {
  const byMask = countNumbers(ids, column, 1 << bits);
  const counts = new Int32Array(bits + 1);
  for (let mask = 1; mask < byMask.length; mask++)
    for (let bit = 0; byMask[mask] && bit < bits; bit++)
      if (mask & (1 << bit)) counts[bit + 1] = (counts[bit + 1] as number) + (byMask[mask] as number);
  return counts;
}

/** Facets that are counted in memory. */
export const COUNTED = [
  'status',
  'topic',
  'claimant',
  'publisher',
  'kind',
  'fact',
  'tag',
  'language',
  'assignee',
  'priority',
  'sources',
  'quote',
] as const satisfies readonly NarrowingKey[];
export type CountedKey = (typeof COUNTED)[number];

/** Counts by id or code; those of `status`, `priority`, `kind` and `quote` by place from 1, of `language` by code, of `sources` none, one, many. */
function countIds(columns: ClaimColumns, ids: Int32Array, key: CountedKey): Int32Array {
  switch (key) {
    case 'tag':
      return columns.tags.count(ids);
    case 'publisher':
      return columns.publishers.count(ids);
    case 'kind':
      return countBits(ids, columns.kinds, SOURCE_KINDS.length);
    case 'quote':
      return countBits(ids, columns.quotes, QUOTE_OUTCOMES.length);
    case 'sources':
      return countAmounts(ids, columns.sources);
    case 'status':
    case 'priority':
      return countNumbers(ids, columns[key], 256);
    case 'language':
      return countNumbers(ids, columns.language, columns.languages.length);
    default:
      return countNumbers(ids, columns[key], columns.limits[key]);
  }
}

/** What choosing each value of a facet would give: its own parameter left out. For the order of the numbers see `countIds`. */
export function countFacet(matches: ClaimMatches, key: CountedKey): Int32Array {
  const { filter, columns, hits } = matches;
  const count = (ids: Int32Array) => countIds(columns, ids, key);
  return filter[key] === null ? count(hits) : countNear(matches, BIT[key], count);
}
