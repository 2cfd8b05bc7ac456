import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Tx } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { enqueue } from '#lib/core/jobs.ts';
import type { TaskKind } from './kind.ts';
import { mayTask } from './policy.ts';
import { runTaskJob, type seenTasksInput, type taskIdInput } from './schema.ts';

/**
 * Starts a task with what the transaction writes; it runs in a worker as `actor`, once that has committed. Answers its id.
 * The caller has checked that the actor may do the work; its handler checks again. `title` is what its owner reads: "Priority of
 * 100,000 claims: urgent".
 */
export async function startTask<S extends z.ZodType>(
  tx: Tx,
  actor: Actor,
  kind: TaskKind<S>,
  { title, payload }: { title: string; payload: z.input<S> },
): Promise<number> {
  kind.payload.parse(payload);
  const [task] = await tx.$queryRaw<{ id: number }[]>`
    INSERT INTO task (kind, title, owner_id, payload)
    VALUES (${kind.name}, ${title}, ${actor.id}::int, ${JSON.stringify(payload)}::jsonb) RETURNING id`;
  if (!task) throw new Error('a task was not written');
  const jobId = await enqueue(tx, actor, runTaskJob, { taskId: task.id }, { group: String(actor.id ?? 0) });
  await tx.$executeRaw`UPDATE task SET job_id = ${jobId}::uuid WHERE id = ${task.id}`;
  return task.id;
}

/**
 * Asks for the end of a task: one that waits ends at once, one that runs within a second or so, and what it wrote is rolled back.
 * One that has ended stays as it is. Throws `not_found` where it is somebody else's.
 */
export async function cancelTask(actor: Actor, { id }: z.output<typeof taskIdInput>): Promise<void> {
  await demandTask(actor, id);
  await query(Prisma.sql`
    UPDATE task SET cancel_at = clock_timestamp() WHERE id = ${id} AND ended_at IS NULL AND cancel_at IS NULL`);
  // Nobody runs it, so nobody else ends it.
  await query(Prisma.sql`
    UPDATE task SET state = 'cancelled', ended_at = clock_timestamp(), message = 'Cancelled. Nothing was changed.'
    WHERE id = ${id} AND ended_at IS NULL AND (state = 'queued' OR beat_at < clock_timestamp() - interval '30 seconds')`);
}

/** Puts away a task that has ended, and the file that it made; its owner's only. */
export async function dismissTask(actor: Actor, { id }: z.output<typeof taskIdInput>): Promise<void> {
  await query(Prisma.sql`
    WITH put_away AS (
      UPDATE task SET dismissed_at = clock_timestamp(), seen_at = coalesce(seen_at, clock_timestamp())
      WHERE id = ${id} AND owner_id = ${actor.id}::int AND ended_at IS NOT NULL RETURNING id
    )
    DELETE FROM task_part WHERE task_id IN (SELECT id FROM put_away)`);
}

/** Their owner has seen what became of these. */
export async function markTasksSeen(actor: Actor, { ids }: z.output<typeof seenTasksInput>): Promise<void> {
  await query(Prisma.sql`
    UPDATE task SET seen_at = clock_timestamp()
    WHERE id = ANY (${ids}) AND owner_id = ${actor.id}::int AND ended_at IS NOT NULL AND seen_at IS NULL`);
}

async function demandTask(actor: Actor, id: number): Promise<void> {
  const [task] = await query<{ ownerId: number | null }>(
    Prisma.sql`SELECT owner_id AS "ownerId" FROM task WHERE id = ${id}`,
  );
  if (!task || !mayTask(actor, task.ownerId))
    throw new AppError('not_found', 'There is no such task any more.');
}

/** What the bulk change of this act did is undone: nobody is offered that any more. */
export async function withdrawUndoing(tx: Tx, act: string): Promise<void> {
  await tx.$executeRaw`UPDATE task SET result = result - 'act' WHERE result ->> 'act' = ${act}`;
}
