/**
 * A text as it is compared: what setting it anew changes is evened out, case is kept. Offsets are UTF-16 units, as in a W3C
 * TextPositionSelector that a browser makes.
 */
export type Readable = {
  /** As it came. */
  readonly original: string;
  /** Evened out. */
  readonly text: string;
  /** Evened out, in lower case; of the same length as `text`. */
  readonly lower: string;
  /** Where each unit of `text` begins and ends in `original`. */
  readonly starts: Int32Array;
  readonly ends: Int32Array;
};

// Space of every width, with what has none: soft hyphens, joiners, marks of direction.
const BLANK = '[\\s\\u00AD\\u200B-\\u200F\\u202A-\\u202E\\u2060-\\u2064\\u2066-\\u2069]';
const PATTERN = [
  // A dash is one with or without space around it; a hyphen is one where space stands before it.
  `(?<dash>${BLANK}*(?:[\\u2012-\\u2015\\u2212]|-{2,})[-\\u2012-\\u2015]*${BLANK}*|${BLANK}+[-\\u2010\\u2011]${BLANK}+)`,
  // In a word a hyphen may have come with the end of a line.
  `(?<hyphen>(?<=[\\p{L}\\p{M}])[-\\u2010\\u2011]${BLANK}*(?=\\p{L}))`,
  `(?<blank>${BLANK}+)`,
  '(?<quote>[«»„“”‟″])',
  '(?<apostrophe>[‘’‚‛′´])',
  // Letters with marks of their own, and whatever has more than one spelling.
  '(?<letter>[^\\x20-\\x7Eа-яА-Я]\\p{M}*|[\\x21-\\x7Eа-яА-Я]\\p{M}+)',
].join('|');

/** Evens a text out: white space, hyphenation, quotation marks, dashes, Unicode spelling (NFKC), ё and е. */
export function readable(original: string): Readable {
  const parts: string[] = [];
  const capacity = original.length * 2 + 16;
  let starts = new Int32Array(capacity);
  let ends = new Int32Array(capacity);
  let length = 0;
  const put = (start: number, end: number) => {
    if (length === starts.length) {
      starts = grown(starts);
      ends = grown(ends);
    }
    starts[length] = start;
    ends[length++] = end;
  };
  const keep = (from: number, to: number) => {
    parts.push(original.slice(from, to));
    for (let at = from; at < to; at++) put(at, at + 1);
  };
  let done = 0;
  for (const match of original.matchAll(new RegExp(PATTERN, 'gu'))) {
    keep(done, match.index);
    done = match.index + match[0].length;
    const evened = even(match[0], match.groups ?? {});
    parts.push(evened);
    for (let unit = 0; unit < evened.length; unit++) put(match.index, done);
  }
  keep(done, original.length);
  const text = parts.join('');
  return {
    original,
    text,
    lower: lowerCase(text),
    starts: starts.subarray(0, length),
    ends: ends.subarray(0, length),
  };
}

function even(found: string, groups: Record<string, string | undefined>): string {
  if (groups['dash'] !== undefined) return '-';
  if (groups['hyphen'] !== undefined) return '';
  if (groups['blank'] !== undefined) return spaceOf(found);
  if (groups['quote'] !== undefined) return '"';
  if (groups['apostrophe'] !== undefined) return "'";
  return found.normalize('NFKC').replaceAll('ё', 'е').replaceAll('Ё', 'Е');
}

/** A soft hyphen at the end of a line takes the end with it. */
function spaceOf(blank: string): string {
  return /^\u00AD\s*$/.test(blank) || !/[^\S\uFEFF]/.test(blank) ? '' : ' ';
}

/** Lower case of the same length: the few letters that grow keep their case. */
function lowerCase(text: string): string {
  const lower = text.toLowerCase();
  if (lower.length === text.length) return lower;
  return Array.from(text, (letter) => {
    const small = letter.toLowerCase();
    return small.length === letter.length ? small : letter;
  }).join('');
}

function grown(numbers: Int32Array<ArrayBuffer>): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(numbers.length * 2);
  larger.set(numbers);
  return larger;
}

/** The stretch of the original behind a stretch of the evened text, which is not empty. */
export function originalRange({ starts, ends }: Readable, start: number, end: number): [number, number] {
  return [starts[start] ?? 0, ends[end - 1] ?? 0];
}

/** Where an offset of the original lies in the evened text. */
export function evenedOffset({ starts }: Readable, offset: number): number {
  let low = 0;
  let high = starts.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) < offset) low = middle + 1;
    else high = middle;
  }
  return low;
}
