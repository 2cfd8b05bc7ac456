import type { Selection } from '#components/data-table/selection.ts';

export type BulkChangeProps = {
  selection: Selection;
  count: number;
  /** What the list is narrowed by; the selection of everything is about it. */
  query: string;
  onDone: () => void;
};
