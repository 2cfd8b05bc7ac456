/** What a text file may be written in; the names are those of the WHATWG Encoding Standard. */
export const ENCODINGS = ['utf-8', 'utf-16le', 'utf-16be', 'windows-1251', 'windows-1252'] as const;
export type Encoding = (typeof ENCODINGS)[number];

/** What may stand between the cells of a table in text. */
export const SEPARATORS = [',', ';', '\t'] as const;
export type Separator = (typeof SEPARATORS)[number];

/** So many bytes of a file's beginning tell how it is written. */
export const HEAD_BYTES = 65_536;

/** How many bytes of a byte order mark there are, and what it says. */
export function byteOrderMark(bytes: Uint8Array): { encoding: Encoding; length: number } | null {
  if (bytes[0] === 0xef && bytes[1] === 0xbb && bytes[2] === 0xbf) return { encoding: 'utf-8', length: 3 };
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return { encoding: 'utf-16le', length: 2 };
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return { encoding: 'utf-16be', length: 2 };
  return null;
}

/** The encoding of a file by its beginning: its mark, else UTF-16 by its zero bytes, else UTF-8 where it is that, else an old code page. */
export function detectEncoding(head: Uint8Array): Encoding {
  const mark = byteOrderMark(head);
  if (mark) return mark.encoding;
  const wide = wideEncoding(head.subarray(0, 400));
  if (wide) return wide;
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(head, { stream: true });
    return 'utf-8';
  } catch {
    return looksCyrillic(head) ? 'windows-1251' : 'windows-1252';
  }
}

/** The separators and Latin letters of a heading have a zero byte each in UTF-16. */
function wideEncoding(head: Uint8Array): Encoding | null {
  const zeros = [0, 0];
  head.forEach((byte, place) => {
    if (byte === 0) zeros[place % 2] = (zeros[place % 2] ?? 0) + 1;
  });
  const [even = 0, odd = 0] = zeros;
  const many = head.length / 5;
  if (odd > many && even * 10 < odd) return 'utf-16le';
  return even > many && odd * 10 < even ? 'utf-16be' : null;
}

/** In Russian of the old code pages nearly every byte above ASCII is a letter, and letters stand together. */
export function looksCyrillic(bytes: Uint8Array): boolean {
  let letters = 0;
  let together = 0;
  for (let i = 1; i < Math.min(bytes.length, 65_536); i++) {
    if ((bytes[i] ?? 0) < 0xc0) continue;
    letters += 1;
    if ((bytes[i - 1] ?? 0) >= 0xc0) together += 1;
  }
  return together > letters / 2;
}

/** A byte that its encoding does not have there; line and column count from 1. */
export class BadByte extends Error {
  constructor(line: number, column: number, byte: number, encoding: Encoding) {
    const hex = byte.toString(16).padStart(2, '0').toUpperCase();
    super(`The byte 0x${hex} in line ${line}, column ${column} is not ${encoding}.`);
    this.name = 'BadByte';
  }
}

/** Decodes a file piece by piece, and says where it cannot be read instead of putting a substitute there. */
export class StrictDecoder {
  readonly #encoding: Encoding;
  #held = new Uint8Array(0);
  #line = 1;
  #column = 1;

  constructor(encoding: Encoding) {
    this.#encoding = encoding;
  }

  /** The text of a piece; what a cut character begins with is held back for the next. Throws BadByte. */
  decode(piece: Uint8Array, last = false): string {
    const bytes = joined(this.#held, piece);
    const whole = last ? bytes.length : bytes.length - cutBytes(bytes, this.#encoding);
    this.#held = bytes.slice(whole);
    const text = this.#read(bytes.subarray(0, whole));
    this.#pass(text);
    return text;
  }

  #read(bytes: Uint8Array): string {
    try {
      return this.#decoder().decode(bytes);
    } catch {
      throw this.#problem(bytes);
    }
  }

  /** The longest beginning that reads well ends before the bad byte. */
  #problem(bytes: Uint8Array): BadByte {
    let good = 0;
    let bad = bytes.length + 1;
    while (bad - good > 1) {
      const middle = (good + bad) >> 1;
      if (this.#readsWell(bytes.subarray(0, middle))) good = middle;
      else bad = middle;
    }
    const text = this.#decoder().decode(bytes.subarray(0, good), { stream: true });
    this.#pass(text);
    return new BadByte(this.#line, this.#column, bytes[lengthIn(text, this.#encoding)] ?? 0, this.#encoding);
  }

  #readsWell(bytes: Uint8Array): boolean {
    try {
      this.#decoder().decode(bytes, { stream: true });
      return true;
    } catch {
      return false;
    }
  }

  #decoder(): TextDecoder {
    return new TextDecoder(this.#encoding, { fatal: true, ignoreBOM: true });
  }

  #pass(text: string): void {
    const lines = countOf(text, '\n');
    this.#line += lines;
    this.#column = lines > 0 ? text.length - text.lastIndexOf('\n') : this.#column + text.length;
  }
}

function lengthIn(text: string, encoding: Encoding): number {
  if (encoding === 'utf-8') return new TextEncoder().encode(text).length;
  return encoding.startsWith('utf-16') ? text.length * 2 : text.length;
}

function joined(a: Uint8Array, b: Uint8Array): Uint8Array {
  if (a.length === 0) return b;
  const both = new Uint8Array(a.length + b.length);
  both.set(a);
  both.set(b, a.length);
  return both;
}

/** How many bytes at the end belong to a character that goes on behind it. */
function cutBytes(bytes: Uint8Array, encoding: Encoding): number {
  const end = bytes.length;
  if (encoding === 'utf-8') {
    for (let back = 1; back <= Math.min(3, end); back++) {
      const byte = bytes[end - back] ?? 0;
      if (byte < 0x80) return 0;
      if (byte >= 0xc0) return back < (byte >= 0xf0 ? 4 : byte >= 0xe0 ? 3 : 2) ? back : 0;
    }
    return 0;
  }
  if (encoding !== 'utf-16le' && encoding !== 'utf-16be') return 0;
  const odd = end % 2;
  const high = bytes[end - odd - (encoding === 'utf-16le' ? 1 : 2)] ?? 0;
  return high >= 0xd8 && high < 0xdc ? odd + 2 : odd;
}

function countOf(text: string, sign: string): number {
  let count = 0;
  for (let at = text.indexOf(sign); at >= 0; at = text.indexOf(sign, at + 1)) count += 1;
  return count;
}
