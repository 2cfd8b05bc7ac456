import { createSerializer } from 'nuqs/server';
import {
  edtfParam,
  manyIds,
  manyLanguages,
  manyOf,
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
import { SOURCE_SORTS } from './columns.ts';
import { RELIABILITIES, SOURCE_KINDS } from './schema.ts';

export const PER_PAGE = ['25', '50', '100', '200'] as const;
/** By how many claims rest on a source. */
export const USES = ['none', 'one', 'many'] as const;

/** What narrows the list. */
const NARROWING = {
  q: searchText(256),
  kind: manyOf(SOURCE_KINDS),
  publisher: manyIds(['none']),
  /** `none`: the language is not known. */
  language: manyLanguages(['none']),
  /** Of the publisher; `none`: without a publisher. */
  reliability: manyOf([...RELIABILITIES, 'none']),
  /** Published on. */
  from: edtfParam(),
  to: edtfParam(),
  used: manyOf(USES),
  deleted: oneOf(['only']),
};

/** How the narrowed list is shown. */
const SHOWING = { sort: sortOf(SOURCE_SORTS), per: oneOf(PER_PAGE), after: opaque() };

const PARAMS = { ...NARROWING, ...SHOWING };

type Values = ParamValues<typeof PARAMS>;
/** The parameters that narrow, by their names in the address; null where not set. */
export type SourceNarrowing = Pick<Values, keyof typeof NARROWING>;
export type NarrowingKey = keyof typeof NARROWING;
export type SourceSort = NonNullable<Values['sort']>;
export type SourceFilter = SourceNarrowing & { sort: SourceSort; per: number; place: Place | null };

export const NARROWING_KEYS = Object.keys(NARROWING) as NarrowingKey[];

/** A filter that lets everything through. */
export const NO_NARROWING = Object.fromEntries(NARROWING_KEYS.map((key) => [key, null])) as {
  [K in NarrowingKey]: null;
};

/** For useQueryStates in the toolbar; `open` is the source whose page is beside the table. */
export const SOURCE_PARSERS = {
  ...(Object.fromEntries(Object.entries(PARAMS).map(([key, param]) => [key, param.parser])) as {
    [K in keyof typeof PARAMS]: (typeof PARAMS)[K]['parser'];
  }),
  open: oneId().parser,
};

/** Writes a query string such as `?kind=blog&used=none`, parameters in one order. */
export const serializeSourceFilter = createSerializer(SOURCE_PARSERS);

/** What the list is sorted by when the address does not say. */
export function defaultSort(filter: { q: string | null }): SourceSort {
  return filter.q === null ? '-updated' : 'relevance';
}

/** Reads an address. What it does not know is left out and told in `problems`. */
export function parseSourceFilter(params: SearchParams): { filter: SourceFilter; problems: Problem[] } {
  const { values, problems } = readParams(PARAMS, params, ['open']);
  const { sort: wanted, per, after, ...narrowing } = values;
  const sort =
    wanted === null || (wanted === 'relevance' && narrowing.q === null) ? defaultSort(narrowing) : wanted;
  const decoded = after === null ? null : decodePlace(after);
  const place = decoded?.sort === sort && fits(decoded) ? decoded : null;
  if (after !== null && place === null)
    problems.push({
      key: 'after',
      value: after,
      message: 'This place in the list belongs to another order; the list starts at the top',
    });
  return { filter: { ...narrowing, sort, per: Number(per ?? 50), place }, problems };
}

/** The filter as a query string without its place in the list: what a colleague is sent. */
export function listQuery({ place: _, per, sort, ...narrowing }: SourceFilter): string {
  return serializeSourceFilter({
    ...narrowing,
    sort: sort === defaultSort(narrowing) ? null : sort,
    per: per === 50 ? null : (PER_PAGE.find((size) => Number(size) === per) ?? null),
  });
}

/** The address of another page of the same list. */
export function pageQuery(filter: SourceFilter, after: string | null): string {
  const query = listQuery(filter);
  return after === null ? query : `${query}${query === '' ? '?' : '&'}after=${after}`;
}

/** What narrows the list, without order and page. */
export function narrowingQuery(filter: SourceNarrowing): string {
  return serializeSourceFilter(Object.fromEntries(NARROWING_KEYS.map((key) => [key, filter[key]])));
}

const NUMBER = /^\d{1,9}(\.\d{1,9})?$/;
const KEYS: Partial<Record<string, RegExp>> = {
  relevance: NUMBER,
  claims: NUMBER,
  relies: NUMBER,
  relied: NUMBER,
  kind: new RegExp(`^(${SOURCE_KINDS.join('|')})$`),
  published: /^(-?infinity|\d{4}-\d{2}-\d{2})$/,
  updated: /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}:\d{2}(\.\d{1,6})?\+00$/,
};

/** Can the database compare the key of a place that somebody may have made up? */
function fits({ sort, border }: Place): boolean {
  return border === null || (KEYS[sort.replace(/^-/, '')] ?? /^/).test(border.key);
}
