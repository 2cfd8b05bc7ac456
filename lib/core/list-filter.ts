import { createSerializer, type ParserMap } from 'nuqs/server';
import {
  type AnyParam,
  oneId,
  oneOf,
  opaque,
  type Param,
  type ParamValues,
  type Problem,
  readParams,
  type SearchParams,
  sortOf,
} from './filter.ts';
import { decodePlace, type Place } from './keyset.ts';

export const PER_PAGE = ['25', '50', '100', '200'] as const;
const PER_DEFAULT = 50;

/** The row that an address says is open beside the list; null where none is. */
export function openOf(raw: string | string[] | null | undefined): number | null {
  return typeof raw === 'string' && /^[1-9]\d{0,8}$/.test(raw) ? Number(raw) : null;
}

/** What a sort key is in SQL, so that a place that somebody made up never reaches the database as nonsense. */
export type SortKey = 'text' | 'integer' | 'number' | 'date' | 'time' | readonly string[];

const KEY_FORMS: Record<Exclude<SortKey, readonly string[]>, RegExp> = {
  text: /^/,
  integer: /^\d{1,9}$/,
  number: /^\d{1,10}(\.\d{1,9})?$/,
  date: /^(-?infinity|\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]))$/,
  time: /^\d{4}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01]) ([01]\d|2[0-3]):[0-5]\d:[0-5]\d(\.\d{1,6})?\+00$/,
};

function fits(key: string, form: SortKey): boolean {
  if (typeof form !== 'string') return form.includes(key);
  return KEY_FORMS[form].test(key) && (!/^\d{4}-/.test(key) || form === 'text' || isDay(key.slice(0, 10)));
}

/** Is this a day of the calendar? 2024-02-31 is none. */
function isDay(day: string): boolean {
  const date = new Date(`${day}T00:00:00Z`);
  return !Number.isNaN(date.getTime()) && date.toISOString().startsWith(day);
}

type Sort<C extends string> = C | `-${C}`;

/** A list as an address describes it: what narrows it, its order, and the page. */
export type ListFilter<Narrowing, C extends string> = Narrowing & {
  sort: Sort<C>;
  per: number;
  place: Place | null;
};

/**
 * The filter of one list, made from the parameters that narrow it and the columns that sort it. `relevance` is a sort only
 * while something is searched for.
 */
export function listFilter<const N extends Record<string, AnyParam>, const C extends string>(definition: {
  narrowing: N;
  sorts: Readonly<Record<C, SortKey>>;
  /** What the list is sorted by when the address does not say. */
  defaultSort: (narrowing: ParamValues<N>) => Sort<NoInfer<C>>;
}) {
  type Narrowing = ParamValues<N>;
  type Filter = ListFilter<Narrowing, C>;
  const { narrowing: params, sorts, defaultSort } = definition;
  const showing = {
    sort: sortOf(Object.keys(sorts) as C[]) as Param<Sort<C>>,
    per: oneOf(PER_PAGE),
    after: opaque(),
  };
  const keys = Object.keys(params) as (keyof N & string)[];
  const parsers = Object.fromEntries(
    Object.entries({ ...params, ...showing, open: oneId() }).map(([key, param]) => [key, param.parser]),
  ) as { [K in keyof N]: N[K]['parser'] } & {
    sort: Param<Sort<C>>['parser'];
    per: Param<(typeof PER_PAGE)[number]>['parser'];
    after: Param<string>['parser'];
    /** The row whose page is beside the table. */
    open: Param<string>['parser'];
  };
  const serialize = createSerializer(parsers as Record<string, object> as ParserMap);

  /** Reads an address. What it does not know is left out and told in `problems`. */
  function parse(address: SearchParams): { filter: Filter; problems: Problem[] } {
    const { values: shown, problems: shownProblems } = readParams(showing, address, [...keys, 'open']);
    const { values: narrowing, problems } = readParams(params, address, [...Object.keys(showing), 'open']);
    problems.push(...shownProblems.filter(({ key }) => key in showing));
    const searching = 'q' in narrowing && narrowing['q'] !== null;
    const wanted = shown.sort?.endsWith('relevance') && !searching ? null : shown.sort;
    const sort = wanted ?? defaultSort(narrowing);
    const decoded = shown.after === null ? null : decodePlace(shown.after);
    const form = sorts[sort.replace(/^-/, '') as C];
    const holds = decoded?.sort === sort && (decoded.border === null || fits(decoded.border.key, form));
    if (shown.after !== null && !holds)
      problems.push({
        key: 'after',
        value: shown.after,
        message: 'This place in the list belongs to another order; the list starts at the top',
      });
    const per = Number(shown.per ?? PER_DEFAULT);
    return { filter: { ...narrowing, sort, per, place: holds ? decoded : null }, problems };
  }

  /** The filter as a query string without its place in the list: what a view keeps and a colleague is sent. */
  function listQuery(filter: Filter): string {
    return serialize({
      ...pick(filter),
      sort: filter.sort === defaultSort(filter) ? null : filter.sort,
      per: filter.per === PER_DEFAULT ? null : String(filter.per),
    });
  }

  /** The address of another page of the same list; null is the first. */
  function pageQuery(filter: Filter, after: string | null): string {
    const query = listQuery(filter);
    return after === null ? query : `${query}${query === '' ? '?' : '&'}after=${after}`;
  }

  /** What narrows the list, without order and page: what an export or a change of all rows is about. */
  function narrowingQuery(filter: Narrowing): string {
    return serialize(pick(filter));
  }

  function pick(filter: Narrowing): Record<string, unknown> {
    return Object.fromEntries(keys.map((key) => [key, filter[key]]));
  }

  /** A filter that lets everything through. */
  const none = Object.fromEntries(keys.map((key) => [key, null])) as { [K in keyof N]: null };

  return { keys, parsers, none, parse, listQuery, pageQuery, narrowingQuery };
}
