/** What can be changed of many claims at once. */
export const BULK_FIELDS = {
  status: 'Status',
  topic: 'Topic',
  tags: 'Tags',
  assignee: 'Assignee',
  priority: 'Priority',
};
export type BulkField = keyof typeof BULK_FIELDS;
