import {
  dayParam,
  edtfParam,
  manyIds,
  manyLanguages,
  manyOf,
  manySlugs,
  momentParam,
  oneOf,
  type ParamValues,
  searchText,
} from '#lib/core/filter.ts';
import { type ListFilter, listFilter } from '#lib/core/list-filter.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import { CLAIM_SORTS, type ClaimSortColumn } from './columns.ts';
import { CLAIM_STATUSES, PRIORITIES } from './vocabulary.ts';

/** What narrows the list. The one definition: page, toolbar, exports, saved views and bulk changes read it. */
const NARROWING = {
  q: searchText(256),
  status: manyOf(CLAIM_STATUSES),
  topic: manySlugs(),
  claimant: manyIds(['none']),
  publisher: manyIds(),
  kind: manyOf(SOURCE_KINDS),
  fact: manySlugs(),
  tag: manySlugs(),
  language: manyLanguages(),
  assignee: manyIds(['me', 'none']),
  priority: manyOf(PRIORITIES),
  from: edtfParam(),
  to: edtfParam(),
  sources: manyOf(['none', 'one', 'many']),
  /** `one`: everything known goes back to a single independent origin. */
  origins: oneOf(['one']),
  evidence: oneOf(['conflicting']),
  /** What became of a quote in the latest snapshot of its source. */
  quote: manyOf(QUOTE_OUTCOMES),
  changed: oneOf(['week']),
  /** An act that it depends on was amended, and nobody has looked again. */
  stale: oneOf(['yes']),
  deleted: oneOf(['only']),
  /** What was known then; lib/core/db.ts reads it from the history. */
  asOf: momentParam(),
  /** With a value that held on that day. */
  on: dayParam(),
};

/** The parameters that narrow, by their names in the address; null where not set. */
export type ClaimNarrowing = ParamValues<typeof NARROWING>;
export type NarrowingKey = keyof typeof NARROWING;
export type ClaimSort = ClaimSortColumn | `-${ClaimSortColumn}`;
export type ClaimFilter = ListFilter<ClaimNarrowing, ClaimSortColumn>;

/** A search is ranked; a list without one begins with what changed last. */
export const claimList = listFilter({
  narrowing: NARROWING,
  sorts: CLAIM_SORTS,
  defaultSort: ({ q }) => (q === null ? '-updated' : 'relevance'),
});
