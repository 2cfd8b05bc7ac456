import { parseEdtf } from '#lib/core/edtf.ts';

const MONTHS: readonly (readonly string[])[] = [
  ['january', 'jan', 'января'],
  ['february', 'feb', 'февраля'],
  ['march', 'mar', 'марта'],
  ['april', 'apr', 'апреля'],
  ['may', 'мая'],
  ['june', 'jun', 'июня'],
  ['july', 'jul', 'июля'],
  ['august', 'aug', 'августа'],
  ['september', 'sept', 'sep', 'сентября'],
  ['october', 'oct', 'октября'],
  ['november', 'nov', 'ноября'],
  ['december', 'dec', 'декабря'],
];
const NAMES = MONTHS.flat().join('|');

const DAY_MONTH_YEAR = new RegExp(
  `(?<![\\p{L}\\d])(\\d{1,2})(?:st|nd|rd|th)?\\s+(?:of\\s+)?(${NAMES})\\.?,?\\s+(\\d{4})(?!\\d)`,
  'giu',
);
const MONTH_DAY_YEAR = new RegExp(
  `(?<!\\p{L})(${NAMES})\\.?\\s+(\\d{1,2})(?:st|nd|rd|th)?,?\\s+(\\d{4})(?!\\d)`,
  'giu',
);
const ISO_DAY = /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?!\d)/g;
/** Day first, as everywhere where dots are used. */
const DOTTED = /(?<![\d.])(\d{1,2})\.(\d{1,2})\.(\d{4})(?![\d.])/g;

/** Every day that a text names, in EDTF, in the order of their first mention. Dates with slashes say nothing certain and are left out. */
export function daysIn(text: string): string[] {
  const found: { at: number; day: string }[] = [];
  const add = (at: number, year: string, month: number, day: string) => {
    const edtf = dayOf(year, month, day);
    if (edtf !== null) found.push({ at, day: edtf });
  };
  for (const { index, 1: d = '', 2: m = '', 3: y = '' } of text.matchAll(DAY_MONTH_YEAR))
    add(index, y, monthOf(m), d);
  for (const { index, 1: m = '', 2: d = '', 3: y = '' } of text.matchAll(MONTH_DAY_YEAR))
    add(index, y, monthOf(m), d);
  for (const { index, 1: y = '', 2: m = '', 3: d = '' } of text.matchAll(ISO_DAY))
    add(index, y, Number(m), d);
  for (const { index, 1: d = '', 2: m = '', 3: y = '' } of text.matchAll(DOTTED)) add(index, y, Number(m), d);
  return [...new Set(found.sort((a, b) => a.at - b.at).map(({ day }) => day))];
}

/**
 * A date as a page states it in its metadata, in EDTF: `2024`, `2024-08`, a day, or a time, of which the day as written is kept
 * (the clock of whoever published counts). Null for what cannot be read with certainty.
 */
export function statedDate(text: string): string | null {
  const value = text.trim();
  const iso = /^(\d{4})(?:-?(\d{2})(?:-?(\d{2}))?)?(?=$|[T\s+Z])/.exec(value);
  if (iso) return valid([iso[1], iso[2], iso[3]].filter((part) => part !== undefined).join('-'));
  return daysIn(value)[0] ?? null;
}

/** The day, or the month, that an address names: /2024/08/19/, /2024-08-19-title, /20240819, /2024/08/. */
export function dateInUrl(address: string): string | null {
  if (!URL.canParse(address)) return null;
  const path = new URL(address).pathname;
  const full = /(?<!\d)((?:19|20)\d{2})([/_-]?)([01]?\d)\2([0-3]?\d)(?!\d)/.exec(path);
  if (full) {
    const { 1: year = '', 2: mark = '', 3: month = '', 4: day = '' } = full;
    const digits = mark !== '' || (month.length === 2 && day.length === 2);
    const edtf = digits ? dayOf(year, Number(month), day) : null;
    if (edtf !== null) return edtf;
  }
  const month = /\/((?:19|20)\d{2})[/-]([01]\d)(?=\/|$)/.exec(path);
  return month ? valid(`${month[1]}-${month[2]}`) : null;
}

function monthOf(name: string): number {
  return MONTHS.findIndex((names) => names.includes(name.toLowerCase())) + 1;
}

function dayOf(year: string, month: number, day: string): string | null {
  return valid(`${year}-${String(month).padStart(2, '0')}-${day.padStart(2, '0')}`);
}

function valid(text: string): string | null {
  const result = parseEdtf(text);
  return result.ok && Number(text.slice(0, 4)) >= 1900 ? text : null;
}
