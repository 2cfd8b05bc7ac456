import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import type { Problem, SearchParams } from '#lib/core/filter.ts';
import { cutPage, type PageLinks } from '#lib/core/keyset.ts';
import { keysetClause } from '#lib/core/keyset-sql.ts';
import { currentProgramme, type Programme } from '#lib/programmes/queries.ts';
import { type ClaimFilter, claimList } from './filter.ts';
import { demandClaim } from './policy.ts';
import type { ClaimRow } from './schema.ts';
import { claimConditions, claimOrder, type FilterScope } from './where.ts';

/** A filter whose names were looked up, ready for every query. */
export type ScopedFilter = { filter: ClaimFilter; scope: FilterScope; programme: Programme };

const LOOKUPS = {
  topic: Prisma.sql`SELECT id, slug AS name FROM topic WHERE programme_id = `,
  fact: Prisma.sql`SELECT id, slug AS name FROM fact WHERE programme_id = `,
};

/**
 * Reads an address for this actor: parses it, and looks up the topics, facts, tags, claimants, publishers and assignees it names.
 * Names that do not exist are told in `problems`, and match nothing.
 */
export async function scopeClaimFilter(
  actor: Actor,
  params: SearchParams,
): Promise<ScopedFilter & { problems: Problem[] }> {
  demandClaim(actor, 'read');
  const programme = await currentProgramme(actor);
  const { filter, problems } = claimList.parse(params);
  const ids = (items: string[] | null) => (items ?? []).filter((item) => /^\d+$/.test(item)).map(Number);
  const wanted = await query<{ key: string; id: number; name: string }>(Prisma.sql`
    SELECT 'topic' AS key, id, name FROM (${LOOKUPS.topic}${programme.id}) t WHERE name = ANY (${filter.topic ?? []})
    UNION ALL SELECT 'fact', id, name FROM (${LOOKUPS.fact}${programme.id}) f WHERE name = ANY (${filter.fact ?? []})
    UNION ALL SELECT 'tag', id, slug FROM tag WHERE slug = ANY (${filter.tag ?? []})
    UNION ALL SELECT 'claimant', id, id::text FROM claimant WHERE id = ANY (${ids(filter.claimant)})
    UNION ALL SELECT 'publisher', id, id::text FROM publisher WHERE id = ANY (${ids(filter.publisher)})
    UNION ALL SELECT 'assignee', id, id::text FROM user_account WHERE id = ANY (${ids(filter.assignee)})`);
  for (const key of ['topic', 'fact', 'tag', 'claimant', 'publisher', 'assignee'] as const) {
    const known = new Set(wanted.filter((row) => row.key === key).map((row) => row.name));
    const unknown = (filter[key] ?? []).filter(
      (item) => item !== 'none' && item !== 'me' && !known.has(item),
    );
    if (!unknown.length) continue;
    problems.push({
      key,
      value: unknown.join(','),
      message: `${unknown.map((item) => `“${item}”`).join(', ')}: there is no such ${key}`,
    });
    const rest = (filter[key] ?? []).filter((item) => !unknown.includes(item));
    filter[key] = rest.length ? rest : null;
  }
  const idsOf = (key: string) => wanted.filter((row) => row.key === key).map((row) => row.id);
  const scope = {
    actor,
    programmeId: programme.id,
    topicIds: idsOf('topic'),
    factIds: idsOf('fact'),
    tagIds: idsOf('tag'),
  };
  return { filter, scope, programme, problems };
}

/** A time as ISO 8601 UTC text. */
export function isoTime(column: Sql): Sql {
  return Prisma.sql`to_char(${column} AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`;
}

/** The columns of a claim's row, from claim c, topic t, claimant a, assignee u. */
export const CLAIM_ROW: Sql = Prisma.sql`
  c.id, c.statement, c.status::text, json_build_object('slug', t.slug, 'name', t.name) AS topic,
  CASE WHEN a.id IS NOT NULL THEN json_build_object('id', a.id, 'name', a.name) END AS claimant,
  c.claimed_on AS "claimedOn", c.language, c.priority::text,
  (SELECT coalesce(json_agg(json_build_object('slug', g.slug, 'name', g.name) ORDER BY g.name), '[]') FROM tag g WHERE g.id = ANY (c.tag_ids)) AS tags,
  CASE WHEN u.id IS NOT NULL THEN json_build_object('id', u.id, 'name', u.name) END AS assignee,
  (SELECT json_build_object('fact', json_build_object('id', f.id, 'slug', f.slug, 'question', f.question, 'type', f.type, 'series', f.series,
       'unit', f.unit, 'options', f.options), 'state', v.state, 'canonical', v.canonical, 'qualifier', v.qualifier, 'unit', v.unit,
       'measure', v.measure, 'asOf', v.as_of)
   FROM value v JOIN fact f ON f.id = v.fact_id WHERE v.claim_id = c.id) AS value,
  c.source_count AS sources, c.independent_origins AS "independentOrigins", c.supports, c.refutes, c.mentions, c.conflicting,
  ${isoTime(Prisma.sql`c.updated_at`)} AS "updatedAt", ${isoTime(Prisma.sql`c.created_at`)} AS "createdAt", c.version`;

export const CLAIM_JOINS: Sql = Prisma.sql`
  JOIN topic t ON t.id = c.topic_id LEFT JOIN claimant a ON a.id = c.claimant_id LEFT JOIN user_account u ON u.id = c.assignee_id`;

export type ClaimPage = { rows: ClaimRow[]; total: number; links: PageLinks };

/** One page of the filtered, sorted list, with the true total. */
export async function listClaims(actor: Actor, { filter, scope }: ScopedFilter): Promise<ClaimPage> {
  demandClaim(actor, 'read');
  const conditions = claimConditions(filter, scope);
  const order = claimOrder(filter.sort, filter);
  const page = keysetClause(order, Prisma.sql`c.id`, filter.place);
  const [read, total] = await Promise.all([
    query<ClaimRow & { key: string }>(Prisma.sql`
      WITH page AS (
        SELECT c.id, (${order.expression})::text AS key, row_number() OVER (ORDER BY ${page.order}) AS place
        FROM claim c ${CLAIM_JOINS} WHERE ${conditions} AND ${page.condition} ORDER BY ${page.order} LIMIT ${filter.per + 1}
      )
      SELECT page.key, ${CLAIM_ROW} FROM page JOIN claim c ON c.id = page.id ${CLAIM_JOINS} ORDER BY page.place`),
    countClaims(actor, { filter, scope }),
  ]);
  const { rows, links } = cutPage(read, {
    per: filter.per,
    sort: filter.sort,
    place: filter.place,
    total,
    keyOf: (row) => row.key,
  });
  return { rows: rows.map(({ key: _, ...row }) => row), total, links };
}

/** How many claims the filter matches. */
export async function countClaims(
  actor: Actor,
  { filter, scope }: Pick<ScopedFilter, 'filter' | 'scope'>,
): Promise<number> {
  demandClaim(actor, 'read');
  const [row] = await query<{ total: number }>(
    Prisma.sql`SELECT count(*)::int AS total FROM claim c WHERE ${claimConditions(filter, scope)}`,
  );
  return row?.total ?? 0;
}
