const DAY = /^\d{4}-\d{2}-\d{2}$/;
const TIME = /^\d{4}-\d{2}-\d{2}T\d{2}:\d{2}(:\d{2}(\.\d{1,3})?)?Z$/;

/** What is expected where a moment is asked for. */
export const MOMENT_FORM = 'a day such as 2024-08-25 or a time such as 2024-08-25T12:00Z is expected';

/**
 * A moment in UTC as somebody writes it: a day (its last millisecond, so that the day counts whole) or a time (ISO 8601 with Z).
 * Null where it is neither, or no day of the calendar.
 */
export function readMoment(text: string): Date | null {
  const day = text.slice(0, 10);
  if (!DAY.test(text) && !TIME.test(text)) return null;
  const start = new Date(`${day}T00:00:00Z`);
  // 30 February is read as 1 March without a word.
  if (Number.isNaN(start.getTime()) || start.toISOString().slice(0, 10) !== day) return null;
  const moment = new Date(DAY.test(text) ? `${day}T23:59:59.999Z` : text);
  return Number.isNaN(moment.getTime()) ? null : moment;
}

/** Why nothing can be known as of this moment yet; null where it can. */
export function notYet(text: string, now: Date): string | null {
  const moment = readMoment(text);
  if (moment === null || moment.getTime() <= now.getTime()) return null;
  return text === now.toISOString().slice(0, 10)
    ? `${text} is not over yet (UTC); take an earlier day, or a time such as ${now.toISOString().slice(0, 16)}Z`
    : `${text} has not come yet`;
}

/** A whole day, kept as written; null where it is none of the calendar. */
export function readDay(text: string): string | null {
  return DAY.test(text) && readMoment(text) !== null ? text : null;
}

/** What is expected where a day is asked for. */
export const DAY_FORM = 'a day such as 2024-08-25 is expected';

/** In words: "25 August 2024". */
export function tellDay(day: string): string {
  return new Date(`${day}T00:00:00Z`).toLocaleDateString('en-GB', {
    day: 'numeric',
    month: 'long',
    year: 'numeric',
    timeZone: 'UTC',
  });
}

/** What is wrong with a moment as somebody wrote it; null where it can be looked back to. */
export function momentProblem(text: string, now: Date): string | null {
  return readMoment(text) === null ? MOMENT_FORM : notYet(text, now);
}

/** The moment of an address, as written, and what is wrong with it; both null where there is none. */
export function momentOf(
  raw: string | string[] | undefined,
  now: Date,
): { asOf: string | null; problem: string | null } {
  const text = [raw].flat()[0];
  if (text === undefined) return { asOf: null, problem: null };
  const problem = momentProblem(text, now);
  return { asOf: problem === null ? text : null, problem };
}

/** In words: "25 August 2024, end of the day (UTC)", "25 August 2024, 12:00 UTC". */
export function tellMoment(text: string): string {
  const moment = readMoment(text);
  if (moment === null) return text;
  const day = tellDay(text.slice(0, 10));
  return DAY.test(text) ? `${day}, end of the day (UTC)` : `${day}, ${text.slice(11, 16)} UTC`;
}
