import { stringify } from 'csv-stringify/sync';
import { withoutFormula } from './formula.ts';

/** Excel takes a file for UTF-8 only with this mark. */
export const CSV_BOM = '\uFEFF';

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
