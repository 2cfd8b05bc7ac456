import type { SortKey } from '#lib/core/list-filter.ts';
import { PUBLISHER_KINDS, RELIABILITIES } from '#lib/sources/vocabulary.ts';

/** Columns by which the list can be sorted, and what their keys are. */
export const PUBLISHER_SORTS = {
  name: 'text',
  kind: PUBLISHER_KINDS,
  country: 'text',
  network: 'text',
  reliability: RELIABILITIES,
  sources: 'integer',
  claims: 'integer',
  updated: 'time',
} as const satisfies Record<string, SortKey>;
export type PublisherSortColumn = keyof typeof PUBLISHER_SORTS;
