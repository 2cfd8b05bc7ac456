import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, queryByKey, type Sql } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Problem, SearchParams } from '#lib/core/filter.ts';
import { cutPage, type PageLinks } from '#lib/core/keyset.ts';
import { keysetClause } from '#lib/core/keyset-sql.ts';
import { changeBorder, isRanked } from '#lib/core/search.ts';
import type { SourceSortColumn } from './columns.ts';
import { type SourceCounter, sourceCounter } from './count-queries.ts';
import { type SourceFilter, sourceList } from './filter.ts';
import { demandSource } from './policy.ts';
import type { KnownSource, SourceDetail, SourceRow } from './schema.ts';
import { normaliseUrl } from './url.ts';
import {
  CLAIM_COUNT,
  FOLDED,
  LINK_STATE,
  RELIED_COUNT,
  RELIES_COUNT,
  sourceConditions,
  sourceJoins,
  sourceOrder,
  sourcesFor,
} from './where.ts';

function known(condition: Sql, order: Sql): Promise<KnownSource[]> {
  return query<KnownSource>(Prisma.sql`
    SELECT s.id, s.title, p.name AS publisher, s.url, ${CLAIM_COUNT} AS claims
    FROM source s LEFT JOIN publisher p ON p.id = s.publisher_id
    WHERE s.deleted_at IS NULL AND ${condition}
    ORDER BY ${order}, s.id DESC
    LIMIT 10`);
}

/** The source that is kept under this address in any spelling; null where there is none, or where it is no address (yet). */
export async function findSourceByUrl(actor: Actor, url: string): Promise<KnownSource | null> {
  demandSource(actor, 'read');
  const result = normaliseUrl(url);
  if (!result.ok) return null;
  return (await known(Prisma.sql`s.url_key = ${result.key}`, Prisma.sql`s.id`))[0] ?? null;
}

/** Of each way to match a type-ahead ranks this many: whoever means another one types on. */
const CANDIDATES = Prisma.sql`LIMIT 200`;

/**
 * Sources for a type-ahead: by address where one is typed, else by title or publisher, accents, case and script ignored, a slip
 * allowed. The latest where nothing is typed.
 */
export async function searchSources(actor: Actor, text: string): Promise<KnownSource[]> {
  demandSource(actor, 'read');
  if (text === '') return known(Prisma.sql`true`, Prisma.sql`s.updated_at DESC`);
  const byUrl = await findSourceByUrl(actor, text);
  if (byUrl) return [byUrl];
  const wanted = Prisma.sql`fold_text(${text})`;
  return known(
    Prisma.sql`${wanted} <> '' AND s.id IN (
      (SELECT x.id FROM source_search t JOIN source x ON x.id = t.source_id
        WHERE x.deleted_at IS NULL AND t.title_folded LIKE '%' || ${wanted} || '%' ${CANDIDATES})
      UNION (SELECT x.id FROM source_search t JOIN source x ON x.id = t.source_id
        WHERE x.deleted_at IS NULL AND ${wanted} <% t.title_folded ${CANDIDATES})
      UNION (SELECT x.id FROM publisher y JOIN source x ON x.publisher_id = y.id
        WHERE x.deleted_at IS NULL AND (y.name_key LIKE '%' || ${wanted} || '%' OR ${wanted} <% y.name_key) ${CANDIDATES}))`,
    Prisma.sql`word_similarity(${wanted}, ${FOLDED}) DESC`,
  );
}

/**
 * Reads an address for this actor: parses it and looks up the publishers it names. Publishers that do not exist are told in
 * `problems` and left out; `publishers` are the names of the others, by id.
 */
export async function readSourceFilter(
  actor: Actor,
  params: SearchParams,
): Promise<{ filter: SourceFilter; problems: Problem[]; publishers: Record<string, string> }> {
  demandSource(actor, 'read');
  const { filter, problems } = sourceList.parse(params);
  const wanted = filter.publisher ?? [];
  const ids = wanted.filter((item) => item !== 'none').map(Number);
  if (!ids.length) return { filter, problems, publishers: {} };
  const found = await query<{ id: number; name: string }>(
    Prisma.sql`SELECT id, name FROM publisher WHERE id = ANY (${ids})`,
  );
  const publishers = Object.fromEntries(found.map(({ id, name }) => [id, name]));
  const real = new Set(['none', ...found.map(({ id }) => String(id))]);
  const unknown = wanted.filter((item) => !real.has(item));
  if (!unknown.length) return { filter, problems, publishers };
  const rest = wanted.filter((item) => real.has(item));
  const problem = {
    key: 'publisher',
    value: unknown.join(','),
    message: `${unknown.map((item) => `“${item}”`).join(', ')}: there is no such publisher`,
  };
  return {
    filter: { ...filter, publisher: rest.length ? rest : null },
    problems: [...problems, problem],
    publishers,
  };
}

const ISO = Prisma.raw(`'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'`);
const FROM = Prisma.sql`FROM source s LEFT JOIN publisher p ON p.id = s.publisher_id`;

/** The columns of a source's row, from source s and publisher p. */
const SOURCE_ROW = Prisma.sql`
  s.id, s.title, s.title_exact AS "titleExact", s.url, s.kind::text, s.language, s.published_on AS "publishedOn",
  ${CLAIM_COUNT} AS claims, ${RELIES_COUNT} AS "reliesOn", ${RELIED_COUNT} AS "reliedOnBy", ${LINK_STATE} AS link,
  to_char(s.updated_at AT TIME ZONE 'UTC', ${ISO}) AS "updatedAt", s.version`;

const PUBLISHER = Prisma.sql`
  CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name, 'reliability', p.reliability) END AS publisher`;

/** `ranked` is false where more match than are ranked: the newest change comes first, or last. */
export type SourcePage = { rows: SourceRow[]; total: number; links: PageLinks; ranked: boolean };

/** One page of the filtered, sorted list, with the true total. */
export async function listSources(actor: Actor, filter: SourceFilter): Promise<SourcePage> {
  demandSource(actor, 'read');
  const counter = await sourceCounter(filter);
  if (counter === null) return pageFromRows(filter);
  const ranked = isRanked(filter, counter);
  return { ...pageOf(filter, await readCounted(filter, counter, ranked), counter.total()), ranked };
}

/** The same by SQL. */
export async function pageFromRows(filter: SourceFilter): Promise<SourcePage> {
  const conditions = sourceConditions(filter);
  const [read, counted] = await Promise.all([
    readSorted(filter, conditions),
    query<{ total: number }>(
      Prisma.sql`SELECT count(*)::int AS total ${sourcesFor(filter)} WHERE ${conditions}`,
    ),
  ]);
  return { ...pageOf(filter, read, counted[0]?.total ?? 0), ranked: true };
}

type KeyedRow = SourceRow & { key: string };

function pageOf(
  { per, sort, place }: SourceFilter,
  read: KeyedRow[],
  total: number,
): Omit<SourcePage, 'ranked'> {
  const { rows, links } = cutPage(read, { per, sort, place, total, keyOf: (row) => row.key });
  return { rows: rows.map(({ key: _, ...row }) => row), total, links };
}

/** A page by the columns in memory; by SQL where they do not know the order. */
async function readCounted(
  filter: SourceFilter,
  counter: SourceCounter,
  ranked: boolean,
): Promise<KeyedRow[]> {
  const sort = filter.sort.replace(/^-/, '') as SourceSortColumn;
  const { expression, descending } = sourceOrder(filter.sort, filter.q);
  const way = { descending, backwards: filter.place?.direction === 'previous' };
  const border = filter.place?.border ?? null;
  const take = filter.per + 1;
  const ids = ranked
    ? counter.page({ sort, ...way }, border, take)
    : counter.page({ sort: 'updated', ...way }, changeBorder(border), take);
  if (ids === null) {
    const among = sort === 'title' ? await counter.around(way, border, take) : null;
    if (among === null && filter.q === null) return readSorted(filter, sourceConditions(filter));
    return readSorted(filter, Prisma.sql`s.id = ANY (${among ?? counter.ids()}::int[])`);
  }
  const key = ranked ? expression : Prisma.sql`extract(epoch FROM s.updated_at)`;
  return queryByKey<KeyedRow>(Prisma.sql`
    SELECT (${key})::text AS key, ${SOURCE_ROW}, ${PUBLISHER}
    FROM unnest(${ids}::int[]) WITH ORDINALITY AS page (id, place) JOIN source s ON s.id = page.id ${sourceJoins(true)}
    ORDER BY page.place`);
}

/** A page found, sorted and cut by SQL. The key is worked out once for each source, since to rank takes long. */
function readSorted(filter: SourceFilter, conditions: Sql): Promise<KeyedRow[]> {
  const { expression, ...order } = sourceOrder(filter.sort, filter.q);
  const key = { ...order, expression: Prisma.sql`found.key` };
  const page = keysetClause(key, Prisma.sql`found.id`, filter.place);
  return query<KeyedRow>(Prisma.sql`
    WITH found AS (SELECT s.id, ${expression} AS key ${sourcesFor(filter)} WHERE ${conditions}), page AS (
      SELECT id, key, row_number() OVER (ORDER BY ${page.order}) AS place FROM found WHERE ${page.condition} ORDER BY ${page.order} LIMIT ${filter.per + 1}
    )
    SELECT page.key::text AS key, ${SOURCE_ROW}, ${PUBLISHER}
    FROM page JOIN source s ON s.id = page.id LEFT JOIN publisher p ON p.id = s.publisher_id
    ORDER BY page.place`);
}

/** A source whole, deleted ones too. Throws `not_found`. */
export async function getSource(actor: Actor, id: number): Promise<SourceDetail> {
  demandSource(actor, 'read');
  const [row] = await query<SourceDetail>(Prisma.sql`
    SELECT ${SOURCE_ROW}, to_char(s.created_at AT TIME ZONE 'UTC', ${ISO}) AS "createdAt",
      (SELECT u.name FROM user_account u WHERE u.id = s.created_by_id) AS "createdBy",
      (SELECT v.actor FROM event v WHERE v.entity = 'source' AND v.entity_id = s.id ORDER BY v.id DESC LIMIT 1) AS "updatedBy",
      CASE WHEN p.id IS NOT NULL THEN json_build_object('id', p.id, 'name', p.name, 'kind', p.kind, 'country', p.country,
        'reliability', p.reliability,
        'network', (SELECT json_build_object('id', n.id, 'name', n.name) FROM publisher n WHERE n.id = p.parent_id),
        'sources', (SELECT count(*) FROM source o WHERE o.publisher_id = p.id AND o.deleted_at IS NULL)) END AS publisher,
      CASE WHEN s.deleted_at IS NOT NULL THEN (
        SELECT json_build_object('at', to_char(v.at AT TIME ZONE 'UTC', ${ISO}), 'by', v.actor, 'reason', v.reason)
        FROM event v WHERE v.entity = 'source' AND v.entity_id = s.id AND v.action = 'delete' ORDER BY v.id DESC LIMIT 1) END AS deleted
    ${FROM} WHERE s.id = ${id}`);
  if (!row) throw new AppError('not_found', 'There is no such source.');
  return row;
}

/** The source of an address's last part; null where that is no number, or the number of no source. */
export async function findSource(actor: Actor, id: string): Promise<SourceDetail | null> {
  if (!/^[1-9]\d{0,8}$/.test(id)) return null;
  try {
    return await getSource(actor, Number(id));
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}

/** BCP 47 tags of sources, the most frequent first. */
export async function sourceLanguages(actor: Actor): Promise<string[]> {
  demandSource(actor, 'read');
  const rows = await query<{ language: string }>(Prisma.sql`
    SELECT language FROM source WHERE language IS NOT NULL AND deleted_at IS NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 12`);
  return rows.map((row) => row.language);
}
