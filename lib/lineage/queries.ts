import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandEvidence } from '#lib/evidence/policy.ts';
import { demandSource } from '#lib/sources/policy.ts';
import type { LineageInput } from './lineage.ts';
import type { Lineage, RelianceRow, RestingClaim } from './schema.ts';

const MOST_CLAIMS = 1_000;
/** Documents in the picture of one source. */
const MOST_RELATED = 200;

/** Document o with publisher q, as JSON; NULL where there is none. */
const LINKED = Prisma.sql`CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'title', o.title, 'publisher', q.name,
  'publishedOn', o.published_on, 'deleted', o.deleted_at IS NOT NULL) END`;

/** Source s with publisher p and stance t as JSON. */
const DOCUMENT = Prisma.sql`json_build_object('id', s.id, 'title', s.title, 'publisher', p.name, 'reliability', p.reliability,
  'deleted', s.deleted_at IS NOT NULL, 'voice', coalesce(publisher_voice(s.publisher_id), '#' || s.id), 'stance', t.stance,
  'voiceName', coalesce((SELECT v.name FROM publisher v WHERE v.name_key = publisher_voice(s.publisher_id)), s.title))`;

/** Reliance r as JSON; a name that a publisher has is spelled as the publisher is. */
const LINK = Prisma.sql`json_build_object('sourceId', r.source_id, 'originSourceId', r.origin_source_id, 'originKey', r.origin_key,
  'originName', coalesce((SELECT v.name FROM publisher v WHERE v.name_key = r.origin_key), r.origin_name), 'kind', r.kind)`;

/** The sources of a claim, what they rely on near or far, and how; `lineageOf` makes the graph of it. */
export async function claimLineage(actor: Actor, claimId: number): Promise<LineageInput> {
  demandEvidence(actor, 'read');
  const [found] = await query<LineageInput>(Prisma.sql`
    WITH RECURSIVE docs AS (
      SELECT e.source_id AS id, e.stance FROM evidence e JOIN source s ON s.id = e.source_id
      WHERE e.claim_id = ${claimId} AND e.deleted_at IS NULL AND s.deleted_at IS NULL
    ), back AS (
      SELECT id FROM docs
      UNION
      SELECT r.origin_source_id FROM back b JOIN reliance r ON r.source_id = b.id
      WHERE r.deleted_at IS NULL AND r.origin_source_id IS NOT NULL
    )
    SELECT
      (SELECT coalesce(json_agg(${DOCUMENT} ORDER BY s.published_lower NULLS LAST, s.id), '[]')
        FROM back b JOIN source s ON s.id = b.id LEFT JOIN publisher p ON p.id = s.publisher_id LEFT JOIN docs t ON t.id = s.id) AS documents,
      (SELECT coalesce(json_agg(${LINK} ORDER BY r.id), '[]')
        FROM back b JOIN reliance r ON r.source_id = b.id WHERE r.deleted_at IS NULL) AS links`);
  return found ?? { documents: [], links: [] };
}

/** The claims that rest on a source, what it relies on, what relies on it, and the origins behind it. */
export async function sourceLineage(actor: Actor, sourceId: number): Promise<Lineage> {
  demandSource(actor, 'read');
  const [claims, reliesOn, reliedOnBy, origins, network] = await Promise.all([
    restingClaims(sourceId),
    query<RelianceRow>(Prisma.sql`
      SELECT r.id, r.version, r.kind::text, r.origin_name AS name, ${LINKED} AS source
      FROM reliance r LEFT JOIN source o ON o.id = r.origin_source_id LEFT JOIN publisher q ON q.id = o.publisher_id
      WHERE r.source_id = ${sourceId} AND r.deleted_at IS NULL ORDER BY r.id`),
    query<RelianceRow>(Prisma.sql`
      SELECT r.id, r.version, r.kind::text, NULL AS name, ${LINKED} AS source
      FROM reliance r JOIN source o ON o.id = r.source_id LEFT JOIN publisher q ON q.id = o.publisher_id
      WHERE r.origin_source_id = ${sourceId} AND r.deleted_at IS NULL AND o.deleted_at IS NULL
      ORDER BY o.published_lower, o.id`),
    originsOf(sourceId),
    networkOf(sourceId),
  ]);
  return {
    claims: claims.map(({ total: _, ...row }) => row),
    claimTotal: claims[0]?.total ?? 0,
    reliesOn,
    reliedOnBy,
    origins,
    network,
  };
}

function restingClaims(sourceId: number): Promise<(RestingClaim & { total: number })[]> {
  return query(Prisma.sql`
    SELECT e.id AS "evidenceId", e.stance::text, e.credibility::int, e.quote, e.place,
      json_build_object('id', c.id, 'statement', c.statement, 'status', c.status) AS claim, (count(*) OVER ())::int AS total
    FROM evidence e JOIN claim c ON c.id = e.claim_id
    WHERE e.source_id = ${sourceId} AND e.deleted_at IS NULL AND c.deleted_at IS NULL
    ORDER BY e.stance, c.updated_at DESC, c.id DESC LIMIT ${MOST_CLAIMS}`);
}

/** Where following the reliance back ends: documents that rely on nothing, and names behind which there is no document. */
function originsOf(sourceId: number): Promise<Lineage['origins']> {
  return query(Prisma.sql`
    WITH RECURSIVE back (id) AS (
      SELECT ${sourceId}::int
      UNION
      SELECT r.origin_source_id FROM back b JOIN reliance r ON r.source_id = b.id
      WHERE r.deleted_at IS NULL AND r.origin_source_id IS NOT NULL
    )
    SELECT ${LINKED} AS source, NULL AS name
    FROM back b JOIN source o ON o.id = b.id LEFT JOIN publisher q ON q.id = o.publisher_id
    WHERE b.id <> ${sourceId} AND NOT EXISTS (SELECT FROM reliance r WHERE r.source_id = b.id AND r.deleted_at IS NULL)
    UNION ALL
    SELECT NULL, min(r.origin_name) FROM back b JOIN reliance r ON r.source_id = b.id
    WHERE r.deleted_at IS NULL AND r.origin_name IS NOT NULL GROUP BY r.origin_key`);
}

/** Documents and links around a source, back and forth, but not sideways. */
async function networkOf(sourceId: number): Promise<Lineage['network']> {
  const [found] = await query<Lineage['network']>(Prisma.sql`
    WITH RECURSIVE back (id) AS (
      SELECT ${sourceId}::int
      UNION
      SELECT r.origin_source_id FROM back b JOIN reliance r ON r.source_id = b.id
      WHERE r.deleted_at IS NULL AND r.origin_source_id IS NOT NULL
    ), forth (id) AS (
      SELECT ${sourceId}::int
      UNION
      SELECT r.source_id FROM forth f JOIN reliance r ON r.origin_source_id = f.id JOIN source s ON s.id = r.source_id
      WHERE r.deleted_at IS NULL AND s.deleted_at IS NULL
    ), related AS (
      -- What it comes from stays whole; of what came of it, the documents that rely on it themselves come first.
      SELECT id, row_number() OVER (ORDER BY forward, NOT near, id) AS place FROM (
        SELECT id, false AS forward, true AS near FROM back
        UNION ALL
        SELECT id, true, EXISTS (SELECT FROM reliance r WHERE r.source_id = f.id AND r.origin_source_id = ${sourceId} AND r.deleted_at IS NULL)
        FROM forth f WHERE id NOT IN (SELECT id FROM back)
      ) x
    ), shown AS (SELECT id FROM related WHERE place <= ${MOST_RELATED})
    SELECT (SELECT count(*)::int FROM related) AS total,
      (SELECT coalesce(json_agg(${DOCUMENT} ORDER BY s.published_lower NULLS LAST, s.id), '[]')
        FROM shown w JOIN source s ON s.id = w.id LEFT JOIN publisher p ON p.id = s.publisher_id
        CROSS JOIN (SELECT NULL AS stance) t) AS documents,
      (SELECT coalesce(json_agg(${LINK} ORDER BY r.id), '[]')
        FROM shown w JOIN reliance r ON r.source_id = w.id
        WHERE r.deleted_at IS NULL AND (r.origin_source_id IN (SELECT id FROM shown)
          OR r.origin_name IS NOT NULL AND r.source_id IN (SELECT id FROM back))) AS links`);
  return found ?? { documents: [], links: [], total: 0 };
}
