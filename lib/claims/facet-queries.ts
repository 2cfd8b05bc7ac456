import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import type { NarrowingKey } from './filter.ts';
import { demandClaim } from './policy.ts';
import type { ScopedFilter } from './queries.ts';
import type { FacetKey, FacetOption, Facets, Tiles } from './schema.ts';
import { claimConditions } from './where.ts';

/** Facets of many values give this many, the most frequent first; what is chosen is always among them. */
const TOP = 100;

const LIVE_EVIDENCE = Prisma.sql`JOIN evidence e ON e.claim_id = c.id AND e.deleted_at IS NULL JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL`;

type Facet = { value: Sql; label: Sql; joins: Sql };
const itself = Prisma.sql`NULL`;

const FACETS: Record<FacetKey, Facet> = {
  status: { value: Prisma.sql`c.status::text`, label: itself, joins: Prisma.empty },
  priority: { value: Prisma.sql`c.priority::text`, label: itself, joins: Prisma.empty },
  language: { value: Prisma.sql`c.language`, label: itself, joins: Prisma.empty },
  sources: {
    value: Prisma.sql`CASE c.source_count WHEN 0 THEN 'none' WHEN 1 THEN 'one' ELSE 'many' END`,
    label: itself,
    joins: Prisma.empty,
  },
  topic: {
    value: Prisma.sql`t.slug`,
    label: Prisma.sql`t.name`,
    joins: Prisma.sql`JOIN topic t ON t.id = c.topic_id`,
  },
  claimant: {
    value: Prisma.sql`coalesce(a.id::text, 'none')`,
    label: Prisma.sql`a.name`,
    joins: Prisma.sql`LEFT JOIN claimant a ON a.id = c.claimant_id`,
  },
  assignee: {
    value: Prisma.sql`coalesce(u.id::text, 'none')`,
    label: Prisma.sql`u.name`,
    joins: Prisma.sql`LEFT JOIN user_account u ON u.id = c.assignee_id`,
  },
  publisher: {
    value: Prisma.sql`p.id::text`,
    label: Prisma.sql`p.name`,
    joins: Prisma.sql`${LIVE_EVIDENCE} JOIN publisher p ON p.id = s.publisher_id`,
  },
  kind: { value: Prisma.sql`s.kind::text`, label: itself, joins: LIVE_EVIDENCE },
  fact: {
    value: Prisma.sql`f.slug`,
    label: Prisma.sql`f.question`,
    joins: Prisma.sql`JOIN value v ON v.claim_id = c.id JOIN fact f ON f.id = v.fact_id`,
  },
  tag: {
    value: Prisma.sql`g.slug`,
    label: Prisma.sql`g.name`,
    joins: Prisma.sql`CROSS JOIN LATERAL unnest(c.tag_ids) AS tagged(id) JOIN tag g ON g.id = tagged.id`,
  },
};

/** The counts behind each filter; each leaves its own filter out, so that they tell what choosing a value would give. */
export async function claimFacets(actor: Actor, { filter, scope }: ScopedFilter): Promise<Facets> {
  demandClaim(actor, 'read');
  const keys = Object.keys(FACETS) as FacetKey[];
  const parts = keys.map((key) => {
    const facet = FACETS[key];
    const chosen = (filter[key satisfies NarrowingKey] ?? []) as string[];
    return Prisma.sql`(SELECT ${key} AS facet, ${facet.value} AS value, max(${facet.label}::text) AS label, count(DISTINCT c.id)::int AS count
      FROM claim c ${facet.joins} WHERE ${claimConditions(filter, scope, key)} GROUP BY 2
      ORDER BY ${facet.value} = ANY (${chosen}) DESC, count(DISTINCT c.id) DESC, 3, 2 LIMIT ${TOP})`;
  });
  const rows = await query<FacetOption & { facet: FacetKey }>(Prisma.join(parts, ' UNION ALL '));
  const facets = Object.fromEntries(keys.map((key) => [key, [] as FacetOption[]])) as Facets;
  for (const { facet, ...option } of rows) facets[facet].push(option);
  return facets;
}

/** Counts of the whole programme, whatever the filter. */
export async function claimTiles(actor: Actor, programmeId: number): Promise<Tiles> {
  demandClaim(actor, 'read');
  const [row] = await query<Tiles>(Prisma.sql`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE source_count = 0)::int AS unsourced,
      count(*) FILTER (WHERE independent_origins = 1)::int AS "oneOrigin", count(*) FILTER (WHERE conflicting)::int AS conflicting,
      count(*) FILTER (WHERE assignee_id = ${actor.id})::int AS mine,
      count(*) FILTER (WHERE updated_at >= now() - interval '7 days')::int AS changed,
      (SELECT coalesce(json_object_agg(status, n), '{}') FROM (SELECT status, count(*) AS n FROM claim
        WHERE programme_id = ${programmeId} AND deleted_at IS NULL GROUP BY status) s) AS "byStatus"
    FROM claim WHERE programme_id = ${programmeId} AND deleted_at IS NULL`);
  if (!row) throw new Error('a count without a row');
  return row;
}
