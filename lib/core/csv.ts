import { stringify } from 'csv-stringify/sync';

/** Excel takes a file for UTF-8 only with this mark. */
export const CSV_BOM = '\uFEFF';

// White space, format and control characters that a spreadsheet skips, then a sign that begins a formula, also in its full-width and small forms.
const FORMULA = /^[\s\p{Cf}\p{Cc}]*[=+\-@\u2212\uFE62\uFE63\uFE66\uFE6B\uFF0B\uFF0D\uFF1D\uFF20]/u;

/** A text that no spreadsheet runs: each line that would begin a formula gets an apostrophe before it. */
export function withoutFormula(text: string): string {
  return text
    .split(/(\r\n|\r|\n)/)
    .map((part) => (FORMULA.test(part) ? `'${part}` : part))
    .join('');
}

/** Items of a list in one cell. */
export function listCell(items: readonly string[]): string {
  return items.join(' | ');
}

/** Rows as CSV (RFC 4180): every cell quoted, CRLF after every row, formulas disarmed; null is an empty cell. */
export function csvRows(rows: readonly (readonly (string | number | null)[])[]): string {
  return stringify(
    rows.map((row) =>
      row.map((cell) =>
        typeof cell === 'string' ? withoutFormula(cell) : cell === null ? '' : String(cell),
      ),
    ),
    { quoted: true, quoted_empty: true, record_delimiter: '\r\n' },
  );
}
