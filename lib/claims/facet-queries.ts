import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import { readAsOf } from '#lib/history/queries.ts';
import { claimCounter, countTiles } from './count-queries.ts';
import type { NarrowingKey } from './filter.ts';
import { demandClaim } from './policy.ts';
import { type ScopedFilter, scopeClaimFilter } from './queries.ts';
import type { FacetKey, FacetOption, Facets, facetSearchInput, Tiles } from './schema.ts';
import { COUNTED } from './tally.ts';
import { claimConditions } from './where.ts';

/** Facets of many values give this many, the most frequent first; what is chosen is always among them. */
const TOP = 50;

const LIVE_EVIDENCE = Prisma.sql`JOIN evidence e ON e.claim_id = c.id AND e.deleted_at IS NULL JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL`;

/** Claims are counted by `key`, an id where there is one; `value` and `label` are looked up for the groups `g` afterwards. */
type Facet = { key: Sql; from?: Sql; count?: Sql; value: Sql; label: Sql; names?: Sql };
const itself = Prisma.sql`NULL`;
/** Where a claim may stand several times under one key. */
const CLAIMS = Prisma.sql`count(DISTINCT c.id)`;

const FACETS: Record<FacetKey, Facet> = {
  status: { key: Prisma.sql`c.status`, value: Prisma.sql`g.key::text`, label: itself },
  priority: { key: Prisma.sql`c.priority`, value: Prisma.sql`g.key::text`, label: itself },
  language: { key: Prisma.sql`c.language`, value: Prisma.sql`g.key`, label: itself },
  sources: {
    key: Prisma.sql`CASE c.source_count WHEN 0 THEN 'none' WHEN 1 THEN 'one' ELSE 'many' END`,
    value: Prisma.sql`g.key`,
    label: itself,
  },
  topic: {
    key: Prisma.sql`c.topic_id`,
    value: Prisma.sql`t.slug`,
    label: Prisma.sql`t.name`,
    names: Prisma.sql`JOIN topic t ON t.id = g.key`,
  },
  claimant: {
    key: Prisma.sql`c.claimant_id`,
    value: Prisma.sql`coalesce(g.key::text, 'none')`,
    label: Prisma.sql`a.name`,
    names: Prisma.sql`LEFT JOIN claimant a ON a.id = g.key`,
  },
  assignee: {
    key: Prisma.sql`c.assignee_id`,
    value: Prisma.sql`coalesce(g.key::text, 'none')`,
    label: Prisma.sql`u.name`,
    names: Prisma.sql`LEFT JOIN user_account u ON u.id = g.key`,
  },
  publisher: {
    key: Prisma.sql`s.publisher_id`,
    from: LIVE_EVIDENCE,
    count: CLAIMS,
    value: Prisma.sql`g.key::text`,
    label: Prisma.sql`p.name`,
    names: Prisma.sql`JOIN publisher p ON p.id = g.key`,
  },
  kind: {
    key: Prisma.sql`s.kind`,
    from: LIVE_EVIDENCE,
    count: CLAIMS,
    value: Prisma.sql`g.key::text`,
    label: itself,
  },
  quote: {
    key: Prisma.sql`m.outcome`,
    from: Prisma.sql`${LIVE_EVIDENCE} JOIN quote_match m ON m.evidence_id = e.id AND m.latest`,
    count: CLAIMS,
    value: Prisma.sql`g.key::text`,
    label: itself,
  },
  fact: {
    key: Prisma.sql`v.fact_id`,
    from: Prisma.sql`JOIN value v ON v.claim_id = c.id`,
    value: Prisma.sql`f.slug`,
    label: Prisma.sql`f.question`,
    names: Prisma.sql`JOIN fact f ON f.id = g.key`,
  },
  tag: {
    key: Prisma.sql`tagged.id`,
    from: Prisma.sql`CROSS JOIN LATERAL unnest(c.tag_ids) AS tagged(id)`,
    count: CLAIMS,
    value: Prisma.sql`n.slug`,
    label: Prisma.sql`n.name`,
    names: Prisma.sql`JOIN tag n ON n.id = g.key`,
  },
};

const KEYS = Object.keys(FACETS) as FacetKey[];

/**
 * The counts behind each filter; each leaves its own filter out, so that they tell what choosing a value would give. They share what
 * a list that is asked for beside them finds in the database, and are counted once `after` is over.
 */
export function claimFacets(actor: Actor, scoped: ScopedFilter, after?: Promise<unknown>): Promise<Facets> {
  demandClaim(actor, 'read');
  return readAsOf(scoped.filter, () => countedFacets(actor, scoped, after));
}

async function countedFacets(actor: Actor, scoped: ScopedFilter, after?: Promise<unknown>): Promise<Facets> {
  const counter = await claimCounter(scoped.filter, scoped.scope, 'to the end');
  await Promise.allSettled([after]);
  if (counter === null) return facetsFromRows(actor, scoped);
  const counted = counter.facets(COUNTED, TOP);
  const others = KEYS.filter((key) => !(key in counted));
  return others.length ? { ...(await facetsFromRows(actor, scoped, others)), ...counted } : counted;
}

/** The same by SQL alone: while the columns are not in memory yet, and for the test that holds one against the other. */
export async function facetsFromRows(
  actor: Actor,
  { filter, scope }: ScopedFilter,
  keys: readonly FacetKey[] = KEYS,
): Promise<Facets> {
  demandClaim(actor, 'read');
  const parts = keys.map((name) => {
    const {
      key,
      from = Prisma.empty,
      count = Prisma.sql`count(*)`,
      value,
      label,
      names = Prisma.empty,
    } = FACETS[name];
    const chosen = (filter[name satisfies NarrowingKey] ?? []) as string[];
    return Prisma.sql`(SELECT ${name} AS facet, ${value} AS value, ${label}::text AS label, g.count
      FROM (SELECT ${key} AS key, ${count}::int AS count FROM claim c ${from} WHERE ${claimConditions(filter, scope, name)} GROUP BY 1) g
      ${names} ORDER BY ${value} = ANY (${chosen}) DESC, g.count DESC, 3, 2 LIMIT ${TOP})`;
  });
  const rows = await query<FacetOption & { facet: FacetKey }>(Prisma.join(parts, ' UNION ALL '));
  const facets = Object.fromEntries(KEYS.map((key) => [key, [] as FacetOption[]])) as Facets;
  for (const { facet, ...option } of rows) facets[facet].push(option);
  return facets;
}

/** The values of one facet whose name holds the text, case and accents aside, the most frequent first. `address` is the list's query string. */
export async function searchFacet(
  actor: Actor,
  { address, facet, text }: z.output<typeof facetSearchInput>,
): Promise<FacetOption[]> {
  const { problems: _, ...scoped } = await scopeClaimFilter(actor, new URLSearchParams(address));
  const options = await readAsOf(scoped.filter, async () => {
    const counter = await claimCounter(scoped.filter, scoped.scope, 'to the end');
    return counter
      ? counter.facets([facet], Number.MAX_SAFE_INTEGER)[facet]
      : (await facetsFromRows(actor, scoped, [facet]))[facet];
  });
  const wanted = plainName(text);
  return options.filter(({ value, label }) => plainName(label ?? value).includes(wanted)).slice(0, TOP);
}

function plainName(text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase();
}

/** Counts of the whole programme, whatever the filter. */
export async function claimTiles(actor: Actor, programmeId: number): Promise<Tiles> {
  demandClaim(actor, 'read');
  return (await countTiles(actor, programmeId)) ?? tilesFromRows(actor, programmeId);
}

export async function tilesFromRows(actor: Actor, programmeId: number): Promise<Tiles> {
  demandClaim(actor, 'read');
  const [row] = await query<Tiles>(Prisma.sql`
    SELECT count(*)::int AS total, count(*) FILTER (WHERE source_count = 0)::int AS unsourced,
      count(*) FILTER (WHERE independent_origins = 1)::int AS "oneOrigin", count(*) FILTER (WHERE conflicting)::int AS conflicting,
      count(*) FILTER (WHERE assignee_id = ${actor.id})::int AS mine,
      count(*) FILTER (WHERE updated_at >= now() - interval '7 days')::int AS changed,
      (SELECT count(DISTINCT c.id)::int FROM dependence d JOIN claim c ON c.id = d.claim_id AND c.deleted_at IS NULL
        WHERE d.stale_since IS NOT NULL AND d.deleted_at IS NULL AND c.programme_id = ${programmeId}) AS stale,
      (SELECT coalesce(json_object_agg(status, n), '{}') FROM (SELECT status, count(*) AS n FROM claim
        WHERE programme_id = ${programmeId} AND deleted_at IS NULL GROUP BY status) s) AS "byStatus"
    FROM claim WHERE programme_id = ${programmeId} AND deleted_at IS NULL`);
  if (!row) throw new Error('a count without a row');
  return row;
}
