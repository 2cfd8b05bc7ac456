import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import type { TagChoice } from './schema.ts';

/** Tags that claims of the programme bear, by name. Everybody signed in may read them. */
export async function listTags(_actor: Actor, programmeId: number): Promise<TagChoice[]> {
  return query<TagChoice>(Prisma.sql`
    SELECT t.id, t.slug, t.name FROM tag t
    WHERE EXISTS (SELECT FROM claim c WHERE c.tag_ids @> ARRAY[t.id] AND c.programme_id = ${programmeId} AND c.deleted_at IS NULL)
    ORDER BY lower(t.name), t.id LIMIT 1000`);
}
