import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql } from '#lib/core/db.ts';
import { demandSource } from './policy.ts';
import type { KnownSource } from './schema.ts';
import { normaliseUrl } from './url.ts';

function known(condition: Sql, order: Sql): Promise<KnownSource[]> {
  return query<KnownSource>(Prisma.sql`
    SELECT s.id, s.title, p.name AS publisher, s.url, (
      SELECT count(*)::int FROM evidence e JOIN claim c ON c.id = e.claim_id
      WHERE e.source_id = s.id AND e.deleted_at IS NULL AND c.deleted_at IS NULL
    ) AS claims
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
  const near = Prisma.sql`word_similarity(${wanted}, fold_text(s.title || ' ' || coalesce(p.name, '')))`;
  return known(
    Prisma.sql`${wanted} <> '' AND (
      fold_text(s.title) LIKE '%' || ${wanted} || '%' OR ${wanted} <% fold_text(s.title)
      OR ${wanted} <% fold_text(s.title || ' ' || coalesce(p.name, '')))`,
    Prisma.sql`${near} DESC`,
  );
}
