import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, prisma, query, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { startTask } from '#lib/tasks/mutations.ts';
import { holdWhatWasChecked } from './hold-mutations.ts';
import { GATHER, SORT_IN, sortIn } from './index-mutations.ts';
import { forgetNames, holdNames, makeNames } from './name-mutations.ts';
import { demandImport } from './policy.ts';
import { type commitInput, type ImportCounts, importTask, LEFT_OUT_DAYS } from './schema.ts';
import { ONLY_PREPARED } from './staging-mutations.ts';

/** So many rows are written by one statement: enough to be quick, few enough to be told and stopped between. */
const BATCH = 2_000;

type Watch = {
  /** So many rows are written, of so many. */
  onProgress: (done: number, total: number, phase: string) => void;
  /** Nothing is kept where it aborts. */
  signal: AbortSignal;
  /** The last thing in the transaction. */
  finish?: (tx: Tx, counts: ImportCounts) => Promise<void>;
};

type Prepared = ImportCounts & { programmeId: number; fileName: string; done: boolean };

/**
 * Writes what checkFile prepared, in one transaction with history: all of it or nothing. `partly` leaves out the rows that cannot be
 * read; without it, one of them is enough to write nothing. A second call answers as the first did.
 * Throws `conflict` where what its rows name was changed since the file was checked, `not_found` where somebody else prepared it.
 */
export async function commitImport(
  actor: Actor,
  { id, partly }: z.output<typeof commitInput>,
  { onProgress, signal, finish }: Watch,
): Promise<ImportCounts> {
  demandImport(actor);
  const { fileName, refused } = await preparedFile(actor, id);
  if (refused > 0 && !partly) throw unreadable(refused);
  const reason = `Import of ${fileName || 'a file'}`;
  const write = async (tx: Tx) => {
    const prepared = await lockPrepared(tx, actor, id);
    const { created, changed, unchanged, refused } = prepared;
    const counts = { created, changed, unchanged, refused };
    if (prepared.done) return counts;
    await demandWhole(tx, id, prepared);
    await tx.$executeRawUnsafe(GATHER);
    await holdWhatWasChecked(tx, id);
    await holdNames(tx, id);
    await numberClaims(tx, id);
    let written = 0;
    for (const statements of [creating(prepared.programmeId, actor.id), changing()])
      for (let line = 0; ; ) {
        signal.throwIfAborted();
        const batch = await nextBatch(tx, id, statements.act, line);
        if (batch === null) break;
        for (const sql of statements.sql) await tx.$executeRawUnsafe(sql, id, line, batch.line);
        line = batch.line;
        written += batch.rows;
        onProgress(written, created + changed, 'Writing claims');
      }
    onProgress(written, created + changed, 'Putting the search in order');
    await tx.$executeRawUnsafe(SORT_IN);
    await tx.$executeRawUnsafe(
      'UPDATE claim_import SET done_at = clock_timestamp(), tx = pg_current_xact_id()::text::bigint WHERE id = $1',
      id,
    );
    // What is left out can be looked at and put right for a while, see forgetLeftOut.
    await tx.$executeRawUnsafe(`DELETE FROM claim_import_row WHERE import_id = $1 AND act <> 'refuse'`, id);
    return counts;
  };
  const names = await makeNames(actor, id);
  try {
    return await transaction(
      actor,
      reason,
      async (tx) => {
        const counts = await write(tx);
        await finish?.(tx, counts);
        return counts;
      },
      signal,
    );
  } catch (error) {
    await forgetNames(actor, names);
    // What nothing came of is still gathered. Who cancelled does not wait for it.
    void sortIn();
    // Of what an import writes, only the keys of claims are unique.
    if (error instanceof AppError && error.code === 'duplicate')
      throw new AppError(
        'conflict',
        'Claims with keys of this file were made since it was checked. Nothing was written; choose the file again.',
      );
    throw error;
  }
}

/** Has what checkFile prepared written by a worker. Answers the task that does it. */
export async function startImport(
  actor: Actor,
  input: z.output<typeof commitInput>,
): Promise<{ taskId: number }> {
  demandImport(actor);
  const { fileName, created, changed, refused } = await preparedFile(actor, input.id);
  if (refused > 0 && !input.partly) throw unreadable(refused);
  const claims = created + changed;
  const title = `Import of ${fileName || 'a file'}: ${claims.toLocaleString('en-GB')} claim${claims === 1 ? '' : 's'}`;
  return transaction(actor, '', async (tx) => {
    const taskId = await startTask(tx, actor, importTask, { title, payload: input });
    await tx.claimImport.update({ where: { id: input.id }, data: { taskId } });
    return { taskId };
  });
}

function unreadable(refused: number): AppError {
  const message = `${refused === 1 ? '1 row' : `${refused.toLocaleString('en-GB')} rows`} cannot be read. Nothing was written.`;
  return new AppError('invalid', message);
}

/** Throws away what was prepared. */
export async function discardImport(actor: Actor, { id }: { id: number }): Promise<void> {
  demandImport(actor);
  await preparedFile(actor, id);
  await query(Prisma.sql`
    WITH gone AS (DELETE FROM claim_import WHERE id = ${id} AND ${Prisma.raw(ONLY_PREPARED)} RETURNING id)
    DELETE FROM claim_import_row WHERE import_id IN (SELECT id FROM gone)`);
}

/** Rows that imports left out are kept as long as the tasks that tell of them. */
export async function forgetLeftOut(at: Date): Promise<void> {
  await query(Prisma.sql`
    DELETE FROM claim_import_row r USING claim_import i
    WHERE r.import_id = i.id AND i.done_at < ${at}::timestamptz - make_interval(days => ${LEFT_OUT_DAYS})`);
}

async function preparedFile(actor: Actor, id: number) {
  const found = await prisma().claimImport.findUnique({
    where: { id, ownerId: actor.id },
    select: { fileName: true, created: true, changed: true, refused: true },
  });
  if (!found) throw new AppError('not_found', 'There is no such import.');
  return found;
}

async function lockPrepared(tx: Tx, actor: Actor, id: number): Promise<Prepared> {
  const rows = await tx.$queryRawUnsafe<Prepared[]>(
    `SELECT programme_id AS "programmeId", file_name AS "fileName", created, changed, unchanged, refused, done_at IS NOT NULL AS done
     FROM claim_import WHERE id = $1 AND owner_id IS NOT DISTINCT FROM $2 FOR UPDATE`,
    id,
    actor.id,
  );
  if (!rows[0]) throw new AppError('not_found', 'There is no such import.');
  return rows[0];
}

/** A crash of the server empties what was prepared. */
async function demandWhole(tx: Tx, id: number, { created, changed }: Prepared): Promise<void> {
  const rows = await tx.$queryRawUnsafe<{ rows: number }[]>(
    `SELECT count(*)::int AS rows FROM claim_import_row WHERE import_id = $1 AND act <> 'refuse'`,
    id,
  );
  if (rows[0]?.rows !== created + changed)
    throw new AppError(
      'conflict',
      'What was read of the file was lost when the database stopped. Choose the file again.',
    );
}

/** The new claims get their numbers in the order of the file. */
async function numberClaims(tx: Tx, id: number): Promise<void> {
  await tx.$executeRawUnsafe(
    `CREATE TEMP TABLE import_claim ON COMMIT DROP AS
     SELECT r.line, nextval(pg_get_serial_sequence('claim', 'id'))::int AS id FROM
       (SELECT line FROM claim_import_row WHERE import_id = $1 AND act = 'create' ORDER BY line) r`,
    id,
  );
  await tx.$executeRawUnsafe('ALTER TABLE import_claim ADD PRIMARY KEY (line)');
  await tx.$executeRawUnsafe('ANALYZE import_claim');
}

/** The last line of the next batch, and how many rows it has; null where there is none left. */
async function nextBatch(
  tx: Tx,
  id: number,
  act: string,
  after: number,
): Promise<{ line: number; rows: number } | null> {
  const rows = await tx.$queryRawUnsafe<{ line: number | null; rows: number }[]>(
    `SELECT max(b.line) AS line, count(*)::int AS rows FROM
       (SELECT line FROM claim_import_row WHERE import_id = $1 AND act = $2 AND line > $3 ORDER BY line LIMIT ${BATCH}) b`,
    id,
    act,
    after,
  );
  const [batch] = rows;
  return batch?.line == null ? null : { line: batch.line, rows: batch.rows };
}

/** Statements over the rows $1 from line $2 (left out) to line $3. */
type Writing = { act: 'create' | 'update'; sql: string[] };

const rowsOf = (act: Writing['act']) =>
  `r.import_id = $1 AND r.act = '${act}' AND r.line > $2 AND r.line <= $3`;

const CLAIMANT = `coalesce(r.claimant_id, (SELECT k.id FROM import_claimant k WHERE k.name = r.new_claimant))`;
const TAGS = `CASE WHEN r.tag_slugs IS NULL THEN r.tag_ids ELSE
  ARRAY(SELECT t.id FROM unnest(r.tag_slugs) WITH ORDINALITY u (slug, place) JOIN tag t ON t.slug = u.slug ORDER BY u.place) END`;
const VALUE =
  'fact_id, state, canonical, number, qualifier, unit, measure, as_of, as_of_lower, as_of_upper, valid_from, valid_from_lower, valid_to, valid_to_upper';
const VALUE_OF_ROW = VALUE.split(', ')
  .map((column) => `r.${column}`)
  .join(', ');

function creating(programmeId: number, actorId: number | null): Writing {
  return {
    act: 'create',
    sql: [
      `INSERT INTO claim (id, programme_id, import_key, statement, original_wording, language, claimant_id, claimed_on, claimed_lower,
         claimed_upper, topic_id, tag_ids, priority, assignee_id, status, rationale, created_by_id)
       SELECT m.id, ${programmeId}, r.import_key, r.statement, r.original_wording, r.language, ${CLAIMANT}, r.claimed_on, r.claimed_lower,
         r.claimed_upper, r.topic_id, ${TAGS}, r.priority, r.assignee_id, r.status, r.rationale, ${actorId}
       FROM claim_import_row r JOIN import_claim m ON m.line = r.line WHERE ${rowsOf('create')} ORDER BY r.line`,
      `INSERT INTO value (claim_id, ${VALUE}) SELECT m.id, ${VALUE_OF_ROW}
       FROM claim_import_row r JOIN import_claim m ON m.line = r.line WHERE ${rowsOf('create')} AND r.fact_id IS NOT NULL ORDER BY r.line`,
      `INSERT INTO evidence (claim_id, source_id, stance, created_by_id) SELECT DISTINCT ON (m.id, s.id) m.id, s.id, r.stance, ${actorId}
       FROM claim_import_row r JOIN import_claim m ON m.line = r.line JOIN import_source s ON s.key = ANY (r.source_keys)
       WHERE ${rowsOf('create')} ORDER BY m.id, s.id`,
    ],
  };
}

function changing(): Writing {
  return {
    act: 'update',
    sql: [
      `UPDATE claim c SET version = c.version + 1, import_key = r.import_key, statement = r.statement, original_wording = r.original_wording,
         language = r.language, claimant_id = ${CLAIMANT}, claimed_on = r.claimed_on, claimed_lower = r.claimed_lower,
         claimed_upper = r.claimed_upper, topic_id = r.topic_id, tag_ids = ${TAGS}, priority = r.priority, assignee_id = r.assignee_id,
         status = r.status, rationale = r.rationale
       FROM claim_import_row r WHERE ${rowsOf('update')} AND c.id = r.claim_id`,
      `DELETE FROM value v USING claim_import_row r WHERE ${rowsOf('update')} AND r.value_changed AND r.fact_id IS NULL AND v.claim_id = r.claim_id`,
      `UPDATE value v SET version = v.version + 1, (${VALUE}) = ROW (${VALUE_OF_ROW})
       FROM claim_import_row r WHERE ${rowsOf('update')} AND r.value_changed AND r.fact_id IS NOT NULL AND v.claim_id = r.claim_id`,
      `INSERT INTO value (claim_id, ${VALUE}) SELECT r.claim_id, ${VALUE_OF_ROW} FROM claim_import_row r
       WHERE ${rowsOf('update')} AND r.value_changed AND r.fact_id IS NOT NULL AND NOT EXISTS (SELECT FROM value v WHERE v.claim_id = r.claim_id)
       ORDER BY r.line`,
    ],
  };
}
