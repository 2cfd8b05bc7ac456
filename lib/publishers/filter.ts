import { createSerializer } from 'nuqs/server';
import {
  manyOf,
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
import { PUBLISHER_KINDS, RELIABILITIES } from '#lib/sources/schema.ts';
import { PUBLISHER_SORTS } from './columns.ts';

export const PER_PAGE = ['25', '50', '100', '200'] as const;

const PARAMS = {
  q: searchText(256),
  kind: manyOf(PUBLISHER_KINDS),
  reliability: manyOf(RELIABILITIES),
  sort: sortOf(PUBLISHER_SORTS),
  per: oneOf(PER_PAGE),
  after: opaque(),
};

type Values = ParamValues<typeof PARAMS>;
export type PublisherSort = NonNullable<Values['sort']>;
export type PublisherFilter = Pick<Values, 'q' | 'kind' | 'reliability'> & {
  sort: PublisherSort;
  per: number;
  place: Place | null;
};

export const PUBLISHER_PARSERS = Object.fromEntries(
  Object.entries(PARAMS).map(([key, param]) => [key, param.parser]),
) as { [K in keyof typeof PARAMS]: (typeof PARAMS)[K]['parser'] };

const serialize = createSerializer(PUBLISHER_PARSERS);

/** The filter as a query string, without its place in the list or with another. */
export function publisherQuery(
  { place: _, per, sort, ...narrowing }: PublisherFilter,
  after: string | null,
): string {
  return serialize({
    ...narrowing,
    after,
    sort: sort === 'name' ? null : sort,
    per: per === 50 ? null : (PER_PAGE.find((size) => Number(size) === per) ?? null),
  });
}

/** Sort keys that the database reads as something else than text. */
const KEYS: Partial<Record<string, RegExp>> = {
  kind: new RegExp(`^(${PUBLISHER_KINDS.join('|')})$`),
  reliability: /^[A-F]$/,
  sources: /^\d{1,9}$/,
  claims: /^\d{1,9}$/,
  updated: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/,
};

/** Reads an address. What it does not know is left out and told in `problems`. */
export function parsePublisherFilter(params: SearchParams): { filter: PublisherFilter; problems: Problem[] } {
  const { values, problems } = readParams(PARAMS, params, []);
  const { sort: wanted, per, after, ...narrowing } = values;
  const sort = wanted ?? 'name';
  const decoded = after === null ? null : decodePlace(after);
  const fits =
    decoded?.sort === sort &&
    (decoded.border === null || (KEYS[sort.replace(/^-/, '')] ?? /^/).test(decoded.border.key));
  if (after !== null && !fits)
    problems.push({
      key: 'after',
      value: after,
      message: 'This place in the list belongs to another order; the list starts at the top',
    });
  return { filter: { ...narrowing, sort, per: Number(per ?? 50), place: fits ? decoded : null }, problems };
}
