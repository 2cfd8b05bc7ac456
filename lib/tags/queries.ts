import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import type { TagChoice } from './schema.ts';

/** All tags by name. Everybody signed in may read them. */
export async function listTags(_actor: Actor): Promise<TagChoice[]> {
  return query<TagChoice>(Prisma.sql`SELECT id, slug, name FROM tag ORDER BY lower(name), id LIMIT 1000`);
}
