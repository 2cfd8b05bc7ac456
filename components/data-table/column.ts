import type { ReactNode } from 'react';

/** The id of a row: domain rows have integer ids. */
export type RowId = number;

type SortDirection = 'asc' | 'desc';

/** What the rows are sorted by; null is the server's own order (for a search: rank). */
export type SortState = { column: string; direction: SortDirection } | null;

/**
 * Where a column goes when the table is too narrow for columns and each row becomes a card of three lines:
 * `top` (status and the like), `end` (right end of the same line), `lead` (the sentence), `meta` (small facts). Without it the card leaves it out.
 */
type CardPlace = 'top' | 'end' | 'lead' | 'meta';

/** One column. Define the array at module scope: a new array at every render redraws every row. */
export type DataColumn<Row> = {
  id: string;
  /** Shown in the header and in the column chooser. */
  label: string;
  /** null where there is nothing; the table then shows a dash, and a card leaves it out. */
  cell: (row: Row) => ReactNode;
  /** Full text for the tooltip of a cell that is cut off. Columns that wrap need none. */
  title?: (row: Row) => string | undefined;
  sortable?: boolean;
  /** The direction of the first click; later clicks turn it round. Default `asc`. */
  firstDirection?: SortDirection;
  /** Width in pixels. The growing column takes what is left, and at least this much. Default 120. */
  width?: number;
  minWidth?: number;
  /** Takes the remaining width and wraps in full. Exactly one column should. */
  grow?: boolean;
  /** `end` for numerals. Default `start`. */
  align?: 'start' | 'end';
  /** Cannot be hidden. */
  required?: boolean;
  /** Hidden until somebody chooses it. */
  hiddenByDefault?: boolean;
  card?: CardPlace;
  /** Put before the value on a card, where there is no header to name it: "Updated", "Claimed". */
  cardLabel?: string;
};

/** What a row is called in sentences such as "Select all 59 claims". */
export type Noun = { one: string; many: string };

export function countOf(count: number, noun: Noun): string {
  return `${count.toLocaleString('en-GB')} ${count === 1 ? noun.one : noun.many}`;
}
