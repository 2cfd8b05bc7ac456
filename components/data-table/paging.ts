import type { Route } from 'next';
import type { PageLinks } from '#lib/core/keyset.ts';
import { PER_PAGE } from '#lib/core/list-filter.ts';

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

/** The place of a page that a query cut; `at` gives the address of a place in the list, null being its start. */
export function pageInfo(
  links: PageLinks,
  total: number,
  per: number,
  at: (after: string | null) => Route,
): PageInfo {
  const linkTo = (after: string | null) => (after === null ? null : at(after));
  return {
    from: links.position || null,
    total,
    per,
    perChoices: PER_PAGE.map(Number),
    first: links.first ? null : at(null),
    previous: linkTo(links.previous),
    next: linkTo(links.next),
    last: linkTo(links.last),
  };
}
