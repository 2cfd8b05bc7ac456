import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandFact } from './policy.ts';
import { buildSheet, type SaidFact, type SheetSection } from './sheet.ts';

/** Claims told by name under one value, the oldest; the count says how many there are. */
const CLAIMS_NAMED = 20;

/**
 * Every fact of the programme with what its claims assert, grouped by equal value. Evidence counts by the row; origins
 * count once for a value, whichever of its claims they speak to. Retired facts stand there where claims give them a value.
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
  const held =
    on === null
      ? Prisma.empty
      : Prisma.sql`AND holds_on(c.id, coalesce(v.valid_from_lower, v.as_of_lower), v.valid_to_upper, ${on}::date)`;
  return query<SaidFact>(Prisma.sql`
    WITH said AS (
      SELECT f.id AS fact_id, CASE WHEN f.series THEN v.as_of END AS moment, v.state, v.canonical, v.qualifier,
        coalesce(v.unit, f.unit) AS unit, v.measure, v.valid_from, v.valid_to, v.as_of, v.as_of_lower, v.as_of_upper,
        c.id AS claim_id, c.status, jsonb_build_object('id', c.id, 'statement', c.statement, 'status', c.status) AS claim
      FROM fact f JOIN value v ON v.fact_id = f.id JOIN claim c ON c.id = v.claim_id
      WHERE f.programme_id = ${programmeId} ${one} AND c.programme_id = ${programmeId} AND c.deleted_at IS NULL ${held}
    ), heard AS MATERIALIZED (
      SELECT g.claim_id, g.source_id, g.origin, g.stance = 'refutes' AS against, e.credibility
      FROM claims_origins((SELECT array_agg(claim_id) FROM said)) g
      LEFT JOIN evidence e ON e.claim_id = g.claim_id AND e.source_id = g.source_id AND e.deleted_at IS NULL
      WHERE g.stance <> 'mentions'
    ), voice AS MATERIALIZED (
      -- The name of a voice: its publisher's, the one it is cited by, or the title of a document that nobody is known to publish.
      SELECT h.origin, o.reliability,
        CASE WHEN h.origin ~ '^#[0-9]+$' THEN (SELECT t.title FROM source t WHERE t.id = substr(h.origin, 2)::int)
          ELSE coalesce(o.name, (SELECT min(r.origin_name) FROM reliance r WHERE r.origin_key = h.origin), h.origin) END AS label
      FROM (SELECT DISTINCT origin FROM heard) h LEFT JOIN publisher o ON o.name_key = h.origin
    ), outlet AS MATERIALIZED (
      SELECT p.id, p.name, p.kind, p.reliability, publisher_voice(p.id) AS voice FROM publisher p
      WHERE p.id IN (SELECT d.publisher_id FROM source d WHERE d.id IN (SELECT source_id FROM heard))
    ), page AS MATERIALIZED (
      SELECT d.id, p.name, p.reliability, coalesce(p.voice, '#' || d.id) AS voice,
        CASE WHEN d.kind = 'official' OR p.kind = 'government' THEN 'official' WHEN d.kind = 'law_firm' THEN 'act' ELSE 'report' END AS directness
      FROM (SELECT id, kind, publisher_id FROM source WHERE id IN (SELECT source_id FROM heard)) d FULL JOIN outlet p ON p.id = d.publisher_id
    ), bearing AS (
      SELECT h.claim_id, h.source_id, h.origin, h.against, d.name AS publisher, jsonb_build_object(
          'voice', h.origin, 'label', w.label, 'against', h.against, 'relayed', k.relayed, 'credibility', h.credibility,
          'reliability', coalesce(CASE WHEN NOT k.relayed THEN d.reliability END, w.reliability, 'F'),
          'directness', CASE WHEN own.claim_id IS NOT NULL THEN 'text' WHEN k.relayed THEN 'report' ELSE d.directness END) AS item
      FROM heard h FULL JOIN voice w ON w.origin = h.origin FULL JOIN page d ON d.id = h.source_id
        LEFT JOIN own_text own ON own.claim_id = h.claim_id AND own.source_id = h.source_id
        CROSS JOIN LATERAL (SELECT h.origin <> d.voice AS relayed) k
    ), sayings AS (
      SELECT s.fact_id, min(s.as_of_lower) AS from_day, min(s.as_of_upper) AS to_day, min(s.claim_id) AS first,
        json_build_object(
          'state', s.state, 'canonical', s.canonical, 'qualifier', s.qualifier, 'unit', s.unit, 'measure', s.measure,
          'validFrom', s.valid_from, 'validTo', s.valid_to,
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
      -- FULL, which adds no row anywhere here, rules out the nested loops that a wrong guess at claims_origins would bring.
      FROM said s FULL JOIN bearing b ON b.claim_id = s.claim_id
      GROUP BY s.fact_id, s.moment, s.state, s.canonical, s.qualifier, s.unit, s.measure, s.valid_from, s.valid_to
    )
    SELECT f.id, f.slug, f.question, f.type::text, f.series, f.unit, f.options, f.description, f.retired_at IS NOT NULL AS retired,
      coalesce(json_agg(y.value ORDER BY y.from_day NULLS FIRST, y.to_day NULLS LAST, y.first)
        FILTER (WHERE y.fact_id IS NOT NULL), '[]') AS values
    FROM fact f LEFT JOIN sayings y ON y.fact_id = f.id
    WHERE f.programme_id = ${programmeId} ${one} AND (f.retired_at IS NULL OR y.fact_id IS NOT NULL)
    GROUP BY f.id, f.slug, f.question, f.type, f.series, f.unit, f.options, f.description, f.retired_at, f.ordinal ORDER BY f.ordinal, f.id`);
}
