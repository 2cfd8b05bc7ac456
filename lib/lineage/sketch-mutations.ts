import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { log } from '#lib/core/log.ts';
import { snapshotText } from '#lib/snapshots/queries.ts';
import { demandSource } from '#lib/sources/policy.ts';
import { sketchOf } from './near-copies.ts';

/** So many at a time where many have none. */
const MOST_AT_ONCE = 500;

/** The latest good copy with a text of each source, or of one, whose sketch is of another copy or missing. */
function unsketched(sourceId: number | undefined) {
  return query<{ sourceId: number; snapshotId: number }>(Prisma.sql`
    SELECT n.source_id AS "sourceId", n.id AS "snapshotId"
    FROM (SELECT DISTINCT ON (source_id) source_id, id FROM snapshot
      WHERE outcome = 'good' AND text_sha256 IS NOT NULL
        ${sourceId === undefined ? Prisma.empty : Prisma.sql`AND source_id = ${sourceId}`}
      ORDER BY source_id, fetched_at DESC, id DESC) n
    LEFT JOIN text_sketch k ON k.source_id = n.source_id
    WHERE k.snapshot_id IS DISTINCT FROM n.id ORDER BY n.id LIMIT ${MOST_AT_ONCE}`);
}

/**
 * Sketches the latest good copy of a source, or of all that have no sketch of theirs, at most 500. Doing it again does no harm.
 * Answers how many.
 */
export async function sketchSources(actor: Actor, sourceId?: number): Promise<number> {
  demandSource(actor, 'read');
  const found = await unsketched(sourceId);
  for (const copy of found) await sketch(actor, copy);
  return found.length;
}

async function sketch(actor: Actor, { sourceId, snapshotId }: { sourceId: number; snapshotId: number }) {
  const { shingles, hashes, bands } = sketchOf(await textOf(actor, snapshotId)) ?? NONE;
  await transaction(
    actor,
    '',
    (tx) => tx.$executeRaw`
      INSERT INTO text_sketch (source_id, snapshot_id, shingles, hashes, bands)
      VALUES (${sourceId}, ${snapshotId}, ${shingles}, ${hashes}::int[], ${bands}::int[])
      ON CONFLICT (source_id) DO UPDATE SET snapshot_id = EXCLUDED.snapshot_id, shingles = EXCLUDED.shingles,
        hashes = EXCLUDED.hashes, bands = EXCLUDED.bands`,
  );
}

/** Of a short text; it resembles nothing. */
const NONE = { shingles: 0, hashes: [], bands: [] };

async function textOf(actor: Actor, snapshotId: number): Promise<string> {
  try {
    return await snapshotText(actor, snapshotId);
  } catch (error) {
    // A lost copy must not keep the others waiting.
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
    log.warn({ snapshot: snapshotId, reason: error.message }, 'no sketch of a copy');
    return '';
  }
}
