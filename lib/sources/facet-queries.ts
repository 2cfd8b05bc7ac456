import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import { sourceCounter } from './count-queries.ts';
import type { SourceNarrowing } from './filter.ts';
import { demandSource } from './policy.ts';
import type { FacetOption, SourceFacets } from './schema.ts';
import { SOURCE_FACETS, type SourceFacetKey } from './vocabulary.ts';
import { LINK, sourceCondition, sourceConditions, sourcesFor, USE } from './where.ts';

/** Of many values the most frequent, and what is chosen. */
const TOP = 100;

function facetsOf(of: (key: SourceFacetKey) => FacetOption[]): SourceFacets {
  return Object.fromEntries(SOURCE_FACETS.map((key) => [key, of(key)])) as SourceFacets;
}

/** The counts behind each filter; each leaves its own filter out, so that they tell what choosing a value would give. */
export async function sourceFacets(actor: Actor, filter: SourceNarrowing): Promise<SourceFacets> {
  demandSource(actor, 'read');
  // Waits for the first load of the columns: SQL takes longer to count.
  const counter = await sourceCounter(filter, 'to the end');
  return counter ? facetsOf((key) => counter.facet(key, TOP)) : facetsFromRows(actor, filter);
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

/** The same by SQL. Sources are gone through once: what misses one filter alone counts for that filter's facet. */
export async function facetsFromRows(actor: Actor, filter: SourceNarrowing): Promise<SourceFacets> {
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
          o.count DESC, lower(p.name), o.value) AS place
      FROM options o LEFT JOIN publisher p ON o.facet = 'publisher' AND p.id::text = o.value
    )
    SELECT facet, value, label, count FROM ranked WHERE place <= ${TOP} ORDER BY facet, place`);
  return facetsOf((key) =>
    rows.filter(({ facet }) => facet === key).map(({ facet: _, ...option }) => option),
  );
}
