import { countByPublisher as countClaims } from '#lib/claims/count-queries.ts';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { cutPage, type PageLinks } from '#lib/core/keyset.ts';
import { keysetClause } from '#lib/core/keyset-sql.ts';
import { countByPublisher as countSources } from '#lib/sources/count-queries.ts';
import { demandSource } from '#lib/sources/policy.ts';
import type { FacetOption, PublisherChoice } from '#lib/sources/schema.ts';
import type { PublisherFilter } from './filter.ts';
import type { PublisherDetail, PublisherFacetKey, PublisherFacets, PublisherRow } from './schema.ts';
import { publisherConditions, publisherOrder, type Uses, usesBeside } from './where.ts';

/** Publishers by any part of the name, accents, case and script ignored, a slip allowed; the most used where nothing is typed. */
export async function searchPublishers(actor: Actor, text: string): Promise<PublisherChoice[]> {
  demandSource(actor, 'read');
  const wanted = Prisma.sql`fold_text(${text})`;
  const condition =
    text === ''
      ? Prisma.sql`true`
      : Prisma.sql`${wanted} <> '' AND (p.name_key LIKE '%' || ${wanted} || '%' OR ${wanted} <% p.name_key)`;
  const order =
    text === ''
      ? Prisma.sql`u.sources DESC`
      : Prisma.sql`(p.name_key LIKE ${wanted} || '%') DESC, word_similarity(${wanted}, p.name_key) DESC, u.sources DESC`;
  return query<PublisherChoice>(Prisma.sql`
    SELECT p.id, p.name, p.kind, p.country, p.reliability, u.sources
    FROM publisher p ${usesBeside(await uses())}
    WHERE ${condition}
    ORDER BY ${order}, p.name_key
    LIMIT 10`);
}

/** Null while SQL has to count. */
async function uses(): Promise<Uses | null> {
  const [sources, claims] = await Promise.all([countSources(), countClaims()]);
  return sources && claims && { sources, claims };
}

/** The columns of a publisher's row, from publisher p, its network n, the outlets b below it and its uses u. */
const PUBLISHER_ROW = Prisma.sql`
  p.id, p.name, p.kind::text, p.country, p.reliability::text,
  CASE WHEN n.id IS NOT NULL THEN json_build_object('id', n.id, 'name', n.name) END AS network,
  coalesce(b.outlets, 0) AS outlets, u.sources, u.claims,
  to_char(p.updated_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "updatedAt", p.version`;

const fromWith = (counted: Uses | null) =>
  Prisma.sql`FROM publisher p LEFT JOIN publisher n ON n.id = p.parent_id
    LEFT JOIN (SELECT o.parent_id, count(*)::int AS outlets FROM publisher o GROUP BY o.parent_id) b ON b.parent_id = p.id
    ${usesBeside(counted)}`;

export type PublisherPage = { rows: PublisherRow[]; total: number; links: PageLinks };

/** One page of the filtered, sorted publishers, with the true total. */
export async function listPublishers(actor: Actor, filter: PublisherFilter): Promise<PublisherPage> {
  demandSource(actor, 'read');
  return pageFrom(filter, await uses());
}

/** The same by SQL alone: while the columns are not in memory yet, and for the test that holds one against the other. */
export async function pageFromRows(actor: Actor, filter: PublisherFilter): Promise<PublisherPage> {
  demandSource(actor, 'read');
  return pageFrom(filter, null);
}

async function pageFrom(filter: PublisherFilter, counted: Uses | null): Promise<PublisherPage> {
  const { per, sort, place } = filter;
  const conditions = publisherConditions(filter);
  const order = publisherOrder(sort);
  const page = keysetClause(order, Prisma.sql`p.id`, place);
  const [read, totals] = await Promise.all([
    query<PublisherRow & { key: string }>(Prisma.sql`
      SELECT (${order.expression})::text AS key, ${PUBLISHER_ROW} ${fromWith(counted)} WHERE ${conditions} AND ${page.condition}
      ORDER BY ${page.order} LIMIT ${per + 1}`),
    query<{ total: number }>(Prisma.sql`SELECT count(*)::int AS total FROM publisher p WHERE ${conditions}`),
  ]);
  const total = totals[0]?.total ?? 0;
  const { rows, links } = cutPage(read, { per, sort, place, total, keyOf: (row) => row.key });
  return { rows: rows.map(({ key: _, ...row }) => row), total, links };
}

/** The counts behind each filter; each leaves its own filter out. */
export async function publisherFacets(actor: Actor, filter: PublisherFilter): Promise<PublisherFacets> {
  demandSource(actor, 'read');
  const part = (key: PublisherFacetKey, value: Sql) => Prisma.sql`
    SELECT ${key} AS facet, ${value} AS value, NULL AS label, count(*)::int AS count
    FROM publisher p WHERE ${publisherConditions({ ...filter, [key]: null })} GROUP BY 2`;
  const rows = await query<FacetOption & { facet: PublisherFacetKey }>(
    Prisma.sql`${part('kind', Prisma.sql`p.kind::text`)} UNION ALL ${part('reliability', Prisma.sql`p.reliability::text`)}`,
  );
  const of = (key: PublisherFacetKey) =>
    rows.filter(({ facet }) => facet === key).map(({ facet: _, ...option }) => option);
  return { kind: of('kind'), reliability: of('reliability') };
}

/** A publisher with its outlets. Throws `not_found`. */
export async function getPublisher(actor: Actor, id: number): Promise<PublisherDetail> {
  demandSource(actor, 'read');
  const [row] = await query<PublisherDetail>(Prisma.sql`
    SELECT ${PUBLISHER_ROW}, (SELECT coalesce(json_agg(json_build_object('id', o.id, 'name', o.name) ORDER BY o.name), '[]')
      FROM publisher o WHERE o.parent_id = p.id) AS "outletList"
    ${fromWith(await uses())} WHERE p.id = ${id}`);
  if (!row) throw new AppError('not_found', 'There is no such publisher.');
  return row;
}

/** The publisher of an address's last part; null where that is no number, or the number of no publisher. */
export async function findPublisher(actor: Actor, id: string): Promise<PublisherDetail | null> {
  if (!/^[1-9]\d{0,8}$/.test(id)) return null;
  try {
    return await getPublisher(actor, Number(id));
  } catch (error) {
    if (error instanceof AppError && error.code === 'not_found') return null;
    throw error;
  }
}
