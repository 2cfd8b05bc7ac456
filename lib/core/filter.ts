import { createParser, type ParserBuilder } from 'nuqs/server';
import { parseEdtf } from './edtf.ts';
import { canonicalLanguage } from './language.ts';
import { DAY_FORM, MOMENT_FORM, readDay, readMoment } from './moment.ts';

/** A part of an address that cannot be used, and why. Pages show it and go on; exports and the API refuse. */
export type Problem = { key: string; value: string; message: string };

/** One filter parameter: its nuqs parser, and what it says of a value that it does not know. */
export type Param<T> = { parser: ParserBuilder<T>; problem: (raw: string) => string | null };

function listParam(normalise: (item: string) => string | null, expected: string): Param<string[]> {
  const items = (raw: string) => raw.split(',').filter((item) => item !== '');
  const parser = createParser<string[]>({
    parse: (raw) => {
      const known = [...new Set(items(raw).map(normalise))].filter((item) => item !== null);
      return known.length ? known.slice(0, 100) : null;
    },
    serialize: (value) => value.join(','),
    eq: (a, b) => a.length === b.length && a.every((item, index) => item === b[index]),
  });
  return {
    parser,
    problem: (raw) => {
      const unknown = items(raw).filter((item) => normalise(item) === null);
      return unknown.length
        ? `${unknown.map((item) => `“${item.slice(0, 60)}”`).join(', ')}: ${expected}`
        : null;
    },
  };
}

function oneParam(normalise: (raw: string) => string | null, expected: string): Param<string> {
  return {
    parser: createParser<string>({ parse: normalise, serialize: (value) => value }),
    problem: (raw) => (raw === '' || normalise(raw) !== null ? null : `“${raw.slice(0, 60)}”: ${expected}`),
  };
}

const SLUG = /^[\p{L}\p{N}][\p{L}\p{N}._-]{0,99}$/u;
const ID = /^[1-9]\d{0,8}$/;

/** Some of a closed list of words. */
export function manyOf<const T extends readonly string[]>(words: T): Param<T[number][]> {
  return listParam(
    (item) => (words.includes(item) ? item : null),
    `one of ${words.join(', ')} is expected`,
  ) as Param<T[number][]>;
}

/** One of a closed list of words. */
export function oneOf<const T extends readonly string[]>(words: T): Param<T[number]> {
  return oneParam(
    (raw) => (words.includes(raw) ? raw : null),
    `one of ${words.join(', ')} is expected`,
  ) as Param<T[number]>;
}

/** Dotted or hyphenated names; whether they exist is for the database to say. */
export const manySlugs = () =>
  listParam((item) => (SLUG.test(item) ? item : null), 'not a name that can be looked up');

/** Ids of rows, or one of the given words (such as `none`). */
export function manyIds(words: readonly string[] = []): Param<string[]> {
  return listParam(
    (item) => (ID.test(item) || words.includes(item) ? item : null),
    ['a number', ...words].join(' or ').concat(' is expected'),
  );
}

export const oneId = () => oneParam((raw) => (ID.test(raw) ? raw : null), 'a number is expected');

/** Language tags, or one of the given words (such as `none`). */
export const manyLanguages = (words: readonly string[] = []) =>
  listParam(
    (item) => (words.includes(item) ? item : canonicalLanguage(item)),
    ['a language tag such as en or ru', ...words].join(' or ').concat(' is expected'),
  );

/** An EDTF date. */
export const edtfParam = () =>
  oneParam((raw) => {
    const result = parseEdtf(raw);
    return result.ok ? result.date.edtf : null;
  }, 'a date such as 2024, 2024-08 or 2024-08-19 is expected');

/** A whole day. */
export const dayParam = () => oneParam(readDay, DAY_FORM);

/** A moment as lib/core/moment.ts reads it, kept as written. */
export const momentParam = () => oneParam((raw) => (readMoment(raw) ? raw : null), MOMENT_FORM);

/** Free text to search for. */
export const searchText = (max: number) =>
  oneParam((raw) => {
    const text = raw.trim();
    return text !== '' && text.length <= max && !text.includes('\0') ? text : null;
  }, `at most ${max} characters can be searched for`);

export const opaque = () =>
  oneParam((raw) => (/^[\w-]{1,600}$/.test(raw) ? raw : null), 'not a place in the list');

/** A column, with `-` before it for descending. */
export function sortOf<const T extends readonly string[]>(columns: T): Param<T[number] | `-${T[number]}`> {
  return oneParam(
    (raw) => (columns.includes(raw.replace(/^-/, '')) ? raw : null),
    `one of ${columns.join(', ')}, or with - before it, is expected`,
  ) as Param<T[number] | `-${T[number]}`>;
}

/** A parameter of whatever type. */
export type AnyParam = {
  parser: { parse: (raw: string) => unknown };
  problem: (raw: string) => string | null;
};

/** The values of parameters; null where an address does not set one. */
export type ParamValues<T extends Record<string, AnyParam>> = {
  [K in keyof T]: ReturnType<T[K]['parser']['parse']> | null;
};

export type SearchParams = URLSearchParams | Record<string, string | string[] | undefined>;

function entriesOf(params: SearchParams): [string, string][] {
  if (params instanceof URLSearchParams) return [...params.entries()];
  return Object.entries(params).flatMap(([key, value]) =>
    value === undefined ? [] : [value].flat().map((item): [string, string] => [key, item]),
  );
}

/**
 * Reads the parameters of an address. A parameter that is named twice counts as one list. What is unknown is left out and
 * told in `problems`; `others` are parameters that are fine but not ours to read.
 */
export function readParams<T extends Record<string, AnyParam>>(
  definition: T,
  params: SearchParams,
  others: readonly string[],
): { values: ParamValues<T>; problems: Problem[] } {
  const raw = new Map<string, string>();
  for (const [key, value] of entriesOf(params))
    raw.set(key, raw.has(key) ? `${raw.get(key)},${value}` : value);
  const problems: Problem[] = [];
  const values: Record<string, unknown> = {};
  for (const [key, param] of Object.entries(definition)) {
    const text = raw.get(key);
    raw.delete(key);
    values[key] = text === undefined ? null : param.parser.parse(text);
    const message = text === undefined ? null : param.problem(text);
    if (message !== null) problems.push({ key, value: text ?? '', message });
  }
  for (const [key, value] of raw)
    if (!others.includes(key))
      problems.push({ key, value, message: `“${key.slice(0, 60)}” is not a filter` });
  return { values: values as never, problems };
}
