import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandSource } from '#lib/sources/policy.ts';
import type { Lineage, RelianceRow, RestingClaim } from './schema.ts';

const MOST_CLAIMS = 1_000;

/** Document o with publisher q, as JSON; NULL where there is none. */
const LINKED = Prisma.sql`CASE WHEN o.id IS NOT NULL THEN json_build_object('id', o.id, 'title', o.title, 'publisher', q.name,
  'publishedOn', o.published_on, 'deleted', o.deleted_at IS NOT NULL) END`;

/** The claims that rest on a source, what it relies on, what relies on it, and the origins behind it. */
export async function sourceLineage(actor: Actor, sourceId: number): Promise<Lineage> {
  demandSource(actor, 'read');
  const [claims, reliesOn, reliedOnBy, origins] = await Promise.all([
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
  ]);
  return {
    claims: claims.map(({ total: _, ...row }) => row),
    claimTotal: claims[0]?.total ?? 0,
    reliesOn,
    reliedOnBy,
    origins,
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
