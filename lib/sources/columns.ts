import type { SortKey } from '#lib/core/list-filter.ts';
import { SOURCE_KINDS } from './vocabulary.ts';

/** Columns by which the list can be sorted, and what their keys are; `relevance` needs a search. */
export const SOURCE_SORTS = {
  relevance: 'number',
  title: 'text',
  publisher: 'text',
  kind: SOURCE_KINDS,
  language: 'text',
  published: 'date',
  claims: 'integer',
  relies: 'integer',
  relied: 'integer',
  link: 'integer',
  updated: 'time',
} as const satisfies Record<string, SortKey>;
export type SourceSortColumn = keyof typeof SOURCE_SORTS;

type SourceColumn = {
  id: string;
  label: string;
  /** The sort that a click on the heading asks for; null where it is not sortable. */
  sort: SourceSortColumn | null;
  /** px */
  width: number;
  numeric?: true;
  /** Shown until a user chooses otherwise. */
  shown: boolean;
};

/** The columns of the sources table, in their first order. */
export const SOURCE_COLUMNS = [
  { id: 'title', label: 'Title', sort: 'title', width: 420, shown: true },
  { id: 'publisher', label: 'Publisher', sort: 'publisher', width: 190, shown: true },
  { id: 'kind', label: 'Kind', sort: 'kind', width: 112, shown: true },
  { id: 'language', label: 'Language', sort: 'language', width: 112, shown: true },
  { id: 'published', label: 'Published', sort: 'published', width: 108, shown: true },
  { id: 'claims', label: 'Claims', sort: 'claims', width: 88, numeric: true, shown: true },
  { id: 'relies', label: 'Relies on', sort: 'relies', width: 104, numeric: true, shown: true },
  { id: 'relied', label: 'Relied on by', sort: 'relied', width: 124, numeric: true, shown: true },
  { id: 'link', label: 'Link', sort: 'link', width: 128, shown: true },
  { id: 'updated', label: 'Updated', sort: 'updated', width: 104, shown: true },
] as const satisfies readonly SourceColumn[];
export type SourceColumnId = (typeof SOURCE_COLUMNS)[number]['id'];
