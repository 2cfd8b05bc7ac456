import edtf from 'edtf';

/** A date as written (EDTF, ISO 8601-2), and the first and last day it can mean (YYYY-MM-DD; null: open). */
export type EdtfDate = Readonly<{ edtf: string; lower: string | null; upper: string | null }>;

export type EdtfResult = Readonly<{ ok: true; date: EdtfDate } | { ok: false; message: string }>;

const EXAMPLES = 'Write it as 2024, 2024-08, 2024-08-19, 2022/2023 or 2024~.';
const FULL_DATE = /(\d{4})-(\d{2})-(\d{2})/g;

function isoDay(ms: number | null): string | null {
  return ms === null || !Number.isFinite(ms) ? null : new Date(ms).toISOString().slice(0, 10);
}

function impossibleDay(text: string): string | null {
  for (const [whole, year, month, day] of text.matchAll(FULL_DATE)) {
    const date = new Date(Date.UTC(Number(year), Number(month) - 1, Number(day)));
    if (date.getUTCMonth() !== Number(month) - 1 || date.getUTCDate() !== Number(day)) return whole;
  }
  return null;
}

/**
 * Reads an EDTF date: a year, month, day, interval, season, approximate or uncertain date, between the years 1 and 9999.
 * Times are refused. The message is for the person who typed it.
 * Source: ISO 8601-2:2019, https://www.loc.gov/standards/datetime/
 */
export function parseEdtf(input: string): EdtfResult {
  const text = input.trim();
  if (text.length > 60) return { ok: false, message: `This is too long for a date. ${EXAMPLES}` };
  let result = read.get(text);
  if (result === undefined) {
    result = readEdtf(text);
    if (read.size >= REMEMBERED) read.clear();
    read.set(text, result);
  }
  return result;
}

/** Reading a date takes the parser a fifth of a millisecond, and the rows of a file share theirs. */
const REMEMBERED = 5_000;
const read = new Map<string, EdtfResult>();

function readEdtf(text: string): EdtfResult {
  // The parser moves 29 February of a common year to March without a word.
  const impossible = impossibleDay(text);
  if (impossible) return { ok: false, message: `${impossible} is not a day of the calendar.` };
  try {
    const value = edtf(text);
    const lower = isoDay(value.min);
    const upper = isoDay(value.max);
    if (text.includes('T') || value.type === 'Year')
      return { ok: false, message: `A date without a time, please. ${EXAMPLES}` };
    if ([lower, upper].some((day) => day !== null && !/^(?!0000)\d{4}-/.test(day)))
      return { ok: false, message: 'The year must lie between 1 and 9999.' };
    if (lower === null && upper === null)
      return { ok: false, message: `This leaves the date open on both sides. ${EXAMPLES}` };
    return { ok: true, date: { edtf: text, lower, upper } };
  } catch {
    return { ok: false, message: `“${text}” is not a date that can be read. ${EXAMPLES}` };
  }
}

/** The bounds of a date that was checked before; all null where there is none. Throws on an unreadable date. */
export function edtfBounds(text: string | null | undefined): { lower: Date | null; upper: Date | null } {
  if (!text) return { lower: null, upper: null };
  const result = parseEdtf(text);
  if (!result.ok) throw new Error(result.message);
  const day = (iso: string | null) => (iso === null ? null : new Date(`${iso}T00:00:00Z`));
  return { lower: day(result.date.lower), upper: day(result.date.upper) };
}
