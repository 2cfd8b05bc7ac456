import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandFact } from './policy.ts';
import { buildSheet, type SaidFact, type SheetSection } from './sheet.ts';

/** Claims told by name under one value, the oldest; the count says how many there are. */
const CLAIMS_NAMED = 20;

/** The name of a voice: its publisher's, the one it is cited by, or the title of a document that nobody is known to publish. */
const ORIGIN_LABEL = Prisma.sql`CASE WHEN g.origin ~ '^#[0-9]+$' THEN (SELECT t.title FROM source t WHERE t.id = substr(g.origin, 2)::int)
  ELSE coalesce(o.name, (SELECT min(r.origin_name) FROM reliance r WHERE r.origin_key = g.origin), g.origin) END`;

/**
 * Every fact of the programme with what its claims assert, grouped by equal value. Evidence counts by the row; origins
 * count once for a value, whichever of its claims they speak to.
 */
export async function factSheet(
  actor: Actor,
  programmeId: number,
  factId: number | null = null,
): Promise<SheetSection[]> {
  return buildSheet(await saidFacts(actor, programmeId, { factId }));
}

/** The facts before they are resolved, so that other weights can be tried on them; `on` leaves the values that held on that day. */
export async function saidFacts(
  actor: Actor,
  programmeId: number,
  { factId = null, on = null }: { factId?: number | null; on?: string | null } = {},
): Promise<SaidFact[]> {
  demandFact(actor, 'read');
  const one = factId === null ? Prisma.empty : Prisma.sql`AND f.id = ${factId}`;
  const held = on === null ? Prisma.empty : Prisma.sql`AND holds_on(c.id, v.as_of_lower, ${on}::date)`;
  return query<SaidFact>(Prisma.sql`
    WITH said AS (
      SELECT f.id AS fact_id, CASE WHEN f.series THEN v.as_of END AS moment, v.state, v.canonical, v.qualifier,
        coalesce(v.unit, f.unit) AS unit, v.measure, v.as_of, v.as_of_lower, v.as_of_upper,
        c.id AS claim_id, c.status, jsonb_build_object('id', c.id, 'statement', c.statement, 'status', c.status) AS claim
      FROM fact f JOIN value v ON v.fact_id = f.id JOIN claim c ON c.id = v.claim_id
      WHERE f.programme_id = ${programmeId} ${one} AND c.programme_id = ${programmeId} AND c.deleted_at IS NULL ${held}
    ), bearing AS (
      SELECT g.claim_id, g.source_id, g.origin, g.stance = 'refutes' AS against, p.name AS publisher, jsonb_build_object(
          'voice', g.origin, 'label', ${ORIGIN_LABEL}, 'against', g.stance = 'refutes', 'relayed', k.relayed,
          'credibility', e.credibility, 'reliability', coalesce(CASE WHEN NOT k.relayed THEN p.reliability END, o.reliability, 'F'),
          'directness', CASE WHEN own.claim_id IS NOT NULL THEN 'text' WHEN k.relayed THEN 'report' WHEN d.kind = 'official' OR p.kind = 'government' THEN 'official'
            WHEN d.kind = 'law_firm' THEN 'act' ELSE 'report' END) AS item
      FROM claims_origins((SELECT array_agg(claim_id) FROM said)) g
        JOIN source d ON d.id = g.source_id
        JOIN evidence e ON e.claim_id = g.claim_id AND e.source_id = g.source_id AND e.deleted_at IS NULL
        LEFT JOIN own_text own ON own.claim_id = g.claim_id AND own.source_id = g.source_id
        LEFT JOIN publisher p ON p.id = d.publisher_id LEFT JOIN publisher o ON o.name_key = g.origin
        CROSS JOIN LATERAL (SELECT g.origin <> coalesce(publisher_voice(d.publisher_id), '#' || d.id) AS relayed) k
      WHERE g.stance <> 'mentions'
    ), sayings AS (
      SELECT s.fact_id, min(s.as_of_lower) AS from_day, min(s.as_of_upper) AS to_day, min(s.claim_id) AS first,
        json_build_object(
          'state', s.state, 'canonical', s.canonical, 'qualifier', s.qualifier, 'unit', s.unit, 'measure', s.measure,
          'dates', coalesce(json_agg(DISTINCT s.as_of) FILTER (WHERE s.as_of IS NOT NULL), '[]'),
          'claimCount', count(DISTINCT s.claim_id),
          'claims', to_json((array_agg(DISTINCT s.claim))[1:${CLAIMS_NAMED}]),
          'statuses', json_agg(DISTINCT s.status),
          'origins', coalesce(jsonb_agg(DISTINCT b.item) FILTER (WHERE b.item IS NOT NULL), '[]'),
          'reports', CASE WHEN s.moment IS NULL THEN '[]' ELSE coalesce((
            SELECT jsonb_agg(DISTINCT jsonb_build_object('id', d.id, 'name', coalesce(p.name, d.title), 'publishedOn', d.published_on))
            FROM evidence e JOIN source d ON d.id = e.source_id AND d.deleted_at IS NULL LEFT JOIN publisher p ON p.id = d.publisher_id
            WHERE e.claim_id = ANY (array_agg(s.claim_id)) AND e.stance <> 'refutes' AND e.deleted_at IS NULL), '[]') END,
          'supports', count(DISTINCT (s.claim_id, b.source_id)) FILTER (WHERE b.against = false),
          'refutes', count(DISTINCT (s.claim_id, b.source_id)) FILTER (WHERE b.against),
          'supportingOrigins', count(DISTINCT b.origin) FILTER (WHERE b.against = false),
          'refutingOrigins', count(DISTINCT b.origin) FILTER (WHERE b.against),
          'supportingPublishers', coalesce(json_agg(DISTINCT b.publisher) FILTER (WHERE b.against = false AND b.publisher IS NOT NULL), '[]'),
          'refutingPublishers', coalesce(json_agg(DISTINCT b.publisher) FILTER (WHERE b.against AND b.publisher IS NOT NULL), '[]')
        ) AS value
      -- FULL, which adds no row here, rules out the nested loop that a wrong guess at claims_origins would bring.
      FROM said s FULL JOIN bearing b ON b.claim_id = s.claim_id
      GROUP BY s.fact_id, s.moment, s.state, s.canonical, s.qualifier, s.unit, s.measure
    )
    SELECT f.id, f.slug, f.question, f.type::text, f.series, f.unit, f.options,
      coalesce(json_agg(y.value ORDER BY y.from_day NULLS FIRST, y.to_day NULLS LAST, y.first)
        FILTER (WHERE y.fact_id IS NOT NULL), '[]') AS values
    FROM fact f LEFT JOIN sayings y ON y.fact_id = f.id
    WHERE f.programme_id = ${programmeId} ${one} GROUP BY f.id ORDER BY f.id`);
}
