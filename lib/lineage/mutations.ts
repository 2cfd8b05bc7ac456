import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { demandSource } from '#lib/sources/policy.ts';
import type { addRelianceInput, removeRelianceInput } from './schema.ts';

/** One at a time: of two links that together close a circle, the second must see the first. */
const RELIANCE_LOCK = 70_201;

/**
 * Source relies on an origin: a document or a name. Answers the new row's id. `duplicate` where it is said already, `invalid`
 * where the origin goes back to the source itself, since a circle has no origin.
 */
export async function addReliance(
  actor: Actor,
  input: z.output<typeof addRelianceInput>,
): Promise<{ id: number }> {
  demandSource(actor, 'rely');
  const { sourceId, kind, origin } = input;
  return transaction(actor, '', async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${RELIANCE_LOCK})`;
    const originId = 'sourceId' in origin ? origin.sourceId : null;
    await demandLive(tx, originId === null ? [sourceId] : [sourceId, originId]);
    if (originId !== null) await refuseCircle(tx, sourceId, originId);
    const made = await tx.$queryRaw<{ id: number }[]>`
      INSERT INTO reliance (source_id, origin_source_id, origin_name, kind)
      VALUES (${sourceId}, ${originId}, ${'name' in origin ? origin.name : null}, ${kind}::reliance_kind)
      ON CONFLICT DO NOTHING RETURNING id`;
    if (!made[0])
      throw new AppError('duplicate', 'This origin is in the list already.', {
        origin: 'It is in the list already.',
      });
    return made[0];
  });
}

/** Takes a link back, with a reason; the history keeps it. */
export async function removeReliance(
  actor: Actor,
  input: z.output<typeof removeRelianceInput>,
): Promise<{ id: number }> {
  demandSource(actor, 'rely');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    const { count } = await tx.reliance.updateMany({
      where: { id, version, deletedAt: null },
      data: { deletedAt: now(), version: version + 1 },
    });
    if (count === 0) throw new AppError('conflict', 'Somebody else changed or removed this link meanwhile.');
    return { id };
  });
}

/** Locked, so that nobody deletes either end while the link is made. */
async function demandLive(tx: Tx, ids: number[]): Promise<void> {
  const live = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM source WHERE id = ANY (${ids}) AND deleted_at IS NULL ORDER BY id FOR SHARE`;
  if (live.length !== new Set(ids).size)
    throw new AppError('not_found', 'One of the sources does not exist any more.');
}

async function refuseCircle(tx: Tx, sourceId: number, originId: number): Promise<void> {
  if (sourceId === originId) {
    throw new AppError('invalid', 'A source cannot rely on itself.', {
      origin: 'This is the source itself.',
    });
  }
  const reached = await tx.$queryRaw<{ id: number }[]>`
    WITH RECURSIVE back (id) AS (
      SELECT ${originId}::int
      UNION
      SELECT r.origin_source_id FROM back b JOIN reliance r ON r.source_id = b.id
      WHERE r.deleted_at IS NULL AND r.origin_source_id IS NOT NULL
    )
    SELECT id FROM back WHERE id = ${sourceId}`;
  if (!reached.length) return;
  // Reading stops at the first way round that is found, which is a shortest one.
  const [circle] = await tx.$queryRaw<{ through: string[] }[]>`
    WITH RECURSIVE back (id, path) AS (
      SELECT ${originId}::int, ARRAY[${originId}::int]
      UNION ALL
      SELECT r.origin_source_id, b.path || r.origin_source_id FROM back b JOIN reliance r ON r.source_id = b.id
      WHERE r.deleted_at IS NULL AND r.origin_source_id <> ALL (b.path)
    )
    SELECT ARRAY(SELECT s.title FROM unnest(b.path) WITH ORDINALITY AS p (id, place) JOIN source s ON s.id = p.id ORDER BY place)
      AS through
    FROM back b WHERE b.id = ${sourceId} LIMIT 1`;
  const way = (circle?.through ?? [])
    .map((title) => `“${title.length > 80 ? `${title.slice(0, 80)}…` : title}”`)
    .join(' → ');
  throw new AppError('invalid', `That would go round in a circle: ${way}.`, {
    origin: 'It goes back to this source itself.',
  });
}
