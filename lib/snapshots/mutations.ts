import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { enqueue } from '#lib/core/jobs.ts';
import { demandSnapshot } from './policy.ts';
import { captureJob, type captureSourceInput } from './schema.ts';

/** Has a source captured soon. `enqueued` is false where that waits or runs already. Throws `not_found`, `invalid` without an address. */
export async function captureSource(
  actor: Actor,
  { sourceId }: z.output<typeof captureSourceInput>,
): Promise<{ enqueued: boolean }> {
  demandSnapshot(actor, 'capture');
  return transaction(actor, '', async (tx) => {
    const source = await tx.source.findUnique({
      where: { id: sourceId, deletedAt: null },
      select: { url: true },
    });
    if (!source) throw new AppError('not_found', 'This source does not exist any more.');
    if (source.url === null) throw new AppError('invalid', 'This source has no address to fetch.');
    return { enqueued: await enqueueCapture(tx, actor, sourceId, source.url) };
  });
}

/** The same inside a transaction, for a source that has just been made. The pages of one host are fetched one after another. */
export async function enqueueCapture(tx: Tx, actor: Actor, sourceId: number, url: string): Promise<boolean> {
  const options = { key: String(sourceId), group: new URL(url).host };
  return (await enqueue(tx, actor, captureJob, { sourceId }, options)) !== null;
}
