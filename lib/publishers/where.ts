import { Prisma, type Sql } from '#lib/core/db.ts';
import { searchTerms } from '#lib/core/search.ts';
import type { PublisherNarrowing, PublisherSort } from './filter.ts';

/** What `publisher p` is used by, by the publisher's id. */
export type Uses = { sources: Int32Array; claims: Int32Array };

/** Its live sources. */
const SOURCE_COUNT: Sql = Prisma.sql`(SELECT count(*)::int FROM source s WHERE s.publisher_id = p.id AND s.deleted_at IS NULL)`;
/** Live claims that rest on them: read from indexes alone, since few claims are deleted. */
const CLAIM_COUNT: Sql = Prisma.sql`(SELECT count(DISTINCT e.claim_id)::int FROM source s
  JOIN evidence e ON e.source_id = s.id AND e.deleted_at IS NULL
  WHERE s.publisher_id = p.id AND s.deleted_at IS NULL AND e.claim_id NOT IN (SELECT c.id FROM claim c WHERE c.deleted_at IS NOT NULL))`;
const counted = (numbers: Int32Array) =>
  Prisma.sql`coalesce((${`{${numbers.join(',')}}`}::int[])[p.id + 1], 0)`;

/** A table u beside `publisher p` with its sources and claims: as memory counted them, or counted by SQL where it did not. */
export function usesBeside(uses: Uses | null): Sql {
  const [sources, claims] = uses
    ? [counted(uses.sources), counted(uses.claims)]
    : [SOURCE_COUNT, CLAIM_COUNT];
  return Prisma.sql`CROSS JOIN LATERAL (SELECT ${sources} AS sources, ${claims} AS claims) u`;
}

/** The filter as a condition on `publisher p`. */
export function publisherConditions({ q, kind, reliability }: PublisherNarrowing): Sql {
  const parts = [Prisma.sql`true`];
  if (q !== null) {
    const { words, phrases } = searchTerms(q);
    const terms = [...words, ...phrases].map((term) => Prisma.sql`fold_text(${term})`);
    if (!terms.length) parts.push(Prisma.sql`false`);
    for (const term of terms)
      parts.push(
        Prisma.sql`${term} <> '' AND (p.name_key LIKE '%' || ${term} || '%' OR ${term} <% p.name_key)`,
      );
  }
  if (kind !== null) parts.push(Prisma.sql`p.kind = ANY (${kind}::publisher_kind[])`);
  if (reliability !== null) parts.push(Prisma.sql`p.reliability = ANY (${reliability}::reliability[])`);
  return Prisma.join(parts, ' AND ');
}

/** The expression on `publisher p`, its network n and its uses u to sort by. Never null; absent names come last. */
export function publisherOrder(sort: PublisherSort): { expression: Sql; type: Sql; descending: boolean } {
  const descending = sort.startsWith('-');
  const lastName = descending ? Prisma.sql`''` : Prisma.sql`U&'\\+10FFFF'`;
  const text = Prisma.sql`text`;
  const int = Prisma.sql`int`;
  const orders: Record<string, { expression: Sql; type: Sql }> = {
    name: { expression: Prisma.sql`lower(p.name)`, type: text },
    kind: { expression: Prisma.sql`p.kind`, type: Prisma.sql`publisher_kind` },
    country: { expression: Prisma.sql`coalesce(p.country, ${lastName})`, type: text },
    network: { expression: Prisma.sql`coalesce(lower(n.name), ${lastName})`, type: text },
    reliability: { expression: Prisma.sql`p.reliability`, type: Prisma.sql`reliability` },
    sources: { expression: Prisma.sql`u.sources`, type: int },
    claims: { expression: Prisma.sql`u.claims`, type: int },
    updated: { expression: Prisma.sql`p.updated_at`, type: Prisma.sql`timestamptz` },
  };
  const order = orders[sort.replace(/^-/, '')];
  if (!order) throw new Error(`no order for ${sort}`);
  return { ...order, descending };
}
