import { isoTime } from '#lib/claims/queries.ts';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { demandInstrument } from './policy.ts';
import type { ActChoice, DependenceRow, InstrumentDetail, InstrumentRow } from './schema.ts';

/** Claims under one act, the stale ones first; the count of the act says how many there are. */
const MOST_DEPENDANTS = 500;

/** The columns of an act's row, from instrument i. */
const INSTRUMENT_ROW = Prisma.sql`
  i.id, i.version, i.kind::text, i.number, i.issuer, i.title, i.language, i.title_english AS "titleEnglish", i.adopted_on AS "adoptedOn",
  i.published_on AS "publishedOn", ${isoTime(Prisma.sql`i.updated_at`)} AS "updatedAt",
  (SELECT count(*)::int FROM instrument_version v WHERE v.instrument_id = i.id AND v.deleted_at IS NULL) AS versions,
  (SELECT count(*)::int FROM article a WHERE a.instrument_id = i.id AND a.deleted_at IS NULL) AS articles, n.dependants, n.stale`;
const COUNTED = Prisma.sql`CROSS JOIN LATERAL (
    SELECT count(DISTINCT c.id)::int AS dependants, count(DISTINCT c.id) FILTER (WHERE d.stale_since IS NOT NULL)::int AS stale
    FROM dependence d JOIN claim c ON c.id = d.claim_id AND c.deleted_at IS NULL WHERE d.instrument_id = i.id AND d.deleted_at IS NULL
  ) n`;

const ACT_REF = (act: 'i' | 'm') =>
  Prisma.raw(
    `json_build_object('id', ${act}.id, 'kind', ${act}.kind, 'number', ${act}.number, 'adoptedOn', ${act}.adopted_on)`,
  );

/** The acts of the programme, the latest first. */
export async function listInstruments(actor: Actor): Promise<InstrumentRow[]> {
  demandInstrument(actor, 'read');
  const programme = await currentProgramme(actor);
  return query<InstrumentRow>(Prisma.sql`
    SELECT ${INSTRUMENT_ROW} FROM instrument i ${COUNTED} WHERE i.programme_id = ${programme.id} AND i.deleted_at IS NULL
    ORDER BY i.adopted_lower DESC NULLS LAST, i.id`);
}

/** An act whole, deleted ones too. Throws `not_found`. */
export async function getInstrument(actor: Actor, id: number): Promise<InstrumentDetail> {
  demandInstrument(actor, 'read');
  const [row] = await query<InstrumentDetail>(Prisma.sql`
    SELECT ${INSTRUMENT_ROW}, gone.what AS deleted,
      (SELECT coalesce(json_agg(json_build_object('id', v.id, 'version', v.version, 'ordinal', v.ordinal,
          'amendedBy', CASE WHEN m.id IS NOT NULL THEN ${ACT_REF('m')} END, 'inForceFrom', v.in_force_from, 'inForceTo', v.in_force_to,
          'touchesAll', v.touches_all, 'touchedArticleIds', v.touched_article_ids, 'note', v.note,
          'createdAt', ${isoTime(Prisma.sql`v.created_at`)},
          'sources', (SELECT coalesce(json_agg(json_build_object('id', s.id, 'title', s.title, 'publisher', p.name) ORDER BY s.id), '[]')
            FROM source s LEFT JOIN publisher p ON p.id = s.publisher_id WHERE s.id = ANY (v.source_ids) AND s.deleted_at IS NULL)
        ) ORDER BY v.ordinal DESC), '[]')
       FROM instrument_version v LEFT JOIN instrument m ON m.id = v.amended_by_id
       WHERE v.instrument_id = i.id AND v.deleted_at IS NULL) AS "versionList",
      (SELECT coalesce(json_agg(json_build_object('id', a.id, 'version', a.version, 'place', a.place, 'subject', a.subject,
          'texts', (SELECT coalesce(json_agg(json_build_object('id', x.id, 'version', x.version, 'instrumentVersionId', v.id, 'ordinal', v.ordinal,
              'text', x.text, 'language', x.language, 'translation', x.translation) ORDER BY v.ordinal DESC), '[]')
            FROM article_text x JOIN instrument_version v ON v.id = x.instrument_version_id AND v.deleted_at IS NULL WHERE x.article_id = a.id)
        ) ORDER BY a.id), '[]') FROM article a WHERE a.instrument_id = i.id AND a.deleted_at IS NULL) AS "articleList",
      (SELECT coalesce(json_agg(to_json(l) ORDER BY l."staleSince" NULLS LAST, (l.claim ->> 'id')::int), '[]') FROM (
          SELECT d.id, d.version, d.article_id AS "articleId", d.part, d.note, ${isoTime(Prisma.sql`d.stale_since`)} AS "staleSince",
            json_build_object('id', c.id, 'statement', c.statement, 'status', c.status) AS claim
          FROM dependence d JOIN claim c ON c.id = d.claim_id AND c.deleted_at IS NULL WHERE d.instrument_id = i.id AND d.deleted_at IS NULL
          ORDER BY d.stale_since NULLS LAST, c.id LIMIT ${MOST_DEPENDANTS}
        ) l) AS "dependantList"
    FROM instrument i ${COUNTED} LEFT JOIN LATERAL (
      SELECT json_build_object('at', ${isoTime(Prisma.sql`i.deleted_at`)}, 'by', e.actor, 'reason', e.reason) AS what
      FROM event e WHERE e.entity = 'instrument' AND e.entity_id = i.id AND e.action = 'delete' ORDER BY e.id DESC LIMIT 1
    ) gone ON i.deleted_at IS NOT NULL
    WHERE i.id = ${id}`);
  if (!row) throw new AppError('not_found', 'There is no such act.');
  return row;
}

/** The act of an address's last part; null where that is no number, or the number of no act. */
export async function findInstrument(actor: Actor, id: string): Promise<InstrumentDetail | null> {
  if (!/^[1-9]\d{0,8}$/.test(id)) return null;
  try {
    return await getInstrument(actor, Number(id));
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** On what a claim depends, the stale first. */
export async function listDependences(actor: Actor, claimId: number): Promise<DependenceRow[]> {
  demandInstrument(actor, 'read');
  return query<DependenceRow>(Prisma.sql`
    SELECT d.id, d.version, ${ACT_REF('i')} AS instrument, a.place, d.article_id AS "articleId", coalesce(a.subject, '') AS subject,
      d.part::text, d.note, CASE WHEN v.id IS NOT NULL THEN json_build_object('since', ${isoTime(Prisma.sql`d.stale_since`)}, 'ordinal', v.ordinal,
        'amendedBy', CASE WHEN m.id IS NOT NULL THEN ${ACT_REF('m')} END, 'note', v.note) END AS stale
    FROM dependence d JOIN instrument i ON i.id = d.instrument_id LEFT JOIN article a ON a.id = d.article_id
    LEFT JOIN instrument_version v ON v.id = d.stale_version_id LEFT JOIN instrument m ON m.id = v.amended_by_id
    WHERE d.claim_id = ${claimId} AND d.deleted_at IS NULL ORDER BY d.stale_since NULLS LAST, d.id`);
}

/** The acts of the programme with their articles, to choose what a claim depends on. */
export async function actChoices(actor: Actor): Promise<ActChoice[]> {
  demandInstrument(actor, 'read');
  const programme = await currentProgramme(actor);
  return query<ActChoice>(Prisma.sql`
    SELECT i.id, i.kind::text, i.number, i.adopted_on AS "adoptedOn",
      (SELECT coalesce(json_agg(json_build_object('id', a.id, 'place', a.place, 'subject', a.subject) ORDER BY a.id), '[]')
       FROM article a WHERE a.instrument_id = i.id AND a.deleted_at IS NULL) AS articles
    FROM instrument i WHERE i.programme_id = ${programme.id} AND i.deleted_at IS NULL ORDER BY i.adopted_lower DESC NULLS LAST, i.id`);
}
