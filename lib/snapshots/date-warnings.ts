import { dateInUrl, daysIn } from './written-date.ts';

type DateOrigin = 'address' | 'metadata' | 'text';
type DateChoice = { date: string; from: DateOrigin[] };
/** swapped: the same numbers with day and month exchanged. `choices` are EDTF dates, with where each is found. */
export type DateWarning = { kind: 'swapped' | 'differs'; message: string; choices: DateChoice[] };

const ORIGIN_WORDS: Record<DateOrigin, string> = {
  address: 'the address',
  metadata: 'the page’s metadata',
  text: 'the text',
};
/** A page says its date at its top; further down it speaks of other days. */
const TOP = 1_500;

/**
 * Where the dates that a page gives for itself contradict one another, with the choices; null where they agree. A month contains
 * its days; one day of difference is a time zone.
 */
export function dateWarning(page: { url: string; stated: string | null; text: string }): DateWarning | null {
  const found: { date: string; from: DateOrigin }[] = [];
  const address = dateInUrl(page.url);
  if (address !== null) found.push({ date: address, from: 'address' });
  if (page.stated !== null) found.push({ date: page.stated, from: 'metadata' });
  const top = daysIn(page.text.slice(0, TOP));
  // Of the days at the top, one that bears out the others is the page's own.
  const own =
    top.find((day) => found.some(({ date }) => agree(date, day))) ??
    top.find((day) => found.some(({ date }) => swapped(date, day)));
  // A text that only names other days speaks of them; without anything to hold it against it says nothing either.
  const text = own ?? (top.length === 1 ? top[0] : undefined);
  if (text !== undefined) found.push({ date: text, from: 'text' });
  const pairs = found.flatMap((a, i) => found.slice(i + 1).map((b) => [a, b] as const));
  const bad = pairs.filter(([a, b]) => !agree(a.date, b.date));
  const worst = bad.find(([a, b]) => swapped(a.date, b.date)) ?? bad[0];
  if (worst === undefined) return null;
  const [a, b] = worst;
  const exchanged = swapped(a.date, b.date);
  const message = `${capital(ORIGIN_WORDS[a.from])} says ${a.date}, ${ORIGIN_WORDS[b.from]} ${b.date}${exchanged ? ': day and month are exchanged' : ''}.`;
  return { kind: exchanged ? 'swapped' : 'differs', message, choices: choicesOf(found) };
}

/** The two dates with day and month exchanged, such as 2024-03-07 and 2024-07-03. */
export function swapped(a: string, b: string): boolean {
  const [year, month, day] = a.split('-');
  return day !== undefined && month !== day && b === `${year}-${day}-${month}`;
}

function agree(a: string, b: string): boolean {
  if (a.startsWith(b) || b.startsWith(a)) return true;
  if (a.length < 10 || b.length < 10) return false;
  return Math.abs(Date.parse(a) - Date.parse(b)) <= 86_400_000;
}

function choicesOf(found: readonly { date: string; from: DateOrigin }[]): DateChoice[] {
  const choices: DateChoice[] = [];
  for (const { date, from } of found) {
    const known = choices.find((choice) => choice.date === date);
    if (known) known.from.push(from);
    else choices.push({ date, from: [from] });
  }
  return choices;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}
