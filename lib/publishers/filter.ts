import { manyOf, type ParamValues, searchText } from '#lib/core/filter.ts';
import { type ListFilter, listFilter } from '#lib/core/list-filter.ts';
import { PUBLISHER_KINDS, RELIABILITIES } from '#lib/sources/vocabulary.ts';
import { PUBLISHER_SORTS, type PublisherSortColumn } from './columns.ts';

const NARROWING = { q: searchText(256), kind: manyOf(PUBLISHER_KINDS), reliability: manyOf(RELIABILITIES) };

/** The parameters that narrow, by their names in the address; null where not set. */
export type PublisherNarrowing = ParamValues<typeof NARROWING>;
export type PublisherSort = PublisherSortColumn | `-${PublisherSortColumn}`;
export type PublisherFilter = ListFilter<PublisherNarrowing, PublisherSortColumn>;

export const publisherList = listFilter({
  narrowing: NARROWING,
  sorts: PUBLISHER_SORTS,
  defaultSort: () => 'name',
});
