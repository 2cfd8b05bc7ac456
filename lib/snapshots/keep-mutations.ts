import type { Actor } from '#lib/core/actor.ts';
import type { Prisma, Tx } from '#lib/core/db.ts';
import { enqueue } from '#lib/core/jobs.ts';
import { sketchJob } from '#lib/lineage/schema.ts';
import { compareJob } from '#lib/quotes/schema.ts';

/** Writes a snapshot, and has the quotes of its source looked for in it, and other texts like it. Its bytes are in the blob store already. */
export async function keepSnapshot(
  tx: Tx,
  actor: Actor,
  snapshot: Omit<Prisma.SnapshotUncheckedCreateInput, 'createdById'>,
): Promise<{ id: number }> {
  const data = { ...snapshot, createdById: actor.id };
  const { id } = await tx.snapshot.create({ data, select: { id: true } });
  await enqueue(tx, actor, compareJob, { snapshotId: id });
  if (data.outcome === 'good' && data.textSha256) {
    const { sourceId } = data;
    await enqueue(tx, actor, sketchJob, { sourceId }, { key: String(sourceId) });
  }
  return { id };
}
