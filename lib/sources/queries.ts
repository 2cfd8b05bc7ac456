import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Problem, SearchParams } from '#lib/core/filter.ts';
import { cutPage, type PageLinks } from '#lib/core/keyset.ts';
import { keysetClause } from '#lib/core/keyset-sql.ts';
import { type SourceFilter, type SourceNarrowing, sourceList } from './filter.ts';
import { demandSource } from './policy.ts';
import type { FacetOption, KnownSource, SourceDetail, SourceFacets, SourceRow } from './schema.ts';
import { normaliseUrl } from './url.ts';
import { SOURCE_FACETS, type SourceFacetKey } from './vocabulary.ts';
import {
  CLAIM_COUNT,
  LINK,
  LINK_STATE,
  RELIED_COUNT,
  RELIES_COUNT,
  sourceCondition,
  sourceConditions,
  sourceOrder,
  sourcesFor,
  USE,
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
      (SELECT x.id FROM source x WHERE x.deleted_at IS NULL AND fold_text(x.title) LIKE '%' || ${wanted} || '%' ${CANDIDATES})
      UNION (SELECT x.id FROM source x WHERE x.deleted_at IS NULL AND ${wanted} <% fold_text(x.title) ${CANDIDATES})
      UNION (SELECT x.id FROM publisher y JOIN source x ON x.publisher_id = y.id
        WHERE x.deleted_at IS NULL AND (y.name_key LIKE '%' || ${wanted} || '%' OR ${wanted} <% y.name_key) ${CANDIDATES}))`,
    Prisma.sql`word_similarity(${wanted}, fold_text(concat_ws(' ', s.title, p.name))) DESC`,
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

export type SourcePage = { rows: SourceRow[]; total: number; links: PageLinks };

/** One page of the filtered, sorted list, with the true total. */
export async function listSources(actor: Actor, filter: SourceFilter): Promise<SourcePage> {
  demandSource(actor, 'read');
  const conditions = sourceConditions(filter);
  const order = sourceOrder(filter.sort, filter.q);
  const page = keysetClause(order, Prisma.sql`s.id`, filter.place);
  const sources = sourcesFor(filter);
  const [read, counted] = await Promise.all([
    query<SourceRow & { key: string }>(Prisma.sql`
      WITH page AS (
        SELECT s.id, (${order.expression})::text AS key, row_number() OVER (ORDER BY ${page.order}) AS place
        ${sources} WHERE ${conditions} AND ${page.condition} ORDER BY ${page.order} LIMIT ${filter.per + 1}
      )
      SELECT page.key, ${SOURCE_ROW}, CASE WHEN p.id IS NOT NULL
        THEN json_build_object('id', p.id, 'name', p.name, 'reliability', p.reliability) END AS publisher
      FROM page JOIN source s ON s.id = page.id LEFT JOIN publisher p ON p.id = s.publisher_id
      ORDER BY page.place`),
    query<{ total: number }>(Prisma.sql`SELECT count(*)::int AS total ${sources} WHERE ${conditions}`),
  ]);
  const total = counted[0]?.total ?? 0;
  const options = {
    per: filter.per,
    sort: filter.sort,
    place: filter.place,
    total,
    keyOf: (row: { key: string }) => row.key,
  };
  const { rows, links } = cutPage(read, options);
  return { rows: rows.map(({ key: _, ...row }) => row), total, links };
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

/** A facet's values; the publisher's is looked up for its name afterwards. */
const FACETS: Record<SourceFacetKey, Sql> = {
  kind: Prisma.sql`s.kind::text`,
  publisher: Prisma.sql`coalesce(s.publisher_id::text, 'none')`,
  language: Prisma.sql`coalesce(s.language, 'none')`,
  reliability: Prisma.sql`coalesce(p.reliability::text, 'none')`,
  used: USE,
  link: Prisma.sql`coalesce(${LINK}, 'none')`,
};

/** Of many values the most frequent, and what is chosen. */
const TOP = 100;

/**
 * The counts behind each filter; each leaves its own filter out, so that they tell what choosing a value would give. Sources are gone
 * through once: what misses one filter alone counts for that filter's facet.
 */
export async function sourceFacets(actor: Actor, filter: SourceNarrowing): Promise<SourceFacets> {
  demandSource(actor, 'read');
  const missed = SOURCE_FACETS.flatMap((key) => {
    const condition = sourceCondition(key, filter);
    return condition ? [Prisma.sql`CASE WHEN (${condition}) IS NOT TRUE THEN ${key} END`] : [];
  });
  if (missed.length === 0) missed.push(Prisma.sql`NULL::text`);
  const chosen = SOURCE_FACETS.flatMap((key) => (filter[key] ?? []).map((value) => `${key} ${value}`));
  const column = (key: SourceFacetKey) => Prisma.raw(key);
  const all = (part: (key: SourceFacetKey) => Sql) => Prisma.join(SOURCE_FACETS.map(part));
  const rows = await query<FacetOption & { facet: SourceFacetKey }>(Prisma.sql`
    WITH counted AS (
      SELECT ${all((key) => Prisma.sql`${FACETS[key]} AS ${column(key)}`)}, coalesce(${Prisma.join(missed)}) AS missed ${sourcesFor(filter)}
      WHERE ${sourceConditions(filter, SOURCE_FACETS)} AND num_nonnulls(${Prisma.join(missed)}) <= 1
    ), grouped AS (
      SELECT CASE ${Prisma.join(
        SOURCE_FACETS.map((key) => Prisma.sql`WHEN GROUPING(${column(key)}) = 0 THEN ${key}`),
        ' ',
      )} END AS facet, coalesce(${all(column)}) AS value, missed, count(*)::int AS count
      FROM counted GROUP BY GROUPING SETS (${all((key) => Prisma.sql`(${column(key)}, missed)`)})
    ), options AS (
      SELECT facet, value, sum(count)::int AS count FROM grouped WHERE missed IS NULL OR missed = facet GROUP BY facet, value
    ), ranked AS (
      SELECT o.facet, o.value, p.name AS label, o.count, row_number() OVER (PARTITION BY o.facet
        ORDER BY o.facet || ' ' || o.value = ANY (${chosen}) DESC,
          o.count DESC, p.name, o.value) AS place
      FROM options o LEFT JOIN publisher p ON o.facet = 'publisher' AND p.id::text = o.value
    )
    SELECT facet, value, label, count FROM ranked WHERE place <= ${TOP} ORDER BY facet, place`);
  const of = (key: SourceFacetKey) =>
    rows.filter(({ facet }) => facet === key).map(({ facet: _, ...option }) => option);
  return {
    kind: of('kind'),
    publisher: of('publisher'),
    language: of('language'),
    reliability: of('reliability'),
    used: of('used'),
    link: of('link'),
  };
}

/** BCP 47 tags of sources, the most frequent first. */
export async function sourceLanguages(actor: Actor): Promise<string[]> {
  demandSource(actor, 'read');
  const rows = await query<{ language: string }>(Prisma.sql`
    SELECT language FROM source WHERE language IS NOT NULL AND deleted_at IS NULL GROUP BY 1 ORDER BY count(*) DESC, 1 LIMIT 12`);
  return rows.map((row) => row.language);
}
