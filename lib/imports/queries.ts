import type { Actor } from '#lib/core/actor.ts';
import { CSV_BOM, csvRows } from '#lib/core/csv.ts';
import { type CsvColumn, csvLine } from '#lib/core/csv-sql.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { streamText } from '#lib/core/stream.ts';
import { headingsAgain, READ_COLUMNS, WHY_COLUMN } from './columns.ts';
import { demandImport } from './policy.ts';
import type {
  CellChange,
  ImportDetail,
  ImportPreview,
  LeavingImport,
  RefusedRow,
  RowPreview,
} from './schema.ts';

/** So many rows of each kind are shown. */
const SHOWN = 20;

/** An import of the actor's own. Throws `not_found`. */
export async function getImport(actor: Actor, id: number): Promise<ImportDetail> {
  demandImport(actor);
  const [found] = await query<ImportDetail>(Prisma.sql`
    SELECT i.id, i.file_name AS "fileName", i.encoding, i.separator, i.columns, i.created, i.changed, i.unchanged, i.refused,
      to_char(i.at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS at,
      to_char(i.done_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "doneAt",
      i.done_at IS NULL AND i.created + i.changed + i.refused > 0
        AND NOT EXISTS (SELECT FROM claim_import_row r WHERE r.import_id = i.id) AS lost,
      i.done_at IS NOT NULL AND EXISTS (SELECT FROM claim_import_row r WHERE r.import_id = i.id) AS "leftOutKept",
      CASE WHEN t.id IS NOT NULL AND i.done_at IS NULL THEN json_build_object('running', t.ended_at IS NULL, 'message', t.message) END AS task
    FROM claim_import i LEFT JOIN task t ON t.id = i.task_id WHERE i.id = ${id} AND i.owner_id IS NOT DISTINCT FROM ${actor.id}::int`);
  if (!found) throw new AppError('not_found', 'There is no such import.');
  return found;
}

/** What the actor prepared and has not written yet. */
export async function pendingImport(actor: Actor): Promise<{ id: number; fileName: string } | null> {
  demandImport(actor);
  const [found] = await query<{ id: number; fileName: string }>(Prisma.sql`
    SELECT id, file_name AS "fileName" FROM claim_import
    WHERE owner_id IS NOT DISTINCT FROM ${actor.id}::int AND done_at IS NULL ORDER BY id DESC LIMIT 1`);
  return found ?? null;
}

/** Imports of the actor's that are written and whose rows that were left out are still kept, the newest first. */
export async function importsLeavingRows(actor: Actor): Promise<LeavingImport[]> {
  demandImport(actor);
  return query<LeavingImport>(Prisma.sql`
    SELECT i.id, i.file_name AS "fileName", i.refused, to_char(i.done_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "doneAt"
    FROM claim_import i WHERE i.owner_id IS NOT DISTINCT FROM ${actor.id}::int AND i.done_at IS NOT NULL
      AND EXISTS (SELECT FROM claim_import_row r WHERE r.import_id = i.id) ORDER BY i.done_at DESC, i.id DESC`);
}

/** A row as cells: what the file would make of the claim, or what the claim is. */
type CellRow = { line: number; claimId: number | null } & Record<
  'to' | 'from',
  Record<string, string | null>
>;

const VALUE_CELL = (from: string) =>
  Prisma.raw(`CASE WHEN ${from}.state = 'known' THEN ${from}.canonical ELSE ${from}.state::text END`);

/** The first rows that would be made, changed or refused, each with the cells that differ. */
export async function previewImport(actor: Actor, id: number): Promise<ImportPreview> {
  await getImport(actor, id);
  const [created, changed, refused] = await Promise.all([
    cellRows(id, 'create'),
    cellRows(id, 'update'),
    query<RefusedRow>(Prisma.sql`
      SELECT line, problems FROM claim_import_row WHERE import_id = ${id} AND act = 'refuse' ORDER BY line LIMIT ${SHOWN}`),
  ]);
  return { created: created.map(previewOf), changed: changed.map(previewOf), refused };
}

function cellRows(id: number, act: 'create' | 'update'): Promise<CellRow[]> {
  const cells = (side: 'r' | 'c', value: 'r' | 'v') => {
    const own = (column: string) => Prisma.raw(`${side}.${column}`);
    const of = (column: string) => Prisma.raw(`${value}.${column}`);
    const claimant =
      side === 'r'
        ? Prisma.sql`coalesce(r.new_claimant, (SELECT name FROM claimant WHERE id = r.claimant_id))`
        : Prisma.sql`(SELECT name FROM claimant WHERE id = c.claimant_id)`;
    const tags = Prisma.sql`(SELECT string_agg(g.name, ' | ' ORDER BY g.name) FROM tag g WHERE g.id = ANY (${own('tag_ids')}))`;
    return Prisma.sql`jsonb_build_object('import_key', ${own('import_key')}, 'statement', ${own('statement')},
      'topic', (SELECT name FROM topic WHERE id = ${own('topic_id')}), 'status', ${own('status')}, 'claimant', ${claimant},
      'claimed_on', ${own('claimed_on')}, 'language', ${own('language')}, 'original_wording', ${own('original_wording')},
      'fact', (SELECT slug FROM fact WHERE id = ${of('fact_id')}), 'value', ${VALUE_CELL(value)}, 'qualifier', ${of('qualifier')},
      'unit', ${of('unit')}, 'measure', ${of('measure')}, 'as_of', ${of('as_of')}, 'valid_from', ${of('valid_from')}, 'valid_to', ${of('valid_to')},
      'rationale', ${own('rationale')},
      'tags', ${side === 'r' ? Prisma.sql`CASE WHEN r.tag_slugs IS NULL THEN ${tags} ELSE (SELECT string_agg(n, ' | ' ORDER BY n) FROM unnest(r.tag_names) n) END` : tags},
      'assignee', (SELECT name FROM user_account WHERE id = ${own('assignee_id')}), 'priority', ${own('priority')})`;
  };
  return query<CellRow>(Prisma.sql`
    SELECT r.line, r.claim_id AS "claimId", ${cells('r', 'r')} || jsonb_build_object('source_urls', array_to_string(r.source_urls, ' | ')) AS "to",
      ${act === 'update' ? cells('c', 'v') : Prisma.sql`'{}'::jsonb`} AS "from"
    FROM (SELECT * FROM claim_import_row WHERE import_id = ${id} AND act = ${act} ORDER BY line LIMIT ${SHOWN}) r
    LEFT JOIN claim c ON c.id = r.claim_id LEFT JOIN value v ON v.claim_id = r.claim_id ORDER BY r.line`);
}

function previewOf({ line, claimId, from, to }: CellRow): RowPreview {
  const cells = READ_COLUMNS.flatMap((column): CellChange[] => {
    const [before, after] = [from[column] ?? '', to[column] ?? ''];
    if (before === after) return [];
    return [{ column, from: claimId === null ? null : before, to: after }];
  });
  return { line, claimId, statement: from['statement'] ?? to['statement'] ?? '', cells };
}

const PROBLEM_COLUMNS: readonly CsvColumn[] = [
  { name: 'line', value: Prisma.sql`r.line`, plain: true },
  { name: 'column', value: Prisma.sql`(p ->> 'column')` },
  { name: 'value', value: Prisma.sql`(p ->> 'value')` },
  { name: 'what would be right', value: Prisma.sql`(p ->> 'message')` },
];

/** Everything that cannot be read, as CSV: a row for each cell. */
export async function streamProblems(actor: Actor, id: number): Promise<ReadableStream<Uint8Array>> {
  await getImport(actor, id);
  const head = CSV_BOM + csvRows([PROBLEM_COLUMNS.map(({ name }) => name)]);
  return streamText(
    async function* () {
      yield Prisma.sql`
        SELECT ${csvLine(PROBLEM_COLUMNS)} AS text
        FROM claim_import_row r, jsonb_array_elements(r.problems) WITH ORDINALITY t (p, place)
        WHERE r.import_id = ${id} AND r.act = 'refuse' ORDER BY r.line, t.place`;
    },
    { head, between: '', tail: '' },
  );
}

const WHY = Prisma.sql`(SELECT string_agg(concat_ws(': ', nullif(p ->> 'column', ''), p ->> 'message'), ' | ' ORDER BY place)
  FROM jsonb_array_elements(r.problems) WITH ORDINALITY t (p, place))`;

/**
 * The rows of the file that cannot be read, as a file that can be put right and imported again: their cells as they came, and why each
 * was left out, with the cells that have no heading. Throws `not_found` where they are not kept any more.
 */
export async function streamLeftOut(actor: Actor, id: number): Promise<ReadableStream<Uint8Array>> {
  const { columns, doneAt, leftOutKept } = await getImport(actor, id);
  if (doneAt !== null && !leftOutKept)
    throw new AppError('not_found', 'The rows that were left out are not kept any more.');
  const headings = headingsAgain(columns);
  const cells = headings.map(
    ({ name, place }): CsvColumn => ({ name, value: Prisma.raw(`r.cells[${place + 1}]`) }),
  );
  const surplus = Prisma.raw(`array_to_string(r.cells[${columns.length + 1}:], ' | ')`);
  const file: CsvColumn[] = [...cells, { name: WHY_COLUMN, value: Prisma.sql`r.why` }];
  return streamText(
    async function* () {
      yield Prisma.sql`
        SELECT ${csvLine(file)} AS text FROM (
          SELECT r.line, r.cells, concat_ws(' | ', ${WHY}, 'Cells beyond the first line: ' || nullif(${surplus}, '')) AS why
          FROM claim_import_row r WHERE r.import_id = ${id} AND r.act = 'refuse') r ORDER BY r.line`;
    },
    { head: CSV_BOM + csvRows([file.map(({ name }) => name)]), between: '', tail: '' },
  );
}
