import { createSerializer } from 'nuqs/server';
import {
  edtfParam,
  manyIds,
  manyLanguages,
  manyOf,
  manySlugs,
  oneId,
  oneOf,
  opaque,
  type ParamValues,
  type Problem,
  readParams,
  type SearchParams,
  searchText,
  sortOf,
} from '#lib/core/filter.ts';
import { decodePlace, type Place } from '#lib/core/keyset.ts';
import { SOURCE_KINDS } from '#lib/sources/schema.ts';
import { CLAIM_SORTS } from './columns.ts';
import { CLAIM_STATUSES, PRIORITIES } from './schema.ts';

export const PER_PAGE = ['25', '50', '100', '200'] as const;

/** What narrows the list. The one definition: page, toolbar, exports, API, saved views and bulk changes read it. */
const NARROWING = {
  q: searchText(256),
  status: manyOf(CLAIM_STATUSES),
  topic: manySlugs(),
  claimant: manyIds(['none']),
  publisher: manyIds(),
  kind: manyOf(SOURCE_KINDS),
  fact: manySlugs(),
  tag: manySlugs(),
  language: manyLanguages(),
  assignee: manyIds(['me', 'none']),
  priority: manyOf(PRIORITIES),
  from: edtfParam(),
  to: edtfParam(),
  sources: manyOf(['none', 'one', 'many']),
  /** `one`: everything known goes back to a single independent origin. */
  origins: oneOf(['one']),
  evidence: oneOf(['conflicting']),
  changed: oneOf(['week']),
  deleted: oneOf(['only']),
};

/** How the narrowed list is shown. */
const SHOWING = { sort: sortOf(CLAIM_SORTS), per: oneOf(PER_PAGE), after: opaque() };

const PARAMS = { ...NARROWING, ...SHOWING };

type Values = ParamValues<typeof PARAMS>;
/** The parameters that narrow, by their names in the address; null where not set. */
export type ClaimNarrowing = Pick<Values, keyof typeof NARROWING>;
export type NarrowingKey = keyof typeof NARROWING;
export type ClaimSort = NonNullable<Values['sort']>;
export type ClaimFilter = ClaimNarrowing & { sort: ClaimSort; per: number; place: Place | null };

export const NARROWING_KEYS = Object.keys(NARROWING) as NarrowingKey[];

/** A filter that lets everything through. */
export const NO_NARROWING = Object.fromEntries(NARROWING_KEYS.map((key) => [key, null])) as {
  [K in NarrowingKey]: null;
};

/** For useQueryStates in the toolbar; `open` is the claim whose page is beside the table. */
export const CLAIM_PARSERS = {
  ...(Object.fromEntries(Object.entries(PARAMS).map(([key, param]) => [key, param.parser])) as {
    [K in keyof typeof PARAMS]: (typeof PARAMS)[K]['parser'];
  }),
  open: oneId().parser,
};

/** Writes a query string such as `?status=false&topic=visa`, parameters in one order, defaults left out. */
export const serializeClaimFilter = createSerializer(CLAIM_PARSERS);

/** What the list is sorted by when the address does not say. */
export function defaultSort(filter: { q: string | null }): ClaimSort {
  return filter.q === null ? '-updated' : 'relevance';
}

/** Reads an address. What it does not know is left out and told in `problems`. */
export function parseClaimFilter(params: SearchParams): { filter: ClaimFilter; problems: Problem[] } {
  const { values, problems } = readParams(PARAMS, params, ['open']);
  const { sort: wanted, per, after, ...narrowing } = values;
  const sort =
    wanted === null || (wanted === 'relevance' && narrowing.q === null) ? defaultSort(narrowing) : wanted;
  const decoded = after === null ? null : decodePlace(after);
  const place = decoded?.sort === sort ? decoded : null;
  if (after !== null && place === null)
    problems.push({
      key: 'after',
      value: after,
      message: 'This place in the list belongs to another order; the list starts at the top',
    });
  return { filter: { ...narrowing, sort, per: Number(per ?? 50), place }, problems };
}

/** The filter as a query string without its place in the list: what a view keeps and a colleague is sent. */
export function viewQuery({ place: _, per, sort, ...narrowing }: ClaimFilter): string {
  return serializeClaimFilter({
    ...narrowing,
    sort: sort === defaultSort(narrowing) ? null : sort,
    per: per === 50 ? null : (PER_PAGE.find((size) => Number(size) === per) ?? null),
  });
}

/** The address of another page of the same list. */
export function pageQuery(filter: ClaimFilter, after: string | null): string {
  const query = viewQuery(filter);
  return after === null ? query : `${query}${query === '' ? '?' : '&'}after=${after}`;
}

/** What narrows the list, without order and page: what an export or a change of all claims is about. */
export function narrowingQuery(filter: ClaimNarrowing): string {
  return serializeClaimFilter(Object.fromEntries(NARROWING_KEYS.map((key) => [key, filter[key]])));
}
