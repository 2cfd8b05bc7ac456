import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { demandSource } from '#lib/sources/policy.ts';
import type { PublisherChoice } from '#lib/sources/schema.ts';

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
      ? Prisma.sql`sources DESC`
      : Prisma.sql`(p.name_key LIKE ${wanted} || '%') DESC, word_similarity(${wanted}, p.name_key) DESC, sources DESC`;
  return query<PublisherChoice>(Prisma.sql`
    SELECT p.id, p.name, p.kind, p.country, p.reliability, n.sources
    FROM publisher p
    CROSS JOIN LATERAL (
      SELECT count(*)::int AS sources FROM source s WHERE s.publisher_id = p.id AND s.deleted_at IS NULL
    ) n
    WHERE ${condition}
    ORDER BY ${order}, p.name_key
    LIMIT 10`);
}
