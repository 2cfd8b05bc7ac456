import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { demandSource } from '#lib/sources/policy.ts';
import type { addRelianceInput, dismissOriginInput, removeRelianceInput } from './schema.ts';

/**
 * Links and networks, by which origins are counted, change one at a time: of two that together close a circle, the second must see the
 * first, and two that lock several sources would lock each other out.
 */
export const RELIANCE_LOCK = 70_201;

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
    // The one that is changed first: see docs/decisions/0068.
    await tx.$executeRaw`SELECT id FROM source WHERE id = ${sourceId} FOR UPDATE`;
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
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${RELIANCE_LOCK})`;
    const { count } = await tx.reliance.updateMany({
      where: { id, version, deletedAt: null },
      data: { deletedAt: now(), version: version + 1 },
    });
    if (count === 0) throw new AppError('conflict', 'Somebody else changed or removed this link meanwhile.');
    return { id };
  });
}

/** What was suggested is no origin of a source, and is not suggested again. Saying so twice is fine. */
export async function dismissOrigin(
  actor: Actor,
  { sourceId, origin }: z.output<typeof dismissOriginInput>,
): Promise<{ sourceId: number }> {
  demandSource(actor, 'rely');
  const name = 'name' in origin ? origin.name : null;
  const originId = 'sourceId' in origin ? origin.sourceId : null;
  return transaction(actor, '', async (tx) => {
    await demandLive(tx, originId === null ? [sourceId] : [sourceId, originId]);
    await tx.$executeRaw`INSERT INTO dismissed_origin (source_id, name, name_key, origin_source_id)
      VALUES (${sourceId}, ${name}, fold_text(${name}), ${originId}) ON CONFLICT DO NOTHING`;
    return { sourceId };
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
  if (sourceId === originId)
    throw new AppError('invalid', 'A source cannot rely on itself.', {
      origin: 'This is the source itself.',
    });
  const links = await tx.$queryRaw<Link[]>`
    WITH RECURSIVE back (id) AS (
      SELECT ${originId}::int
      UNION
      SELECT r.origin_source_id FROM back b JOIN reliance r ON r.source_id = b.id
      WHERE r.deleted_at IS NULL AND r.origin_source_id IS NOT NULL
    )
    SELECT r.source_id AS "from", r.origin_source_id AS "to" FROM back b JOIN reliance r ON r.source_id = b.id
    WHERE r.deleted_at IS NULL AND r.origin_source_id IS NOT NULL ORDER BY r.id`;
  const way = shortestWay(links, originId, sourceId);
  if (way === null) return;
  const rows = await tx.source.findMany({ where: { id: { in: way } }, select: { id: true, title: true } });
  const titles = new Map(rows.map((row) => [row.id, row.title]));
  const told = way
    .map((id) => titles.get(id) ?? '')
    .map((title) => `“${title.length > 80 ? `${title.slice(0, 80)}…` : title}”`);
  throw new AppError('invalid', `That would go round in a circle: ${told.join(' → ')}.`, {
    origin: 'It goes back to this source itself.',
  });
}

type Link = { from: number; to: number };

/** Ids from `start` to `end`; null where no way leads there. */
function shortestWay(links: Link[], start: number, end: number): number[] | null {
  const origins = new Map<number, number[]>();
  for (const { from, to } of links) origins.set(from, [...(origins.get(from) ?? []), to]);
  const ways = new Map([[start, [start]]]);
  // A map hands out what is added while it is walked, so this goes on until nothing new is reached.
  for (const [id, way] of ways) {
    if (id === end) return way;
    for (const to of origins.get(id) ?? []) if (!ways.has(to)) ways.set(to, [...way, to]);
  }
  return null;
}
