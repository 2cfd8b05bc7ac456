import type { Actor } from '#lib/core/actor.ts';
import { Prisma, prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { log } from '#lib/core/log.ts';
import { listSnapshots, snapshotText } from '#lib/snapshots/queries.ts';
import { demandSource } from '#lib/sources/policy.ts';
import { namedOrigins } from './named-origins.ts';
import { NEAR_COPY, NEARLY_ALL, sharedPart } from './near-copies.ts';
import type { LinkedSource, OriginSuggestion } from './schema.ts';

/** Documents that a text may be a copy of; the rest comes when these are decided. */
const MOST_COPIES = 3;
/** So many texts that resemble it most are looked at. */
const NEAREST = 1_000;

/** What the latest good snapshot of a source suggests that it relies on: documents that it is a near-copy of, and whom it names. */
export async function suggestOrigins(actor: Actor, sourceId: number): Promise<OriginSuggestion[]> {
  demandSource(actor, 'read');
  const [copies, named] = await Promise.all([nearCopies(sourceId), namedInText(actor, sourceId)]);
  return [...copies, ...named];
}

type Candidate = LinkedSource & { equal: number; shingles: number; earlier: boolean; identical: boolean };

/**
 * Documents whose text resembles that of this one and that may have come first, without those that either is known to go back to
 * and those that were dismissed; the earliest come first.
 */
async function nearCopies(sourceId: number): Promise<OriginSuggestion[]> {
  const own = await prisma().textSketch.findUnique({ where: { sourceId } });
  if (own === null || own.bands.length === 0) return [];
  const candidates = await query<Candidate>(Prisma.sql`
    WITH RECURSIVE back (id) AS (
      SELECT ${sourceId}::int
      UNION
      SELECT r.origin_source_id FROM back b JOIN reliance r ON r.source_id = b.id
      WHERE r.deleted_at IS NULL AND r.origin_source_id IS NOT NULL
    ), forth (id) AS (
      SELECT ${sourceId}::int
      UNION
      SELECT r.source_id FROM forth f JOIN reliance r ON r.origin_source_id = f.id WHERE r.deleted_at IS NULL
    ), alike AS MATERIALIZED (
      -- Sharing a band is rare, which the planner cannot know; with a limit it looks the few documents up.
      SELECT k.source_id, k.snapshot_id, k.shingles,
        (SELECT count(*)::int FROM unnest(k.hashes, ${own.hashes}::int[]) AS h (a, b) WHERE a = b) AS equal
      FROM text_sketch k WHERE k.bands && ${own.bands}::int[] AND k.source_id <> ${sourceId}
      ORDER BY equal DESC, k.source_id LIMIT ${NEAREST}
    )
    SELECT o.id, o.title, p.name AS publisher, o.published_on AS "publishedOn", false AS deleted, k.shingles,
      coalesce(s.published_lower > o.published_upper, false) AS earlier,
      n.text_sha256 = m.text_sha256 AS identical, k.equal
    FROM alike k JOIN source o ON o.id = k.source_id AND o.deleted_at IS NULL
    LEFT JOIN publisher p ON p.id = o.publisher_id JOIN source s ON s.id = ${sourceId}
    JOIN snapshot n ON n.id = k.snapshot_id JOIN snapshot m ON m.id = ${own.snapshotId}
    WHERE (o.published_lower > s.published_upper) IS NOT TRUE
      AND o.id NOT IN (SELECT id FROM back UNION SELECT id FROM forth)
      AND NOT EXISTS (SELECT FROM dismissed_origin d WHERE d.source_id = ${sourceId} AND d.origin_source_id = o.id)
    ORDER BY o.published_lower NULLS LAST, o.id`);
  return candidates
    .map(({ equal, shingles, earlier, identical, ...document }) => ({
      kind: 'republishes' as const,
      ...{
        document,
        earlier,
        share: identical ? 1 : Math.min(NEARLY_ALL, sharedPart(equal, own, { shingles })),
      },
    }))
    .filter(({ share }) => share >= NEAR_COPY)
    .slice(0, MOST_COPIES);
}

/**
 * Whom the latest good snapshot of a source names as its origin, spelled as a publisher here is where there is one, without the
 * source's own publisher, what it is known to rely on and what a person dismissed. Empty where there is no text to read.
 */
async function namedInText(actor: Actor, sourceId: number): Promise<OriginSuggestion[]> {
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
    return origin
      ? [{ kind: 'cites' as const, name: publisher ?? origin.spellings[0], sentence: origin.sentence }]
      : [];
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
