import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import type { SavedView } from './schema.ts';

/** One's own views and those that others share, by name. */
export function listViews(actor: Actor): Promise<SavedView[]> {
  return query<SavedView>(Prisma.sql`
    SELECT v.id, v.name, v.query, v.shared, v.owner_id IS NOT DISTINCT FROM ${actor.id} AS mine, u.name AS owner
    FROM saved_view v JOIN user_account u ON u.id = v.owner_id
    WHERE v.shared OR v.owner_id = ${actor.id} ORDER BY v.name, v.id`);
}
