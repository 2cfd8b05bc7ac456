import type { Actor } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';

export type Programme = { id: number; slug: string; name: string; description: string };

/** The programme that is being worked on: the first one. Everybody signed in may read it. */
export async function currentProgramme(_actor: Actor): Promise<Programme> {
  const programme = await prisma().programme.findFirst({
    select: { id: true, slug: true, name: true, description: true },
    orderBy: { id: 'asc' },
  });
  if (!programme) throw new AppError('unavailable', 'There is no programme yet.');
  return programme;
}
