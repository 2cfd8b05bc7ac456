import search from 'approx-string-match';
import { evenedOffset, originalRange, type Readable, readable } from './typeset.ts';

/**
 * A quote and its place as the W3C Web Annotation selectors name them: TextQuoteSelector (exact, prefix, suffix) and
 * TextPositionSelector (start, end; UTF-16 units; null where the place was never known). https://www.w3.org/TR/annotation-model/#selectors
 */
export type Selectors = {
  exact: string;
  prefix: string;
  suffix: string;
  start: number | null;
  end: number | null;
};

/** Where a quote was found: offsets in the original text, and how sure it is, from 0 to 1. Only an exact one has 1. */
type Anchored = { outcome: 'exact' | 'fuzzy'; start: number; end: number; score: number };
export type Anchoring = Anchored | { outcome: 'missing' };

/** Words kept on either side, so that the same words in two places are told apart. */
const CONTEXT = 40;
/** Fewer letters around a quote prove nothing. */
const LEAST_CONTEXT = 10;
/** Of the same words in many places so many are weighed. */
const MOST_PLACES = 500;
/** Weights of the score, as in Hypothesis: the quote itself, the words before, the words after, the place. */
const WEIGHTS = { quote: 50, before: 20, after: 20, place: 2 };
/** A quote that reads at least so much like the original is it, wherever it stands. Shorter ones resemble anything. */
const LIKENESS: readonly [length: number, likeness: number][] = [
  [16, 0.9],
  [32, 0.86],
  [64, 0.8],
  [Number.POSITIVE_INFINITY, 0.72],
];
/** Between the same words before and after, it may have been rewritten so far. */
const REWRITTEN = 0.5;
const SAME_CONTEXT = 0.75;
/** Longer quotes are looked for by pieces of this length: the work stays in proportion to the text. */
const PIECE = 192;
const MOST_PIECES = 4;
/** A difference in case alone is no exact find. */
const NEARLY = 0.99;

/** Selectors for the words between two offsets, without the white space at their ends. */
export function describe(text: string, start: number, end: number): Selectors {
  const raw = text.slice(start, end);
  const from = start + raw.length - raw.trimStart().length;
  const exact = raw.trim();
  const to = from + exact.length;
  return {
    exact,
    prefix: text.slice(Math.max(0, from - CONTEXT), from).replace(/^[\uDC00-\uDFFF]/, ''),
    suffix: text.slice(to, to + CONTEXT).replace(/[\uD800-\uDBFF]$/, ''),
    start: from,
    end: to,
  };
}

/**
 * Finds a quote in a text: exact where its words stand there, however they are set; else fuzzy, with a score; else missing. The same
 * words in several places are told apart by the words around them and the place. Give `readable(text)` when many quotes are looked for.
 */
export function anchor(text: string | Readable, selectors: Selectors): Anchoring {
  const page = typeof text === 'string' ? readable(text) : text;
  const quote = wanted(page, selectors);
  if (quote.text === '' || page.text === '') return { outcome: 'missing' };
  const exact = best(page, quote, exactPlaces(page.text, quote.text, quote));
  if (exact) return { outcome: 'exact', ...at(page, exact), score: 1 };
  const found = best(page, quote, [...nearPlaces(page, quote), ...placesBetween(page, quote)]);
  if (!found || !isIt(found, quote)) return { outcome: 'missing' };
  return {
    outcome: 'fuzzy',
    ...at(page, wholeWords(page.text, found)),
    score: Math.min(NEARLY, found.score),
  };
}

type Wanted = {
  text: string;
  lower: string;
  before: string;
  after: string;
  /** In the evened text. */
  place: number | null;
  /** Whether it begins and ends with a word, not in one. */
  startsWord: boolean;
  endsWord: boolean;
};
type Place = { start: number; end: number; errors: number };
type Weighed = Place & { likeness: number; before: number; after: number; score: number };

function wanted(page: Readable, { exact, prefix, suffix, start }: Selectors): Wanted {
  const quote = readable(exact.trim());
  return {
    text: quote.text,
    lower: quote.lower,
    before: readable(prefix).lower.trimStart(),
    after: readable(suffix).lower.trimEnd(),
    place: start === null ? null : evenedOffset(page, start),
    startsWord: /^[\p{L}\p{N}]/u.test(quote.text) && !/[\p{L}\p{N}]$/u.test(prefix),
    endsWord: /[\p{L}\p{N}]$/u.test(quote.text) && !/^[\p{L}\p{N}]/u.test(suffix),
  };
}

const WORD = /[\p{L}\p{N}]/u;

function exactPlaces(text: string, words: string, bounds: Pick<Wanted, 'startsWord' | 'endsWord'>): Place[] {
  const places: Place[] = [];
  let at = text.indexOf(words);
  for (; at !== -1 && places.length < MOST_PLACES; at = text.indexOf(words, at + 1)) {
    const end = at + words.length;
    // “47” is not in “1470”.
    if (bounds.startsWord && WORD.test(text[at - 1] ?? '')) continue;
    if (bounds.endsWord && WORD.test(text[end] ?? '')) continue;
    places.push({ start: at, end, errors: 0 });
  }
  return places;
}

/** Where the quote stands nearly, whatever is around it. */
function nearPlaces({ lower }: Readable, quote: Wanted): Place[] {
  const words = quote.lower;
  const same = exactPlaces(lower, words, quote);
  if (same.length > 0) return same;
  const most = Math.floor(words.length * (1 - likenessNeeded(words.length)));
  if (most === 0) return [];
  if (words.length <= PIECE) return search(lower, words, most).slice(0, MOST_PLACES);
  // The pieces say where to look; the whole is then compared there.
  const step = Math.floor((words.length - PIECE) / (MOST_PIECES - 1));
  return Array.from({ length: MOST_PIECES }, (_, index) => index * step).flatMap((offset) => {
    const piece = words.slice(offset, offset + PIECE);
    const [first] = search(lower, piece, Math.floor(PIECE * (1 - likenessNeeded(PIECE))));
    if (!first) return [];
    const start = Math.max(0, first.start - offset - most);
    return within(lower, words, start, first.start - offset + words.length + most, most);
  });
}

/** What stands between the words that stood around the quote, where both are there: it may have been rewritten. */
function placesBetween({ lower }: Readable, { lower: words, before, after }: Wanted): Place[] {
  if (Math.min(before.trim().length, after.trim().length) < LEAST_CONTEXT) return [];
  const most = Math.floor(words.length * (1 - REWRITTEN));
  return exactPlaces(lower, before, { startsWord: false, endsWord: false }).flatMap(({ end: start }) => {
    const end = lower.indexOf(after, start);
    if (end === -1 || Math.abs(end - start - words.length) > most) return [];
    const [found] = within(lower, words, start, end, most);
    return found
      ? [{ start, end, errors: Math.max(found.errors, Math.abs(end - start - words.length)) }]
      : [];
  });
}

function within(text: string, words: string, from: number, to: number, most: number): Place[] {
  return search(text.slice(from, to), words, most).map(({ start, end, errors }) => ({
    start: from + start,
    end: from + end,
    errors,
  }));
}

function best(page: Readable, quote: Wanted, places: Place[]): Weighed | null {
  let first: Weighed | null = null;
  for (const place of places) {
    if (place.end <= place.start) continue;
    const weighed = weigh(page, quote, place);
    if (first === null || weighed.score > first.score) first = weighed;
  }
  return first;
}

function weigh({ lower }: Readable, quote: Wanted, place: Place): Weighed {
  const likeness = 1 - place.errors / quote.lower.length;
  const before = likenessOf(
    lower.slice(Math.max(0, place.start - quote.before.length - 8), place.start),
    quote.before,
  );
  const after = likenessOf(lower.slice(place.end, place.end + quote.after.length + 8), quote.after);
  const nearness =
    quote.place === null ? 1 : 1 - Math.min(1, Math.abs(place.start - quote.place) / lower.length);
  const total =
    WEIGHTS.quote * likeness + WEIGHTS.before * before + WEIGHTS.after * after + WEIGHTS.place * nearness;
  const most = WEIGHTS.quote + WEIGHTS.before + WEIGHTS.after + WEIGHTS.place;
  return { ...place, likeness, before, after, score: total / most };
}

/** How much of the words stands in the text, from 0 to 1; 1 where none were asked for. */
function likenessOf(text: string, words: string): number {
  if (words === '' || text.includes(words)) return 1;
  const [found] = search(text, words, words.length);
  return found ? 1 - found.errors / words.length : 0;
}

function likenessNeeded(length: number): number {
  return LIKENESS.find(([most]) => length <= most)?.[1] ?? 1;
}

function isIt({ likeness, before, after }: Weighed, quote: Wanted): boolean {
  if (likeness >= likenessNeeded(quote.lower.length)) return true;
  return likeness >= REWRITTEN && Math.min(before, after) >= SAME_CONTEXT;
}

/** Nearly the same words may end in the middle of one. */
function wholeWords(text: string, { start, end }: Place): Pick<Place, 'start' | 'end'> {
  let from = start;
  let to = end;
  while (from > 0 && WORD.test(text[from] ?? '') && WORD.test(text[from - 1] ?? '')) from--;
  while (to < text.length && WORD.test(text[to - 1] ?? '') && WORD.test(text[to] ?? '')) to++;
  while (to - from > 1 && text[from] === ' ') from++;
  while (to - from > 1 && text[to - 1] === ' ') to--;
  return { start: from, end: to };
}

function at(page: Readable, place: Pick<Place, 'start' | 'end'>): { start: number; end: number } {
  const [start, end] = originalRange(page, place.start, place.end);
  return { start, end };
}
