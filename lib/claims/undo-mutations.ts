import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Sql, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { claimsOnMissing } from '#lib/quotes/queries.ts';
import { startTask, withdrawUndoing } from '#lib/tasks/mutations.ts';
import type { TaskRun } from '#lib/tasks/run-mutations.ts';
import { actOf, inSlices, onMissingWords } from './bulk-mutations.ts';
import { demandClaim } from './policy.ts';
import { type BulkResult, type StartedTask, type undoBulkInput, undoBulkTask } from './schema.ts';
import { CLAIM_STATUSES, needsWords } from './vocabulary.ts';

const AT_ONCE = 2_000;

/** What a bulk change can have changed. */
const COLUMNS = ['status', 'rationale', 'topic_id', 'tag_ids', 'assignee_id', 'priority'];

/**
 * Brings the claims of a bulk change back to what they were before it, as new versions: all of them or none. Many are a task, whose id
 * is the answer. Throws `conflict` when one of them was changed since, and `invalid` when a verdict would come back that rests on
 * missing quotes alone.
 */
export async function undoBulkChange(
  actor: Actor,
  input: z.output<typeof undoBulkInput>,
): Promise<BulkResult | StartedTask> {
  demandClaim(actor, 'bulkChange');
  const [made] = await query<{ count: number }>(
    Prisma.sql`SELECT count(*)::int AS count FROM event e WHERE ${madeBy(input.act)}`,
  );
  const count = made?.count ?? 0;
  if (count === 0) throw new AppError('not_found', 'There is no such bulk change.');
  if (count <= AT_ONCE) return undoAct(actor, input);
  const title = `Undo a change of ${count.toLocaleString('en-GB')} claims`;
  const taskId = await transaction(actor, '', (tx) =>
    startTask(tx, actor, undoBulkTask, { title, payload: input }),
  );
  return { taskId };
}

/** The undoing itself, however many claims it is; as a task where it has a run. */
export async function undoAct(
  actor: Actor,
  { act, reason }: z.output<typeof undoBulkInput>,
  run?: TaskRun,
): Promise<BulkResult> {
  demandClaim(actor, 'bulkChange');
  return transaction(
    actor,
    reason || 'Undid a bulk change',
    async (tx) => {
      run?.progress(0, null, 'Selecting');
      const { claims, events } = await lockChanged(tx, act);
      const was = (column: string, stored: Sql) =>
        Prisma.sql`${Prisma.raw(column)} = CASE WHEN e.changed ? ${column} THEN ${stored} ELSE c.${Prisma.raw(column)} END`;
      const from = (column: string) => Prisma.sql`e.changed -> ${column} ->> 0`;
      const changed = await inSlices(
        events,
        (slice) => tx.$executeRaw`
          UPDATE claim c SET version = c.version + 1,
            ${was('status', Prisma.sql`(${from('status')})::claim_status`)},
            ${was('rationale', from('rationale'))},
            ${was('topic_id', Prisma.sql`(${from('topic_id')})::int`)},
            ${was('tag_ids', Prisma.sql`ARRAY(SELECT jsonb_array_elements_text(e.changed -> 'tag_ids' -> 0)::int)`)},
            ${was('assignee_id', Prisma.sql`(${from('assignee_id')})::int`)},
            ${was('priority', Prisma.sql`(${from('priority')})::priority`)}
          FROM event e WHERE e.id = ANY (${slice}::bigint[]) AND c.id = e.entity_id`,
        run,
      );
      if (changed !== claims.length) throw new Error('an undoing left claims out');
      const result = { changed, unchanged: 0, act: await actOf(tx) };
      await withdrawUndoing(tx, act);
      await run?.finish(tx, {
        message: `${changed.toLocaleString('en-GB')} claims put back.`,
        data: { changed, unchanged: 0 },
      });
      return result;
    },
    run?.signal,
  );
}

/** Events `e` of claims that this transaction changed in bulk. */
function madeBy(act: string): Sql {
  return Prisma.sql`e.tx = ${act}::bigint AND e.entity = 'claim' AND e.action = 'update' AND e.changed - ${COLUMNS}::text[] = '{}'`;
}

/** Locks the claims in one order, and holds them against what the change left. Answers them and the events that changed them. */
async function lockChanged(tx: Tx, act: string): Promise<{ claims: number[]; events: number[] }> {
  const made = await tx.$queryRaw<{ event: number; claim: number; status: string | null }[]>`
    SELECT e.id::float8 AS event, e.entity_id AS claim, e.changed -> 'status' ->> 0 AS status FROM event e
    WHERE ${madeBy(act)} ORDER BY e.entity_id`;
  const claims = made.map((row) => row.claim);
  const events = made.map((row) => row.event);
  await tx.$executeRaw`SELECT id FROM claim WHERE id = ANY (${claims}) ORDER BY id FOR NO KEY UPDATE`;
  const [left] = await tx.$queryRaw<{ count: number }[]>`
    SELECT count(*)::int AS count FROM event e JOIN claim c ON c.id = e.entity_id AND c.version = e.version AND c.deleted_at IS NULL
    WHERE e.id = ANY (${events}::bigint[])`;
  const since = claims.length - (left?.count ?? 0);
  if (since > 0)
    throw new AppError(
      'conflict',
      `${since.toLocaleString('en-GB')} of the claims were changed since. Nothing was undone.`,
    );
  const verdicts = new Set<string>(CLAIM_STATUSES.filter(needsWords));
  const back = made.filter(({ status }) => status !== null && verdicts.has(status)).map((row) => row.claim);
  const missing = back.length > 0 ? await claimsOnMissing(tx, back) : [];
  if (missing.length > 0) throw new AppError('invalid', `${onMissingWords(missing)} Nothing was undone.`);
  return { claims, events };
}
