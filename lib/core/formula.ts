/**
 * What a spreadsheet skips before a formula: white space, format and control characters but for the ends of lines
 * (first and last code points), Unicode 17. The SQL of csv-sql.ts is made from the same numbers.
 */
export const SKIPPED: readonly (readonly [first: number, last: number])[] = [
  [0x0, 0x9],
  [0xb, 0xc],
  [0xe, 0x20],
  [0x7f, 0xa0],
  [0xad, 0xad],
  [0x600, 0x605],
  [0x61c, 0x61c],
  [0x6dd, 0x6dd],
  [0x70f, 0x70f],
  [0x890, 0x891],
  [0x8e2, 0x8e2],
  [0x1680, 0x1680],
  [0x180e, 0x180e],
  [0x2000, 0x200f],
  [0x2028, 0x202f],
  [0x205f, 0x2064],
  [0x2066, 0x206f],
  [0x3000, 0x3000],
  [0xfeff, 0xfeff],
  [0xfff9, 0xfffb],
  [0x110bd, 0x110bd],
  [0x110cd, 0x110cd],
  [0x13430, 0x1343f],
  [0x1bca0, 0x1bca3],
  [0x1d173, 0x1d17a],
  [0xe0001, 0xe0001],
  [0xe0020, 0xe007f],
];

/** Signs that begin a formula, also in their full-width and small forms. */
export const FORMULA_SIGNS = '=+-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20';

const codePoint = (code: number) => `\\u{${code.toString(16)}}`;
const FORMULA = `[${SKIPPED.map(([first, last]) => `${codePoint(first)}-${codePoint(last)}`).join('')}]*[${FORMULA_SIGNS.replace('-', '\\-')}]`;
const DANGEROUS = new RegExp(`^'*${FORMULA}`, 'u');
const DISARMED = new RegExp(`^'+${FORMULA}`, 'u');

/**
 * A text that no spreadsheet runs: each line that would begin a formula gets an apostrophe before it, and so does one that has the
 * apostrophe already, so that withFormula takes away exactly what came.
 */
export function withoutFormula(text: string): string {
  return eachLine(text, (line) => (DANGEROUS.test(line) ? `'${line}` : line));
}

/** What withoutFormula was given. */
export function withFormula(text: string): string {
  return text.includes("'") ? eachLine(text, (line) => (DISARMED.test(line) ? line.slice(1) : line)) : text;
}

function eachLine(text: string, change: (line: string) => string): string {
  return text
    .split(/(\r\n|\r|\n)/)
    .map(change)
    .join('');
}
