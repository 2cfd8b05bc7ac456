import type pg from 'pg';
import { formChoices } from '#lib/claims/detail-queries.ts';
import type { Actor } from '#lib/core/actor.ts';
import { detectFormat, readCsv } from '#lib/core/csv-reading.ts';
import { Prisma, prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { longTransaction } from '#lib/core/long-transaction.ts';
import { HEAD_BYTES } from '#lib/core/text-encoding.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { claimsOnMissing } from '#lib/quotes/queries.ts';
import { RESTS_ON_MISSING } from '#lib/quotes/verdict.ts';
import { type FileColumn, printable, readHeadings } from './columns.ts';
import { comparison, JUDGED_CLAIMS } from './comparison-where.ts';
import { demandImport } from './policy.ts';
import { type LedgerNames, type ReadRow, RowReader } from './row.ts';
import { type FileFormat, type FileOptions, type ImportCounts, MOST_FILE } from './schema.ts';
import { copyRows, ONLY_PREPARED } from './staging-mutations.ts';

type Bytes = AsyncIterable<Uint8Array>;

/** So many files are read at once in one process; each holds a connection while it arrives. */
const AT_ONCE = 3;
let reading = 0;

/** How a file is written and what its columns are, by its beginning. Throws `invalid` where even that cannot be read. */
export function inspectFile(actor: Actor, options: FileOptions, head: Uint8Array): FileFormat {
  demandImport(actor);
  const { encoding, separator, records } = detectFormat(head, options);
  const [names, ...sample] = records;
  if (names === undefined) throw new AppError('invalid', 'The file is empty.');
  const { columns, problem } = readHeadings(names, options.columns);
  return {
    encoding,
    separator,
    columns,
    sample: sample.map((cells) => cells.slice(0, columns.length).map(printable)),
    problem,
  };
}

/**
 * Reads a file of claims as it arrives, by the rules of the forms, and holds it against the ledger. Writes no claim: what would change,
 * and what cannot be read, is kept for the preview and for writing it. It takes the place of what the actor had prepared before.
 * Throws `invalid`, with line and column, where the file is no CSV; nothing is kept then, nor where the signal aborts.
 */
export async function checkFile(
  actor: Actor,
  options: FileOptions,
  body: Bytes,
  signal: AbortSignal,
): Promise<ImportCounts & { id: number }> {
  demandImport(actor);
  if (reading >= AT_ONCE)
    throw new AppError('unavailable', 'Several files are being read at this moment. Try again soon.');
  reading += 1;
  try {
    const { head, whole } = await withHead(limited(body));
    const format = inspectFile(actor, options, head);
    if (format.problem !== null) throw new AppError('invalid', format.problem);
    const programme = await currentProgramme(actor);
    // Before the facts themselves: one that is changed between the two then differs from its version.
    const factVersions = await versionsOfFacts();
    const reader = new RowReader(format.columns, await ledgerNames(actor));
    return await longTransaction(actor, '', signal, async (client) => {
      const total = await copyRows(client, rowsOf(reader, readCsv(whole, format)));
      const id = await register(client, actor, programme.id, options.name, format, factVersions);
      return { id, ...(await compare(client, id, programme.id, format.columns, total)) };
    });
  } finally {
    reading -= 1;
  }
}

async function* rowsOf(
  reader: RowReader,
  records: AsyncIterable<{ line: number; cells: string[] }>,
): AsyncGenerator<ReadRow> {
  let heading = true;
  for await (const { line, cells } of records) {
    // An empty line is no row.
    if (!heading && (cells.length > 1 || cells[0] !== '')) yield reader.read(line, cells);
    heading = false;
  }
}

async function* limited(body: Bytes): AsyncGenerator<Uint8Array> {
  let bytes = 0;
  for await (const piece of body) {
    bytes += piece.byteLength;
    if (bytes > MOST_FILE)
      throw new AppError(
        'invalid',
        `The file is larger than ${MOST_FILE / 1_048_576} MB. Cut it in two, each with the first line.`,
      );
    yield piece;
  }
}

/** The beginning of the bytes, and all of them. */
async function withHead(bytes: AsyncGenerator<Uint8Array>): Promise<{ head: Uint8Array; whole: Bytes }> {
  const pieces: Uint8Array[] = [];
  let length = 0;
  while (length < HEAD_BYTES) {
    const { done, value } = await bytes.next();
    if (done) break;
    pieces.push(value);
    length += value.byteLength;
  }
  const begun = Buffer.concat(pieces);
  async function* whole(): AsyncGenerator<Uint8Array> {
    yield begun;
    yield* bytes;
  }
  return { head: begun.subarray(0, HEAD_BYTES), whole: whole() };
}

/** As JSON, by their ids. */
async function versionsOfFacts(): Promise<string> {
  const [found] = await query<{ versions: string }>(
    Prisma.sql`SELECT coalesce(jsonb_object_agg(id, version), '{}')::text AS versions FROM fact`,
  );
  return found?.versions ?? '{}';
}

/** What the rows of a file may name. */
async function ledgerNames(actor: Actor): Promise<LedgerNames> {
  const [{ topics, facts, assignees }, people, tags] = await Promise.all([
    formChoices(actor),
    query<{ id: number; name: string; email: string }>(
      Prisma.sql`SELECT id, name, email FROM user_account ORDER BY id`,
    ),
    query<{ name: string; slug: string }>(Prisma.sql`SELECT name, slug FROM tag`),
  ]);
  const lower = (text: string) => text.normalize('NFC').trim().toLowerCase();
  const able = new Set(assignees.map(({ id }) => id));
  const byName = new Map<string, { all: number[]; able: number[] }>();
  for (const { id, name, email } of people)
    for (const key of new Set([lower(name), lower(email)])) {
      const found = byName.get(key) ?? { all: [], able: [] };
      found.all.push(id);
      if (able.has(id)) found.able.push(id);
      byName.set(key, found);
    }
  return {
    topics: new Map(
      topics.flatMap(({ id, slug, name }) => [lower(name), lower(slug)].map((key) => [key, id])),
    ),
    facts: new Map(facts.map((fact) => [lower(fact.slug), fact])),
    people: byName,
    tags: new Map(tags.map(({ name, slug }) => [name, slug])),
  };
}

async function register(
  client: pg.Client,
  actor: Actor,
  programmeId: number,
  fileName: string,
  { encoding, separator, columns }: FileFormat,
  factVersions: string,
): Promise<number> {
  // Two tabs of one person would otherwise both think that they are the latest.
  await client.query(`SELECT pg_advisory_xact_lock(hashtext('claim_import'), $1)`, [actor.id ?? 0]);
  await client.query(
    `WITH gone AS (DELETE FROM claim_import WHERE owner_id IS NOT DISTINCT FROM $1 AND ${ONLY_PREPARED} RETURNING id)
     DELETE FROM claim_import_row WHERE import_id IN (SELECT id FROM gone)`,
    [actor.id],
  );
  const { rows } = await client.query<{ id: number }>(
    `INSERT INTO claim_import (programme_id, owner_id, file_name, encoding, separator, columns, fact_versions) VALUES ($1, $2, $3, $4, $5, $6, $7) RETURNING id`,
    [programmeId, actor.id, printable(fileName), encoding, separator, JSON.stringify(columns), factVersions],
  );
  return rows[0]?.id ?? 0;
}

async function compare(
  client: pg.Client,
  id: number,
  programmeId: number,
  columns: readonly FileColumn[],
  total: number,
): Promise<ImportCounts> {
  const uses = new Set(columns.map(({ use }) => use));
  await client.query(
    comparison((column) => uses.has(column)),
    [id, programmeId],
  );
  await client.query('ANALYZE claim_import_row');
  if (uses.has('status')) await refuseUnquoted(client, id);
  const { rows } = await client.query<Record<'created' | 'changed' | 'refused', number>>(
    `SELECT count(*) FILTER (WHERE act = 'create')::int AS created, count(*) FILTER (WHERE act = 'update')::int AS changed,
       count(*) FILTER (WHERE act = 'refuse')::int AS refused FROM claim_import_row WHERE import_id = $1`,
    [id],
  );
  const { created = 0, changed = 0, refused = 0 } = rows[0] ?? {};
  const unchanged = total - created - changed - refused;
  await client.query(
    'UPDATE claim_import SET created = $2, changed = $3, unchanged = $4, refused = $5 WHERE id = $1',
    [id, created, changed, unchanged, refused],
  );
  return { created, changed, unchanged, refused };
}

/** A verdict cannot rest on missing quotes alone. */
async function refuseUnquoted(client: pg.Client, id: number): Promise<void> {
  const { rows } = await client.query<{ id: number }>(JUDGED_CLAIMS, [id]);
  const missing = await claimsOnMissing(
    prisma(),
    rows.map((claim) => claim.id),
  );
  if (missing.length === 0) return;
  await client.query(
    `UPDATE claim_import_row r SET act = 'refuse', cells = a.cells,
       problems = r.problems || jsonb_build_object('column', 'status', 'value', r.status::text, 'message', $3::text)
     FROM arriving a WHERE r.import_id = $1 AND r.claim_id = ANY ($2::int[]) AND r.act = 'update' AND a.line = r.line`,
    [id, missing, RESTS_ON_MISSING],
  );
}
