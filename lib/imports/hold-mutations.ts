import { Prisma, type Tx } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { claimsOnMissing } from '#lib/quotes/queries.ts';
import { RESTS_ON_MISSING } from '#lib/quotes/verdict.ts';
import type { ReadColumn } from './columns.ts';
import { JUDGED_CLAIMS } from './comparison-where.ts';

/** So many of the places are told of where rows do not hold any more. */
const TOLD = 3;

/**
 * Keeps what the rows of an import rest on as it is until the transaction ends, and holds it against what the file was checked
 * against: nothing else than was shown is written, and nothing of it is left out. Throws `conflict` with line and column.
 */
export async function holdWhatWasChecked(tx: Tx, id: number): Promise<void> {
  // Sources first and claims second, as a change of a source does; claims before facts, as a change of a fact does.
  await holdSources(tx, id);
  await tx.$executeRawUnsafe(
    `SELECT c.id FROM claim c WHERE c.id IN (SELECT claim_id FROM claim_import_row WHERE import_id = $1 AND act = 'update')
     ORDER BY c.id FOR NO KEY UPDATE`,
    id,
  );
  for (const [table, column] of [
    ['fact', 'fact_id'],
    ['topic', 'topic_id'],
  ])
    await tx.$executeRawUnsafe(
      `SELECT id FROM ${table} WHERE id IN (SELECT ${column} FROM claim_import_row WHERE import_id = $1 AND act <> 'refuse')
       ORDER BY id FOR KEY SHARE`,
      id,
    );
  await demandUnchanged(tx, id);
  await demandQuotes(tx, id);
}

/** A table of this transaction's own: the live sources that new claims come to rest on, by the keys of their addresses. */
async function holdSources(tx: Tx, id: number): Promise<void> {
  const named = `s.deleted_at IS NULL AND s.url_key IN (SELECT unnest(source_keys) FROM claim_import_row WHERE import_id = $1 AND act = 'create')`;
  await tx.$executeRawUnsafe(
    `SELECT hold_sources((SELECT array_agg(s.id) FROM source s WHERE ${named}))`,
    id,
  );
  await tx.$executeRawUnsafe(
    `CREATE TEMP TABLE import_source ON COMMIT DROP AS SELECT s.url_key AS key, s.id FROM source s
     WHERE ${named} ORDER BY s.id FOR KEY SHARE`,
    id,
  );
  await tx.$executeRawUnsafe('ALTER TABLE import_source ADD PRIMARY KEY (key)');
  await tx.$executeRawUnsafe('ANALYZE import_source');
}

type Gone = { line: number; column: ReadColumn; message: string; rows: number };

/** What was right when the file was checked and is not any more: a condition on the row r, its claim c and the import i. */
const GONE: readonly [column: ReadColumn, message: string, condition: string][] = [
  [
    'id',
    `format('claim %s was changed since the file was checked', r.claim_id)`,
    `r.act = 'update' AND (c.version <> r.base_version OR c.deleted_at IS NOT NULL)`,
  ],
  [
    'import_key',
    `format('claim %s was made with this key since the file was checked', k.id)`,
    'k.id IS NOT NULL',
  ],
  [
    'source_urls',
    `format('the source %s was deleted or given another address since the file was checked', g.url)`,
    'g.url IS NOT NULL',
  ],
  [
    'topic',
    `'the topic was retired or taken away since the file was checked'`,
    `r.topic_id IS DISTINCT FROM c.topic_id AND (o.id IS NULL OR o.retired_at IS NOT NULL)`,
  ],
  [
    'fact',
    `'the fact was changed or retired since the file was checked, so the value may be another'`,
    `r.value_changed AND r.fact_id IS NOT NULL AND f.version IS DISTINCT FROM (i.fact_versions ->> r.fact_id::text)::int`,
  ],
  [
    'assignee',
    `'this person has no active account any more that may work on claims'`,
    `r.assignee_id IS DISTINCT FROM c.assignee_id AND (u.disabled_at IS NOT NULL OR u.role = 'viewer')`,
  ],
];

async function demandUnchanged(tx: Tx, id: number): Promise<void> {
  const found = await tx.$queryRawUnsafe<Gone[]>(
    `SELECT r.line, p.name AS column, p.message, count(*) OVER ()::int AS rows
     FROM claim_import_row r JOIN claim_import i ON i.id = r.import_id
     LEFT JOIN claim c ON c.id = r.claim_id AND r.act = 'update'
     LEFT JOIN claim k ON k.import_key = r.import_key AND k.programme_id = i.programme_id AND k.id IS DISTINCT FROM r.claim_id
     LEFT JOIN topic o ON o.id = r.topic_id
     LEFT JOIN fact f ON f.id = r.fact_id
     LEFT JOIN user_account u ON u.id = r.assignee_id
     LEFT JOIN LATERAL (SELECT min(a.url) AS url FROM unnest(r.source_urls, r.source_keys) AS a (url, key)
       WHERE NOT EXISTS (SELECT FROM import_source s WHERE s.key = a.key)) g ON r.act = 'create'
     CROSS JOIN LATERAL (SELECT * FROM (VALUES ${GONE.map(
       ([column, message, condition], place) =>
         `(${place}, '${column}', CASE WHEN ${condition} THEN ${message} END)`,
     ).join(', ')}) AS v (place, name, message) WHERE v.message IS NOT NULL ORDER BY v.place LIMIT 1) p
     WHERE r.import_id = $1 AND r.act <> 'refuse' ORDER BY r.line LIMIT ${TOLD}`,
    id,
  );
  const [first] = found;
  if (first === undefined) return;
  const places = found.map(({ line, column, message }) => `Line ${line}, column ${column}: ${message}.`);
  const more = first.rows - found.length;
  if (more > 0)
    places.push(`So it is with ${more.toLocaleString('en-GB')} more ${more === 1 ? 'row' : 'rows'}.`);
  throw new AppError('conflict', `${places.join(' ')} Nothing was written; choose the file again.`);
}

/** A verdict cannot rest on missing quotes alone. */
async function demandQuotes(tx: Tx, id: number): Promise<void> {
  const judged = await tx.$queryRawUnsafe<{ id: number }[]>(JUDGED_CLAIMS, id);
  const missing = await claimsOnMissing(
    tx,
    judged.map((claim) => claim.id),
  );
  if (missing.length === 0) return;
  const [row] = await tx.$queryRaw<{ line: number }[]>(Prisma.sql`
    SELECT line FROM claim_import_row WHERE import_id = ${id} AND claim_id = ANY (${missing}::int[]) ORDER BY line LIMIT 1`);
  throw new AppError(
    'conflict',
    `Line ${row?.line ?? 0}, column status: ${RESTS_ON_MISSING} Nothing was written; choose the file again.`,
  );
}
