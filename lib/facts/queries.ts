import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import { eachRow } from '#lib/core/stream.ts';
import { RELIABILITIES } from '#lib/sources/vocabulary.ts';
import { heldOn } from './held-queries.ts';
import { demandFact } from './policy.ts';
import { buildSheet, type SaidFact, type SaidValue, type SheetSection } from './sheet.ts';
import type { OriginItem } from './weighing.ts';
import { type Credibility, DIRECTNESSES } from './weights.ts';

/** Claims told by name under one value, the oldest; the count says how many there are. Where they are more, a few stand for them. */
const CLAIMS_NAMED = 20;
const CLAIMS_NAMED_OF_MANY = 5;

type Only = { factIds?: readonly number[] | null; on?: string | null };
type SaidRow = Omit<SaidFact, 'values'> & {
  /** Key and name by a number. */
  voices: Record<number, [string, string]>;
  values: (Omit<SaidValue, 'origins' | 'supportingOrigins' | 'refutingOrigins'> & { origins: number[] })[];
};

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
export async function saidFacts(actor: Actor, programmeId: number, only: Only = {}): Promise<SaidFact[]> {
  demandFact(actor, 'read');
  return (await query<SaidRow>(saying(programmeId, only))).map(told);
}

/** The same, one after the other as somebody takes them: of a large ledger, all of them are more than fits. */
export async function* eachSaidFact(
  actor: Actor,
  programmeId: number,
  only: Only = {},
): AsyncGenerator<SaidFact, undefined> {
  demandFact(actor, 'read');
  for await (const row of eachRow<SaidRow>(saying(programmeId, only))) yield told(row);
}

function told({ voices, ...row }: SaidRow): SaidFact {
  const values = row.values.map((value) => {
    const origins = value.origins.map((code) => originOf(code, voices));
    return { ...value, origins, ...countVoices(origins) };
  });
  return { ...row, values };
}

/** Origin b of voice w as one number: a fact has ten thousand, and as many texts would be written, sent and read. `originOf` reads it. */
function originCode(): Sql {
  return Prisma.sql`w.number * 1024 + b.against::int * 512 + b.relayed::int * 256 + b.credibility * 32
    + (array_position(${RELIABILITIES}::text[], coalesce(b.reliability, w.reliability, 'F')::text) - 1) * 4
    + array_position(${DIRECTNESSES}::text[], b.directness) - 1`;
}

function originOf(code: number, voices: SaidRow['voices']): OriginItem {
  const [voice, label] = voices[Math.floor(code / 1024)] ?? [];
  const reliability = RELIABILITIES[(code >> 2) & 7];
  const directness = DIRECTNESSES[code & 3];
  if (voice === undefined || label === undefined || reliability === undefined || directness === undefined)
    throw new Error(`no origin is written as ${code}`);
  return {
    voice,
    label,
    against: (code & 512) !== 0,
    relayed: (code & 256) !== 0,
    credibility: ((code >> 5) & 7) as Credibility,
    reliability,
    directness,
  };
}

function countVoices(origins: readonly OriginItem[]) {
  const voices = (side: boolean) =>
    new Set(origins.filter(({ against }) => against === side).map(({ voice }) => voice)).size;
  return { supportingOrigins: voices(false), refutingOrigins: voices(true) };
}

function saying(programmeId: number, { factIds = null, on = null }: Only): Sql {
  const some = factIds === null ? Prisma.empty : Prisma.sql`AND f.id = ANY (${factIds})`;
  const held = on === null ? Prisma.empty : Prisma.sql`AND ${heldOn(on)}`;
  return Prisma.sql`
    WITH said AS MATERIALIZED (
      SELECT f.id AS fact_id, f.series, v.state, v.canonical, v.qualifier, coalesce(v.unit, f.unit) AS unit, v.measure, v.valid_from, v.valid_to,
        v.as_of, v.as_of_lower, v.as_of_upper, c.id AS claim_id, c.status, c.statement,
        dense_rank() OVER (ORDER BY f.id, CASE WHEN f.series THEN v.as_of END, v.state, v.canonical, v.qualifier, coalesce(v.unit, f.unit), v.measure,
          v.valid_from, v.valid_to) AS saying
      FROM fact f JOIN value v ON v.fact_id = f.id JOIN claim c ON c.id = v.claim_id
      WHERE f.programme_id = ${programmeId} ${some} AND c.programme_id = ${programmeId} AND c.deleted_at IS NULL ${held}
    ), outlet AS MATERIALIZED (
      SELECT p.id, p.name, p.kind, p.reliability, CASE WHEN p.parent_id IS NULL THEN p.name_key ELSE publisher_voice(p.id) END AS voice FROM publisher p
    ), told AS MATERIALIZED (
      SELECT s.fact_id, s.saying, e.claim_id, e.source_id, e.stance, e.credibility, o.name AS publisher, o.reliability, coalesce(o.voice, '#' || d.id) AS voice,
        CASE WHEN s.series AND s.as_of IS NOT NULL AND e.stance <> 'refutes' THEN coalesce(o.name, d.title) END AS report, d.published_on,
        CASE WHEN d.kind = 'official' OR o.kind = 'government' THEN 'official' WHEN d.kind = 'law_firm' THEN 'act' ELSE 'report' END AS directness
      FROM said s JOIN evidence e ON e.claim_id = s.claim_id JOIN source d ON d.id = e.source_id LEFT JOIN outlet o ON o.id = d.publisher_id
      WHERE e.deleted_at IS NULL AND d.deleted_at IS NULL
    ), traced AS MATERIALIZED (
      -- Where no source of a claim relies on anything, each speaks for itself.
      SELECT g.claim_id, g.source_id, g.origin FROM claims_origins((SELECT array_agg(DISTINCT t.claim_id) FROM told t
        WHERE t.stance <> 'mentions' AND t.source_id IN (SELECT r.source_id FROM reliance r WHERE r.deleted_at IS NULL))) g
    ), bearing AS MATERIALIZED (
      SELECT DISTINCT t.fact_id, t.saying, coalesce(g.origin, t.voice) AS origin, t.stance = 'refutes' AS against, k.relayed, t.credibility,
        CASE WHEN NOT k.relayed THEN t.reliability END AS reliability,
        CASE WHEN own.claim_id IS NOT NULL THEN 'text' WHEN k.relayed THEN 'report' ELSE t.directness END AS directness
      FROM told t LEFT JOIN traced g ON g.claim_id = t.claim_id AND g.source_id = t.source_id
        LEFT JOIN own_text own ON own.claim_id = t.claim_id AND own.source_id = t.source_id
        CROSS JOIN LATERAL (SELECT coalesce(g.origin, t.voice) <> t.voice AS relayed) k
      WHERE t.stance <> 'mentions'
    ), voice AS MATERIALIZED (
      -- The name of a voice: its publisher's, the one it is cited by, or the title of a document that nobody is known to publish.
      SELECT b.origin, row_number() OVER () AS number, o.reliability,
        CASE WHEN b.origin ~ '^#[0-9]+$' THEN (SELECT t.title FROM source t WHERE t.id = substr(b.origin, 2)::int)
          ELSE coalesce(o.name, n.name, b.origin) END AS label
      FROM (SELECT DISTINCT origin FROM bearing) b LEFT JOIN publisher o ON o.name_key = b.origin
        LEFT JOIN (SELECT r.origin_key, min(r.origin_name) AS name FROM reliance r WHERE r.origin_key IN (SELECT origin FROM bearing)
          GROUP BY r.origin_key) n ON n.origin_key = b.origin
    ), heard AS MATERIALIZED (
      SELECT b.fact_id, b.saying, w.number AS voice, ${originCode()} AS code FROM bearing b JOIN voice w ON w.origin = b.origin
    ), spoken AS MATERIALIZED (
      SELECT h.fact_id, json_object_agg(w.number, json_build_array(w.origin, w.label)) AS voices
      FROM (SELECT DISTINCT fact_id, voice FROM heard) h JOIN voice w ON w.number = h.voice GROUP BY h.fact_id
    ), weight AS (
      SELECT h.saying, json_agg(h.code) AS origins FROM heard h GROUP BY h.saying
    ), counted AS (
      SELECT t.saying, count(*) FILTER (WHERE t.stance NOT IN ('refutes', 'mentions')) AS supports, count(*) FILTER (WHERE t.stance = 'refutes') AS refutes
      FROM told t GROUP BY t.saying
    ), published AS (
      SELECT p.saying, json_agg(p.publisher ORDER BY p.publisher) FILTER (WHERE NOT p.against) AS supporters,
        json_agg(p.publisher ORDER BY p.publisher) FILTER (WHERE p.against) AS refuters
      FROM (SELECT DISTINCT t.saying, t.stance = 'refutes' AS against, t.publisher FROM told t
        WHERE t.publisher IS NOT NULL AND t.stance <> 'mentions') p GROUP BY p.saying
    ), reported AS (
      SELECT r.saying, json_agg(json_build_object('id', r.source_id, 'name', r.report, 'publishedOn', r.published_on) ORDER BY r.source_id) AS reports
      FROM (SELECT DISTINCT t.saying, t.source_id, t.report, t.published_on FROM told t WHERE t.report IS NOT NULL) r GROUP BY r.saying
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
          'supports', coalesce(n.supports, 0), 'refutes', coalesce(n.refutes, 0),
          'supportingPublishers', coalesce(p.supporters, '[]'), 'refutingPublishers', coalesce(p.refuters, '[]')) AS value
      FROM claimed c LEFT JOIN weight w ON w.saying = c.saying LEFT JOIN counted n ON n.saying = c.saying
        LEFT JOIN published p ON p.saying = c.saying LEFT JOIN reported r ON r.saying = c.saying
    )
    SELECT f.id, f.slug, f.question, f.type::text, f.series, f.unit, f.options, f.description, f.retired_at IS NOT NULL AS retired,
      coalesce((SELECT k.voices FROM spoken k WHERE k.fact_id = f.id), '{}') AS voices,
      coalesce(json_agg(y.value ORDER BY y.from_day NULLS FIRST, y.to_day NULLS LAST, y.first)
        FILTER (WHERE y.fact_id IS NOT NULL), '[]') AS values
    FROM fact f LEFT JOIN sayings y ON y.fact_id = f.id
    WHERE f.programme_id = ${programmeId} ${some} AND (f.retired_at IS NULL OR y.fact_id IS NOT NULL)
    GROUP BY f.id, f.slug, f.question, f.type, f.series, f.unit, f.options, f.description, f.retired_at, f.ordinal ORDER BY f.ordinal, f.id`;
}
