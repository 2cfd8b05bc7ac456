import type { Route } from 'next';

/**
 * Where the page stands in the list. With keyset cursors the server gives addresses, null where there is none.
 * `from` is the place of the first row counted from 1; null when the cursor does not tell.
 */
export type PageInfo = {
  from: number | null;
  total: number;
  /** Rows asked for on one page, and what may be chosen. */
  per: number;
  perChoices: readonly number[];
  first: Route | null;
  previous: Route | null;
  next: Route | null;
  last: Route | null;
};

const plain = new Intl.NumberFormat('en-GB');

/** "1–50 of 59", "59 of 59" without a known start, "0" without rows. */
export function pageText(page: Pick<PageInfo, 'from' | 'total'>, shown: number): string {
  const total = plain.format(page.total);
  if (shown === 0) return page.total === 0 ? '0' : `0 of ${total}`;
  if (page.from === null) return `${plain.format(shown)} of ${total}`;
  return `${plain.format(page.from)}–${plain.format(page.from + shown - 1)} of ${total}`;
}
