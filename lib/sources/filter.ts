import {
  edtfParam,
  manyIds,
  manyLanguages,
  manyOf,
  oneOf,
  type ParamValues,
  searchText,
} from '#lib/core/filter.ts';
import { type ListFilter, listFilter } from '#lib/core/list-filter.ts';
import { LINK_STATES } from '#lib/snapshots/vocabulary.ts';
import { SOURCE_SORTS, type SourceSortColumn } from './columns.ts';
import { RELIABILITIES, SOURCE_KINDS } from './vocabulary.ts';

/** By how many claims rest on a source. */
export const USES = ['none', 'one', 'many'] as const;

/** What narrows the list. */
const NARROWING = {
  q: searchText(256),
  kind: manyOf(SOURCE_KINDS),
  publisher: manyIds(['none']),
  /** `none`: the language is not known. */
  language: manyLanguages(['none']),
  /** Of the publisher; `none`: without a publisher. */
  reliability: manyOf([...RELIABILITIES, 'none']),
  /** Published on. */
  from: edtfParam(),
  to: edtfParam(),
  used: manyOf(USES),
  /** How the link is doing; `none`: never checked. */
  link: manyOf([...LINK_STATES, 'none']),
  deleted: oneOf(['only']),
};

/** The parameters that narrow, by their names in the address; null where not set. */
export type SourceNarrowing = ParamValues<typeof NARROWING>;
export type NarrowingKey = keyof typeof NARROWING;
export type SourceSort = SourceSortColumn | `-${SourceSortColumn}`;
export type SourceFilter = ListFilter<SourceNarrowing, SourceSortColumn>;

/** A search is ranked; a list without one begins with what changed last. */
export const sourceList = listFilter({
  narrowing: NARROWING,
  sorts: SOURCE_SORTS,
  defaultSort: ({ q }) => (q === null ? '-updated' : 'relevance'),
});
