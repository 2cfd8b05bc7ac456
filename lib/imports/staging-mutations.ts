import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import type { ReadRow } from './row.ts';

type Cell = string | number | boolean | null | readonly (string | number)[];

/** A condition on `claim_import`: it is not written, and no task is writing it or about to. Who takes it away would wait for that. */
export const ONLY_PREPARED =
  'done_at IS NULL AND NOT EXISTS (SELECT FROM task t WHERE t.id = task_id AND t.ended_at IS NULL)';

/** The columns of the table that rows arrive in, as SQL, and what of a row goes into each. */
const ARRIVING: readonly [column: string, type: string, cell: (row: ReadRow) => Cell][] = [
  ['line', 'int', (row) => row.line],
  ['claim_id', 'int', (row) => row.claimId],
  ['version', 'int', (row) => row.version],
  ['import_key', 'text', (row) => row.importKey],
  ['statement', 'text', (row) => row.statement],
  ['original_wording', 'text', (row) => row.originalWording],
  ['language', 'text', (row) => row.language],
  ['claimant', 'text', (row) => row.claimant],
  ['claimed_on', 'text', (row) => row.claimedOn],
  ['claimed_lower', 'date', (row) => row.claimedLower],
  ['claimed_upper', 'date', (row) => row.claimedUpper],
  ['topic_id', 'int', (row) => row.topicId],
  ['tag_slugs', 'text[]', (row) => row.tagSlugs],
  ['tag_names', 'text[]', (row) => row.tagNames],
  ['priority', 'priority', (row) => row.priority],
  ['people', 'int[]', (row) => row.people],
  ['able', 'int[]', (row) => row.able],
  ['status', 'claim_status', (row) => row.status],
  ['rationale', 'text', (row) => row.rationale],
  ['fact_id', 'int', (row) => row.factId],
  ['state', 'value_state', (row) => row.state],
  ['canonical', 'text', (row) => row.canonical],
  ['number', 'numeric', (row) => row.number],
  ['qualifier', 'qualifier', (row) => row.qualifier],
  ['unit', 'text', (row) => row.unit],
  ['measure', 'text', (row) => row.measure],
  ['as_of', 'text', (row) => row.asOf],
  ['as_of_lower', 'date', (row) => row.asOfLower],
  ['as_of_upper', 'date', (row) => row.asOfUpper],
  ['valid_from', 'text', (row) => row.validFrom],
  ['valid_from_lower', 'date', (row) => row.validFromLower],
  ['valid_to', 'text', (row) => row.validTo],
  ['valid_to_upper', 'date', (row) => row.validToUpper],
  ['urls', 'text[]', (row) => row.urls],
  ['url_keys', 'text[]', (row) => row.urlKeys],
  ['stance', 'stance', (row) => row.stance],
  // The database keeps no NUL.
  ['cells', 'text[]', (row) => row.cells.map((cell) => cell.replaceAll('\u0000', '\uFFFD'))],
  ['problems', 'jsonb', (row) => (row.problems.length > 0 ? JSON.stringify(row.problems) : null)],
];

/** Text goes to the database in pieces of about this many characters. */
const PIECE = 65_536;

/** Copies rows into a table of this transaction's own, `arriving`. Answers how many there were. */
export async function copyRows(client: pg.Client, rows: AsyncIterable<ReadRow>): Promise<number> {
  await client.query(
    `CREATE TEMP TABLE arriving (${ARRIVING.map(([column, type]) => `${column} ${type}`).join(', ')}) ON COMMIT DROP`,
  );
  let count = 0;
  async function* text(): AsyncGenerator<string> {
    let piece = '';
    for await (const row of rows) {
      count += 1;
      piece += copyLine(ARRIVING.map(([, , cell]) => cell(row)));
      if (piece.length < PIECE) continue;
      yield piece;
      piece = '';
    }
    yield piece;
  }
  await pipeline(Readable.from(text()), client.query(copyFrom('COPY arriving FROM STDIN')));
  await client.query('ANALYZE arriving');
  return count;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** A line of COPY's text format. Source: https://www.postgresql.org/docs/current/sql-copy.html */
function copyLine(cells: readonly Cell[]): string {
  return `${cells.map(copyCell).join('\t')}\n`;
}

function copyCell(cell: Cell): string {
  if (cell === null) return '\\N';
  const text = Array.isArray(cell) ? arrayText(cell) : String(cell);
  return text.replace(/[\\\t\n\r]/g, (sign) => ESCAPES[sign] ?? sign);
}

function arrayText(items: readonly (string | number)[]): string {
  return `{${items.map((item) => (typeof item === 'number' ? item : `"${item.replace(/["\\]/g, '\\$&')}"`)).join(',')}}`;
}
