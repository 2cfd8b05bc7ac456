import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import type { FactOption } from '#lib/facts/schema.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { listTags } from '#lib/tags/queries.ts';
import { listAssignees } from '#lib/users/queries.ts';
import { demandClaim } from './policy.ts';
import { CLAIM_JOINS, CLAIM_ROW } from './queries.ts';
import type { ClaimDetail, FormChoices, SimilarClaim } from './schema.ts';

/** A claim whole, deleted ones too. Throws `not_found`. */
export async function getClaim(actor: Actor, id: number): Promise<ClaimDetail> {
  demandClaim(actor, 'read');
  const [claim] = await query<ClaimDetail>(Prisma.sql`
    SELECT ${CLAIM_ROW}, json_build_object('slug', p.slug, 'name', p.name) AS programme, c.topic_id AS "topicId",
      c.original_wording AS "originalWording", c.rationale, n.name AS "createdBy", gone.what AS deleted
    FROM claim c ${CLAIM_JOINS} JOIN programme p ON p.id = c.programme_id LEFT JOIN user_account n ON n.id = c.created_by_id
    LEFT JOIN LATERAL (
      SELECT json_build_object('at', to_char(c.deleted_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'),
        'by', e.actor, 'reason', e.reason) AS what
      FROM event e WHERE e.entity = 'claim' AND e.entity_id = c.id AND e.action = 'delete' ORDER BY e.id DESC LIMIT 1
    ) gone ON c.deleted_at IS NOT NULL
    WHERE c.id = ${id}`);
  if (!claim) throw new AppError('not_found', 'There is no such claim.');
  return claim;
}

/** The claim of an address, by the id as it stands there; null where there is none. */
export async function findClaim(actor: Actor, id: string): Promise<ClaimDetail | null> {
  if (!/^[1-9]\d{0,8}$/.test(id)) return null;
  try {
    return await getClaim(actor, Number(id));
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** Shorter texts resemble everything. */
const SIMILAR_FROM = 12;

/** Share of common trigrams from which two sentences may say the same; two wordings of one claim are often near 0.4. */
const SIMILAR = '0.35';
/** In milliseconds: somebody is typing, and an answer that comes later is about another text. */
const PATIENCE = '1500';

/**
 * Up to five live claims of the programme whose statement or original wording resembles the text, case, accents and script aside.
 * Throws `unavailable` where looking takes too long.
 */
export async function findSimilarClaims(
  actor: Actor,
  input: { statement: string; exceptId: number | null },
): Promise<SimilarClaim[]> {
  demandClaim(actor, 'read');
  if (input.statement.length < SIMILAR_FROM) return [];
  const programme = await currentProgramme(actor);
  return transaction(actor, '', async (tx) => {
    await tx.$executeRaw`
      SELECT set_config('pg_trgm.similarity_threshold', ${SIMILAR}, true), set_config('statement_timeout', ${PATIENCE}, true)`;
    return tx.$queryRaw<SimilarClaim[]>`
      SELECT c.id, c.statement, c.status::text,
        greatest(similarity(x.statement_folded, folded), similarity(x.wording_folded, folded)) AS similarity
      FROM claim c JOIN claim_search x ON x.claim_id = c.id, fold_text(${input.statement}) AS folded
      WHERE c.programme_id = ${programme.id} AND c.deleted_at IS NULL AND c.id <> ${input.exceptId ?? 0}
        AND (x.statement_folded % folded OR x.wording_folded % folded)
      ORDER BY similarity DESC, c.id LIMIT 5`;
  });
}

/** What the claim's form, its page and a change of many claims offer to choose from. */
export async function formChoices(actor: Actor): Promise<FormChoices> {
  demandClaim(actor, 'read');
  const programme = await currentProgramme(actor);
  const [topics, tags, facts, assignees, languages] = await Promise.all([
    query<FormChoices['topics'][number]>(Prisma.sql`
      SELECT id, slug, name, retired_at IS NOT NULL AS retired FROM topic WHERE programme_id = ${programme.id} ORDER BY ordinal, name, id`),
    listTags(actor),
    query<FactOption>(Prisma.sql`
      SELECT id, slug, question, type::text, series, unit, options, description, measures,
        retired_at IS NOT NULL AS retired
      FROM fact WHERE programme_id = ${programme.id} ORDER BY slug`),
    listAssignees(actor),
    claimLanguages(actor),
  ]);
  return { topics, tags, facts, assignees, languages };
}

/** The BCP 47 tags of the latest claims, the most frequent first. */
export async function claimLanguages(actor: Actor): Promise<string[]> {
  demandClaim(actor, 'read');
  const rows = await query<{ language: string }>(Prisma.sql`
    SELECT language FROM (SELECT language FROM claim WHERE deleted_at IS NULL ORDER BY id DESC LIMIT 2000) latest
    GROUP BY language ORDER BY count(*) DESC, language LIMIT 50`);
  return rows.map((row) => row.language);
}
