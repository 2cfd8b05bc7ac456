import { Prisma, type Sql } from './db.ts';
import { FORMULA_SIGNS, SKIPPED } from './formula.ts';

const codePoint = (code: number) => `\\U${code.toString(16).padStart(8, '0')}`;
const skipped = SKIPPED.map(([first, last]) => `${codePoint(first)}-${codePoint(last)}`).join('');
const FORMULA = Prisma.raw(`'(^|[\\n\\r])(''*[${skipped}]*[${FORMULA_SIGNS.replace('-', '\\-')}])'`);

/**
 * A text as a cell of a file, in SQL: what `withoutFormula` makes of it, quotes doubled. The text is named many times, so it should
 * be a column. Nearly all begin with a letter or a digit and hold neither a quote nor a line's end, and need no regular expression.
 */
function cellText(text: Sql): Sql {
  return Prisma.sql`CASE WHEN ${text} IS NULL OR ${text} = '' THEN ${text}
    WHEN (${text} ~>=~ 'A' AND ${text} ~<~ E'\\x7f' OR ${text} ~>=~ E'\\u0400' AND ${text} ~<~ E'\\u0600' OR ${text} ~>=~ '0' AND ${text} ~<~ '=')
      AND strpos(${text}, '"') = 0 AND strpos(${text}, E'\\n') = 0 AND strpos(${text}, E'\\r') = 0
    THEN ${text} ELSE replace(regexp_replace(${text}, ${FORMULA}, '\\1''\\2', 'g'), '"', '""') END`;
}

/** A column of a file: its name, and its value as SQL. `plain` is a number, a time or a fixed word, which is no formula and holds no quote. */
export type CsvColumn = { name: string; value: Sql; plain?: true };

/** A line of a file as `csvRows` writes it: every cell quoted, null as an empty one, CRLF at the end. */
export function csvLine(columns: readonly CsvColumn[]): Sql {
  const cells = columns.map(({ value, plain }) => (plain ? value : cellText(value)));
  return Prisma.sql`concat('"', ${Prisma.join(cells, `, '","', `)}, E'"\\r\\n')`;
}
