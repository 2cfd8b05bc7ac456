import type { Selection } from '#components/data-table/selection.ts';
import type { FormChoices } from '#lib/claims/schema.ts';

/** What can be changed of many claims at once. */
export const BULK_FIELDS = {
  status: 'Status',
  topic: 'Topic',
  tags: 'Tags',
  assignee: 'Assignee',
  priority: 'Priority',
};
export type BulkField = keyof typeof BULK_FIELDS;

export type BulkChangeProps = {
  selection: Selection;
  count: number;
  /** What the list is narrowed by; the selection of everything is about it. */
  query: string;
  choices: FormChoices;
  onDone: () => void;
};
