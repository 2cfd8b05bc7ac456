import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { PASTS_KEPT, PASTS_KEPT_FOR } from '#lib/core/past.ts';

/** Takes away the pasts that nobody has asked for in a while, and answers how many. Only the system does. */
export async function forgetPasts(actor: Actor): Promise<number> {
  if (actor.id !== null) throw new AppError('forbidden', 'Only the system takes pasts away.');
  const [row] = await query<{ forgotten: number }>(
    Prisma.sql`SELECT forget_pasts(${PASTS_KEPT}::int, ${PASTS_KEPT_FOR}::interval) AS forgotten`,
  );
  return row?.forgotten ?? 0;
}
