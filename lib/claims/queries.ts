import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { Prisma, query, queryByKey, type Sql } from '#lib/core/db.ts';
import type { Problem, SearchParams } from '#lib/core/filter.ts';
import { cutPage, type PageLinks } from '#lib/core/keyset.ts';
import { keysetClause } from '#lib/core/keyset-sql.ts';
import { notYet } from '#lib/core/moment.ts';
import { changeBorder, isRanked } from '#lib/core/search.ts';
import { readAsOf } from '#lib/history/queries.ts';
import { currentProgramme, type Programme } from '#lib/programmes/queries.ts';
import type { ClaimSortColumn } from './columns.ts';
import { type ClaimCounter, claimCounter } from './count-queries.ts';
import { type ClaimFilter, claimList } from './filter.ts';
import { demandClaim } from './policy.ts';
import type { ClaimRow, FilterNames } from './schema.ts';
import { claimConditions, claimOrder, type FilterScope, lookUpSearch } from './where.ts';

/** A filter whose names were looked up, ready for every query. */
export type ScopedFilter = {
  filter: ClaimFilter;
  scope: FilterScope;
  programme: Programme;
};

const LOOKUPS = {
  topic: Prisma.sql`SELECT id, slug AS name, name AS label FROM topic WHERE programme_id = `,
  fact: Prisma.sql`SELECT id, slug AS name, question AS label FROM fact WHERE programme_id = `,
};

const NAMED = ['topic', 'fact', 'tag', 'claimant', 'publisher', 'assignee'] as const;

type NamedKey = (typeof NAMED)[number];
type NamedRow = { key: NamedKey; id: number; name: string; label: string };

/** The rows behind the names that a filter holds. */
async function lookUpNames(filter: ClaimFilter, programmeId: number): Promise<NamedRow[]> {
  if (NAMED.every((key) => filter[key] === null)) return [];
  const ids = (items: string[] | null) => (items ?? []).filter((item) => /^\d+$/.test(item)).map(Number);
  return query<NamedRow>(Prisma.sql`
    SELECT 'topic' AS key, id, name, label FROM (${LOOKUPS.topic}${programmeId}) t WHERE name = ANY (${filter.topic ?? []})
    UNION ALL SELECT 'fact', id, name, label FROM (${LOOKUPS.fact}${programmeId}) f WHERE name = ANY (${filter.fact ?? []})
    UNION ALL SELECT 'tag', id, slug, name FROM tag WHERE slug = ANY (${filter.tag ?? []})
    UNION ALL SELECT 'claimant', id, id::text, name FROM claimant WHERE id = ANY (${ids(filter.claimant)})
    UNION ALL SELECT 'publisher', id, id::text, name FROM publisher WHERE id = ANY (${ids(filter.publisher)})
    UNION ALL SELECT 'assignee', id, id::text, name FROM user_account WHERE id = ANY (${ids(filter.assignee)})`);
}

/**
 * Reads an address for this actor: parses it, and looks up the topics, facts, tags, claimants, publishers and assignees it names.
 * Names that do not exist are told in `problems`, and match nothing; what the others stand for is in `names`.
 */
export async function scopeClaimFilter(
  actor: Actor,
  params: SearchParams,
): Promise<ScopedFilter & { problems: Problem[]; names: FilterNames }> {
  demandClaim(actor, 'read');
  const programme = await currentProgramme(actor);
  const { filter, problems } = claimList.parse(params);
  const [wanted, search] = await Promise.all([lookUpNames(filter, programme.id), lookUpSearch(filter.q)]);
  for (const key of NAMED) {
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
  const early = filter.asOf === null ? null : notYet(filter.asOf, now());
  if (filter.asOf !== null && early !== null) {
    problems.push({ key: 'asOf', value: filter.asOf, message: early });
    filter.asOf = null;
  }
  const idsOf = (key: string) => wanted.filter((row) => row.key === key).map((row) => row.id);
  const scope = {
    actor,
    programmeId: programme.id,
    topicIds: idsOf('topic'),
    factIds: idsOf('fact'),
    tagIds: idsOf('tag'),
    search,
  };
  const names: FilterNames = {};
  for (const { key, name, label } of wanted) names[key] = { ...names[key], [name]: label };
  return { filter, scope, programme, problems, names };
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
       'measure', v.measure, 'asOf', v.as_of, 'validFrom', v.valid_from, 'validTo', v.valid_to)
   FROM value v JOIN fact f ON f.id = v.fact_id WHERE v.claim_id = c.id) AS value,
  c.source_count AS sources, c.independent_origins AS "independentOrigins", c.supports, c.refutes, c.mentions, c.conflicting,
  ${isoTime(Prisma.sql`c.updated_at`)} AS "updatedAt", ${isoTime(Prisma.sql`c.created_at`)} AS "createdAt", c.version`;

export const CLAIM_JOINS: Sql = Prisma.sql`
  JOIN topic t ON t.id = c.topic_id LEFT JOIN claimant a ON a.id = c.claimant_id LEFT JOIN user_account u ON u.id = c.assignee_id`;

/** `ranked` is false where more matched than are ranked: they then come newest change first. */
export type ClaimPage<Row = ClaimRow> = { rows: Row[]; total: number; links: PageLinks; ranked: boolean };

/** One page of the filtered, sorted list, with the true total; `columns` are those of a row, `CLAIM_ROW` and maybe more. */
export function listClaims<Row extends ClaimRow = ClaimRow>(
  actor: Actor,
  scoped: ScopedFilter,
  columns: Sql = CLAIM_ROW,
): Promise<ClaimPage<Row>> {
  demandClaim(actor, 'read');
  return readAsOf(scoped.filter, () => pageOf<Row>(scoped, columns));
}

async function pageOf<Row extends ClaimRow>(
  { filter, scope }: ScopedFilter,
  columns: Sql,
): Promise<ClaimPage<Row>> {
  const counter = await claimCounter(filter, scope);
  const total = counter ? counter.total() : await countRows(filter, scope);
  const ranked = isRanked(filter, counter);
  const read = await (counter
    ? readCounted<Row>(filter, scope, columns, counter, ranked)
    : readSorted<Row>(filter, scope, columns));
  const { rows, links } = cutPage(read, {
    per: filter.per,
    sort: filter.sort,
    place: filter.place,
    total,
    keyOf: (row) => row.key,
  });
  return { rows: rows.map(withoutKey), total, links, ranked };
}

type Keyed<Row> = Row & { key: string };

function withoutKey<Row>({ key: _, ...row }: Keyed<Row>): Row {
  return row as Row;
}

/** A page by the columns in memory; by SQL where they do not know the order. */
async function readCounted<Row extends ClaimRow>(
  filter: ClaimFilter,
  scope: FilterScope,
  columns: Sql,
  counter: ClaimCounter,
  ranked: boolean,
): Promise<Keyed<Row>[]> {
  const { expression, descending } = claimOrder(filter.sort, scope.search);
  const column = filter.sort.replace(/^-/, '') as ClaimSortColumn;
  const among = (ids: number[] | null) =>
    readSorted<Row>(
      filter,
      scope,
      columns,
      ids === null ? undefined : Prisma.sql`c.id = ANY (${ids}::int[])`,
    );
  if (column === 'relevance' && ranked) return among(counter.ids());
  const border = filter.place?.border ?? null;
  const backwards = filter.place?.direction === 'previous';
  const take = filter.per + 1;
  const ids = ranked
    ? counter.page({ sort: column, descending, backwards }, border, take)
    : counter.page({ sort: 'updated', descending, backwards }, changeBorder(border), take);
  if (ids === null)
    return among(
      column === 'statement' ? await counter.around({ descending, backwards }, border, take) : null,
    );
  const key = ranked ? expression : Prisma.sql`extract(epoch FROM c.updated_at)`;
  return queryByKey<Keyed<Row>>(Prisma.sql`
    SELECT (${key})::text AS key, ${columns} FROM unnest(${ids}::int[]) WITH ORDINALITY AS page (id, place)
    JOIN claim c ON c.id = page.id ${CLAIM_JOINS} ORDER BY page.place`);
}

/** A page found, sorted and cut by SQL; `among` is another way to say which claims match. */
export function readSorted<Row extends ClaimRow>(
  filter: ClaimFilter,
  scope: FilterScope,
  columns: Sql,
  among: Sql = claimConditions(filter, scope),
): Promise<Keyed<Row>[]> {
  const { expression, ...order } = claimOrder(filter.sort, scope.search);
  const page = keysetClause(
    { ...order, expression: Prisma.sql`found.key` },
    Prisma.sql`found.id`,
    filter.place,
  );
  // The key is worked out once for each claim: parameters that stand in it twice are two expressions to PostgreSQL.
  return query<Keyed<Row>>(Prisma.sql`
    WITH found AS (SELECT c.id, ${expression} AS key FROM claim c ${CLAIM_JOINS} WHERE ${among}),
    page AS (
      SELECT id, key, row_number() OVER (ORDER BY ${page.order}) AS place FROM found WHERE ${page.condition} ORDER BY ${page.order} LIMIT ${filter.per + 1}
    )
    SELECT page.key::text AS key, ${columns} FROM page JOIN claim c ON c.id = page.id ${CLAIM_JOINS} ORDER BY page.place`);
}

/** How many claims the filter matches. */
export async function countClaims(
  actor: Actor,
  { filter, scope }: Pick<ScopedFilter, 'filter' | 'scope'>,
): Promise<number> {
  demandClaim(actor, 'read');
  return readAsOf(filter, async () => {
    const counter = await claimCounter(filter, scope);
    return counter ? counter.total() : countRows(filter, scope);
  });
}

export async function countRows(filter: ClaimFilter, scope: FilterScope): Promise<number> {
  const [row] = await query<{ total: number }>(
    Prisma.sql`SELECT count(*)::int AS total FROM claim c WHERE ${claimConditions(filter, scope)}`,
  );
  return row?.total ?? 0;
}
