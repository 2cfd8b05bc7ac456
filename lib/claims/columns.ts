import type { SortKey } from '#lib/core/list-filter.ts';
import { CLAIM_STATUSES, PRIORITIES } from './vocabulary.ts';

/** Columns by which the list can be sorted, and what their keys are; `relevance` needs a search. */
export const CLAIM_SORTS = {
  relevance: 'number',
  claimed: 'date',
  updated: 'time',
  created: 'time',
  statement: 'text',
  status: CLAIM_STATUSES,
  topic: 'text',
  claimant: 'text',
  sources: 'integer',
  origins: 'integer',
  priority: PRIORITIES,
  assignee: 'text',
} as const satisfies Record<string, SortKey>;
export type ClaimSortColumn = keyof typeof CLAIM_SORTS;

export type ClaimColumnId =
  | Exclude<ClaimSortColumn, 'relevance'>
  | 'value'
  | 'language'
  | 'tags'
  | 'stances'
  | 'fact'
  | 'qualifier'
  | 'unit'
  | 'measure'
  | 'asOf'
  | 'supports'
  | 'refutes'
  | 'mentions'
  | 'conflict'
  | 'number';

export type ClaimColumn = {
  id: ClaimColumnId;
  label: string;
  /** Equal to the id where a click on the heading sorts; null where it does not. */
  sort: ClaimSortColumn | null;
  /** px */
  width: number;
  numeric?: true;
  /** Shown until a user chooses otherwise. */
  shown: boolean;
};

/** The columns of the claims table, in their first order. */
export const CLAIM_COLUMNS: readonly ClaimColumn[] = [
  { id: 'statement', label: 'Statement', sort: 'statement', width: 460, shown: true },
  { id: 'status', label: 'Status', sort: 'status', width: 128, shown: true },
  { id: 'topic', label: 'Topic', sort: 'topic', width: 188, shown: true },
  { id: 'claimant', label: 'Claimant', sort: 'claimant', width: 160, shown: true },
  { id: 'claimed', label: 'Claimed', sort: 'claimed', width: 104, shown: true },
  { id: 'sources', label: 'Sources', sort: 'sources', width: 76, numeric: true, shown: true },
  { id: 'origins', label: 'Origins', sort: 'origins', width: 76, numeric: true, shown: true },
  { id: 'updated', label: 'Updated', sort: 'updated', width: 112, shown: true },
  { id: 'value', label: 'Value', sort: null, width: 180, shown: false },
  { id: 'language', label: 'Language', sort: null, width: 92, shown: false },
  { id: 'tags', label: 'Tags', sort: null, width: 150, shown: false },
  { id: 'priority', label: 'Priority', sort: 'priority', width: 92, shown: false },
  { id: 'assignee', label: 'Assignee', sort: 'assignee', width: 130, shown: false },
  { id: 'stances', label: 'For / against', sort: null, width: 110, numeric: true, shown: false },
  { id: 'created', label: 'Logged', sort: 'created', width: 104, shown: false },
  { id: 'fact', label: 'Fact', sort: null, width: 200, shown: false },
  { id: 'qualifier', label: 'Qualifier', sort: null, width: 96, shown: false },
  { id: 'unit', label: 'Unit', sort: null, width: 80, shown: false },
  { id: 'measure', label: 'Measure', sort: null, width: 110, shown: false },
  { id: 'asOf', label: 'As of', sort: null, width: 104, shown: false },
  { id: 'supports', label: 'Supports', sort: null, width: 84, numeric: true, shown: false },
  { id: 'refutes', label: 'Refutes', sort: null, width: 84, numeric: true, shown: false },
  { id: 'mentions', label: 'Mentions', sort: null, width: 88, numeric: true, shown: false },
  { id: 'conflict', label: 'Evidence', sort: null, width: 100, shown: false },
  { id: 'number', label: 'No.', sort: null, width: 72, numeric: true, shown: false },
];
