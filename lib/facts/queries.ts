import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { heldOn } from './held-queries.ts';
import { demandFact } from './policy.ts';
import { buildSheet, type SaidFact, type SheetSection } from './sheet.ts';

/** Claims told by name under one value, the oldest; the count says how many there are. Where they are more, a few stand for them. */
const CLAIMS_NAMED = 20;
const CLAIMS_NAMED_OF_MANY = 5;

/**
 * Every fact of the programme with what its claims assert, grouped by equal value. Evidence counts by the row; origins
 * count once for a value, whichever of its claims they speak to. Retired facts stand there where claims give them a value.
 */
export async function factSheet(
  actor: Actor,
  programmeId: number,
  factId: number | null = null,
): Promise<SheetSection[]> {
  return buildSheet(await saidFacts(actor, programmeId, { factIds: factId === null ? null : [factId] }));
}

/** The facts before they are resolved, so that other weights can be tried on them; `on` leaves the values that held on that day. */
export async function saidFacts(
  actor: Actor,
  programmeId: number,
  { factIds = null, on = null }: { factIds?: readonly number[] | null; on?: string | null } = {},
): Promise<SaidFact[]> {
  demandFact(actor, 'read');
  const some = factIds === null ? Prisma.empty : Prisma.sql`AND f.id = ANY (${factIds})`;
  const held = on === null ? Prisma.empty : Prisma.sql`AND ${heldOn(on)}`;
  return query<SaidFact>(Prisma.sql`
    WITH said AS MATERIALIZED (
      SELECT f.id AS fact_id, f.series, v.state, v.canonical, v.qualifier, coalesce(v.unit, f.unit) AS unit, v.measure, v.valid_from, v.valid_to,
        v.as_of, v.as_of_lower, v.as_of_upper, c.id AS claim_id, c.status, c.statement,
        dense_rank() OVER (ORDER BY f.id, CASE WHEN f.series THEN v.as_of END, v.state, v.canonical, v.qualifier, coalesce(v.unit, f.unit), v.measure,
          v.valid_from, v.valid_to) AS saying
      FROM fact f JOIN value v ON v.fact_id = f.id JOIN claim c ON c.id = v.claim_id
      WHERE f.programme_id = ${programmeId} ${some} AND c.programme_id = ${programmeId} AND c.deleted_at IS NULL ${held}
    ), told AS MATERIALIZED (
      SELECT e.claim_id, e.source_id, e.stance, e.credibility FROM evidence e
      WHERE e.deleted_at IS NULL AND e.claim_id IN (SELECT claim_id FROM said)
    ), document AS MATERIALIZED (
      SELECT d.id, d.title, d.kind, d.publisher_id, d.published_on FROM source d
      WHERE d.deleted_at IS NULL AND d.id IN (SELECT source_id FROM told)
    ), heard AS MATERIALIZED (
      SELECT g.claim_id, g.source_id, g.origin, g.stance = 'refutes' AS against, e.credibility
      FROM claims_origins((SELECT array_agg(claim_id) FROM said)) g
      LEFT JOIN told e ON e.claim_id = g.claim_id AND e.source_id = g.source_id
      WHERE g.stance <> 'mentions'
    ), voice AS MATERIALIZED (
      -- The name of a voice: its publisher's, the one it is cited by, or the title of a document that nobody is known to publish.
      SELECT h.origin, o.reliability,
        CASE WHEN h.origin ~ '^#[0-9]+$' THEN (SELECT t.title FROM source t WHERE t.id = substr(h.origin, 2)::int)
          ELSE coalesce(o.name, (SELECT min(r.origin_name) FROM reliance r WHERE r.origin_key = h.origin), h.origin) END AS label
      FROM (SELECT DISTINCT origin FROM heard) h LEFT JOIN publisher o ON o.name_key = h.origin
    ), outlet AS MATERIALIZED (
      SELECT p.id, p.name, p.kind, p.reliability, CASE WHEN p.parent_id IS NULL THEN p.name_key ELSE publisher_voice(p.id) END AS voice FROM publisher p
      WHERE p.id IN (SELECT publisher_id FROM document)
    ), page AS MATERIALIZED (
      SELECT d.id, p.name, p.reliability, coalesce(p.voice, '#' || d.id) AS voice,
        CASE WHEN d.kind = 'official' OR p.kind = 'government' THEN 'official' WHEN d.kind = 'law_firm' THEN 'act' ELSE 'report' END AS directness,
        jsonb_build_object('id', d.id, 'name', coalesce(p.name, d.title), 'publishedOn', d.published_on) AS report
      FROM document d LEFT JOIN outlet p ON p.id = d.publisher_id
    ), bearing AS MATERIALIZED (
      SELECT s.saying, h.claim_id, h.source_id, h.origin, h.against, d.name AS publisher, jsonb_build_object(
          'voice', h.origin, 'label', w.label, 'against', h.against, 'relayed', k.relayed, 'credibility', h.credibility,
          'reliability', coalesce(CASE WHEN NOT k.relayed THEN d.reliability END, w.reliability, 'F'),
          'directness', CASE WHEN own.claim_id IS NOT NULL THEN 'text' WHEN k.relayed THEN 'report' ELSE d.directness END) AS item
      FROM heard h JOIN said s ON s.claim_id = h.claim_id JOIN voice w ON w.origin = h.origin JOIN page d ON d.id = h.source_id
        LEFT JOIN own_text own ON own.claim_id = h.claim_id AND own.source_id = h.source_id
        CROSS JOIN LATERAL (SELECT h.origin <> d.voice AS relayed) k
    ), weight AS (
      SELECT b.saying, jsonb_agg(DISTINCT b.item) AS origins,
        -- A claim and a source meet once, but may go back to several origins.
        count(DISTINCT (b.claim_id, b.source_id)) FILTER (WHERE NOT b.against) AS supports,
        count(DISTINCT (b.claim_id, b.source_id)) FILTER (WHERE b.against) AS refutes,
        count(DISTINCT b.origin) FILTER (WHERE NOT b.against) AS supporting,
        count(DISTINCT b.origin) FILTER (WHERE b.against) AS refuting,
        json_agg(DISTINCT b.publisher) FILTER (WHERE NOT b.against AND b.publisher IS NOT NULL) AS supporters,
        json_agg(DISTINCT b.publisher) FILTER (WHERE b.against AND b.publisher IS NOT NULL) AS refuters
      FROM bearing b GROUP BY b.saying
    ), reported AS (
      SELECT s.saying, jsonb_agg(DISTINCT d.report) AS reports
      FROM said s JOIN told e ON e.claim_id = s.claim_id AND e.stance <> 'refutes' JOIN page d ON d.id = e.source_id
      WHERE s.series AND s.as_of IS NOT NULL GROUP BY s.saying
    ), claimed AS (
      SELECT c.saying, min(c.fact_id) AS fact_id, min(c.as_of_lower) AS from_day, min(c.as_of_upper) AS to_day, min(c.claim_id) AS first,
        min(c.state) AS state, min(c.canonical) AS canonical, min(c.qualifier) AS qualifier, min(c.unit) AS unit, min(c.measure) AS measure,
        min(c.valid_from) AS valid_from, min(c.valid_to) AS valid_to, json_agg(DISTINCT c.as_of) FILTER (WHERE c.as_of IS NOT NULL) AS dates,
        count(*) AS claims, json_agg(DISTINCT c.status) AS statuses,
        json_agg(json_build_object('id', c.claim_id, 'statement', c.statement, 'status', c.status) ORDER BY c.claim_id)
          FILTER (WHERE c.place <= CASE WHEN c.many <= ${CLAIMS_NAMED} THEN ${CLAIMS_NAMED}::int ELSE ${CLAIMS_NAMED_OF_MANY}::int END) AS named
      FROM (SELECT s.*, row_number() OVER (PARTITION BY s.saying ORDER BY s.claim_id) AS place, count(*) OVER (PARTITION BY s.saying) AS many FROM said s) c
      GROUP BY c.saying
    ), sayings AS (
      SELECT c.fact_id, c.from_day, c.to_day, c.first, json_build_object(
          'state', c.state, 'canonical', c.canonical, 'qualifier', c.qualifier, 'unit', c.unit, 'measure', c.measure,
          'validFrom', c.valid_from, 'validTo', c.valid_to, 'dates', coalesce(c.dates, '[]'),
          'claimCount', c.claims, 'claims', c.named, 'statuses', c.statuses,
          'origins', coalesce(w.origins, '[]'), 'reports', coalesce(r.reports, '[]'),
          'supports', coalesce(w.supports, 0), 'refutes', coalesce(w.refutes, 0),
          'supportingOrigins', coalesce(w.supporting, 0), 'refutingOrigins', coalesce(w.refuting, 0),
          'supportingPublishers', coalesce(w.supporters, '[]'), 'refutingPublishers', coalesce(w.refuters, '[]')) AS value
      FROM claimed c LEFT JOIN weight w ON w.saying = c.saying LEFT JOIN reported r ON r.saying = c.saying
    )
    SELECT f.id, f.slug, f.question, f.type::text, f.series, f.unit, f.options, f.description, f.retired_at IS NOT NULL AS retired,
      coalesce(json_agg(y.value ORDER BY y.from_day NULLS FIRST, y.to_day NULLS LAST, y.first)
        FILTER (WHERE y.fact_id IS NOT NULL), '[]') AS values
    FROM fact f LEFT JOIN sayings y ON y.fact_id = f.id
    WHERE f.programme_id = ${programmeId} ${some} AND (f.retired_at IS NULL OR y.fact_id IS NOT NULL)
    GROUP BY f.id, f.slug, f.question, f.type, f.series, f.unit, f.options, f.description, f.retired_at, f.ordinal ORDER BY f.ordinal, f.id`);
}
