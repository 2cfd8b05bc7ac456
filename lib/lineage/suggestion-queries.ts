import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { log } from '#lib/core/log.ts';
import { listSnapshots, snapshotText } from '#lib/snapshots/queries.ts';
import { demandSource } from '#lib/sources/policy.ts';
import { namedOrigins } from './named-origins.ts';
import type { OriginSuggestion } from './schema.ts';

/**
 * Whom the latest good snapshot of a source names as its origin, spelled as a publisher here is where there is one, without the
 * source's own publisher, what it is known to rely on and what a person dismissed. Empty where there is no text to read.
 */
export async function suggestOrigins(actor: Actor, sourceId: number): Promise<OriginSuggestion[]> {
  demandSource(actor, 'read');
  const named = namedOrigins(await latestText(actor, sourceId));
  if (named.length === 0) return [];
  const spelled = named.flatMap(({ spellings }, place) => spellings.map((name) => ({ place, name })));
  const open = await query<{ place: number; publisher: string | null }>(Prisma.sql`
    WITH named AS (
      SELECT w.place, fold_text(w.name) AS key
      FROM unnest(${spelled.map(({ place }) => place)}::int[], ${spelled.map(({ name }) => name)}::text[]) AS w (place, name)
    ), known AS (
      SELECT p.name_key AS key FROM source s JOIN publisher p ON p.id = s.publisher_id WHERE s.id = ${sourceId}
      UNION
      SELECT d.name_key FROM dismissed_origin d WHERE d.source_id = ${sourceId}
      UNION
      SELECT coalesce(r.origin_key, p.name_key) FROM reliance r
      LEFT JOIN source o ON o.id = r.origin_source_id LEFT JOIN publisher p ON p.id = o.publisher_id
      WHERE r.source_id = ${sourceId} AND r.deleted_at IS NULL
    )
    SELECT n.place, min(p.name) AS publisher
    FROM named n LEFT JOIN publisher p ON p.name_key = n.key LEFT JOIN known k ON k.key = n.key
    GROUP BY n.place HAVING count(k.key) = 0 ORDER BY n.place`);
  return open.flatMap(({ place, publisher }) => {
    const origin = named[place];
    return origin ? [{ name: publisher ?? origin.spellings[0], sentence: origin.sentence }] : [];
  });
}

async function latestText(actor: Actor, sourceId: number): Promise<string> {
  const snapshots = await listSnapshots(actor, sourceId);
  const good = snapshots.find(({ outcome, textSha256 }) => outcome === 'good' && textSha256 !== null);
  if (!good) return '';
  try {
    return await snapshotText(actor, good.id);
  } catch (error) {
    // A lost copy is told where the copies are; the page of the source still opens.
    if (!(error instanceof AppError) || error.code !== 'unavailable') throw error;
    log.warn({ snapshot: good.id, reason: error.message }, 'no origins suggested');
    return '';
  }
}
