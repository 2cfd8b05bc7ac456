import { cache } from 'react';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, queryByKey } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';

export type Programme = { id: number; slug: string; name: string; description: string };

/** Read once for each request. */
const readProgramme = cache(async (): Promise<Programme> => {
  const [programme] = await queryByKey<Programme>(
    Prisma.sql`SELECT id, slug, name, description FROM programme ORDER BY id LIMIT 1`,
  );
  if (!programme) throw new AppError('unavailable', 'There is no programme yet.');
  return programme;
});

/** The programme that is being worked on: the first one. Everybody signed in may read it. */
export function currentProgramme(_actor: Actor): Promise<Programme> {
  return readProgramme();
}
