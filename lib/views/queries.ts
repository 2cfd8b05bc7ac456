import type { Actor } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import type { SavedView } from './schema.ts';

/** One's own views and those that others share, by name. */
export async function listViews(actor: Actor): Promise<SavedView[]> {
  const views = await prisma().savedView.findMany({
    where: actor.id === null ? { shared: true } : { OR: [{ ownerId: actor.id }, { shared: true }] },
    select: {
      id: true,
      name: true,
      query: true,
      shared: true,
      ownerId: true,
      owner: { select: { name: true } },
    },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
  return views.map(({ ownerId, owner, ...view }) => ({
    ...view,
    mine: ownerId === actor.id,
    owner: owner.name,
  }));
}
