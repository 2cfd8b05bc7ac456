import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandEvidence } from './policy.ts';
import type { EvidenceRow, QuotableEvidence } from './schema.ts';

/**
 * The live evidence of a claim: by stance (supports, refutes, origin, mentions), then by date of publication. Origins are found by
 * `claim_origins` and named as their publisher, document or, where there is no document, as they were written down.
 */
export async function listEvidence(actor: Actor, claimId: number): Promise<EvidenceRow[]> {
  demandEvidence(actor, 'read');
  return query<EvidenceRow>(Prisma.sql`
    WITH RECURSIVE docs AS (
      SELECT e.id, e.source_id FROM evidence e JOIN source s ON s.id = e.source_id
      WHERE e.claim_id = ${claimId} AND e.deleted_at IS NULL AND s.deleted_at IS NULL
    ), back AS (
      SELECT source_id AS id FROM docs
      UNION
      SELECT r.origin_source_id FROM back JOIN reliance r ON r.source_id = back.id AND r.deleted_at IS NULL
      WHERE r.origin_source_id IS NOT NULL
    ), written AS (
      SELECT r.origin_key AS key, min(r.origin_name) AS name FROM back JOIN reliance r ON r.source_id = back.id AND r.deleted_at IS NULL
      WHERE r.origin_key IS NOT NULL GROUP BY r.origin_key
    ), origins AS (
      SELECT o.source_id, array_agg(DISTINCT coalesce(p.name, s.title, w.name, o.origin)) AS names
      FROM claim_origins(${claimId}) o
      LEFT JOIN publisher p ON p.name_key = o.origin
      LEFT JOIN source s ON s.id = CASE WHEN o.origin ~ '^#[0-9]{1,9}$' THEN substr(o.origin, 2)::int END
      LEFT JOIN written w ON w.key = o.origin
      GROUP BY o.source_id
    )
    SELECT e.id, e.version, e.stance::text, e.credibility::int, e.quote, e.place, e.note, coalesce(o.names, '{}') AS origins,
      e.translation, e.translation_language AS "translationLanguage",
      CASE WHEN m.snapshot_id IS NOT NULL THEN json_build_object('snapshotId', m.snapshot_id, 'outcome', m.outcome, 'score', m.score,
        'start', m.start, 'end', m."end", 'fetchedAt', to_char(n.fetched_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) END AS match,
      json_build_object('id', s.id, 'url', s.url, 'title', s.title, 'titleExact', s.title_exact, 'kind', s.kind, 'language', s.language,
        'publishedOn', s.published_on,
        'publisher', CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name, 'reliability', p.reliability) END,
        'reliesOn', (
          SELECT coalesce(json_agg(json_build_object('name', coalesce(r.origin_name, op.name, os.title), 'sourceId', r.origin_source_id) ORDER BY r.id), '[]')
          FROM reliance r LEFT JOIN source os ON os.id = r.origin_source_id LEFT JOIN publisher op ON op.id = os.publisher_id
          WHERE r.source_id = s.id AND r.deleted_at IS NULL AND os.deleted_at IS NULL)) AS source
    FROM docs d JOIN evidence e ON e.id = d.id JOIN source s ON s.id = d.source_id
    LEFT JOIN publisher p ON p.id = s.publisher_id LEFT JOIN origins o ON o.source_id = s.id
    LEFT JOIN quote_match m ON m.evidence_id = e.id AND m.latest LEFT JOIN snapshot n ON n.id = m.snapshot_id
    ORDER BY array_position(ARRAY['supports', 'refutes', 'origin', 'mentions'], e.stance::text), s.published_lower NULLS LAST, e.id`);
}

/** So many claims can be chosen from when a passage is quoted. */
const MOST_QUOTABLE = 500;

/** The claims that rest on a source, to which a passage of it may be given as their quote; the latest changed first. */
export async function listQuotable(actor: Actor, sourceId: number): Promise<QuotableEvidence[]> {
  demandEvidence(actor, 'read');
  return query<QuotableEvidence>(Prisma.sql`
    SELECT e.id, e.version, c.id AS "claimId", c.statement, e.quote FROM evidence e JOIN claim c ON c.id = e.claim_id
    WHERE e.source_id = ${sourceId} AND e.deleted_at IS NULL AND c.deleted_at IS NULL
    ORDER BY c.updated_at DESC, c.id DESC LIMIT ${MOST_QUOTABLE}`);
}
