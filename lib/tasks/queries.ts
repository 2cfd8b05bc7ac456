import { type Actor, hasRole } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import type { TaskRow, TaskTally } from './schema.ts';

/** So many ended tasks are listed. */
const MOST = 30;

/** What somebody sees: what they started and did not put away; an administrator also what others have going on. */
function seenBy(actor: Actor) {
  const mine = Prisma.sql`t.owner_id = ${actor.id}::int AND t.dismissed_at IS NULL`;
  return hasRole(actor, 'admin') ? Prisma.sql`(${mine} OR t.ended_at IS NULL)` : mine;
}

/** Their tasks, those that go on first, then the newest. */
export function listTasks(actor: Actor): Promise<TaskRow[]> {
  return query<TaskRow>(Prisma.sql`
    SELECT t.id, t.kind, t.title, t.state::text, t.done, t.total, t.rate, t.phase, t.message, t.href, t.result,
      t.owner_id IS NOT DISTINCT FROM ${actor.id}::int AS mine, u.name AS owner, t.seen_at IS NOT NULL AS seen,
      t.cancel_at IS NOT NULL AS cancelling,
      t.state = 'running' AND t.beat_at < clock_timestamp() - interval '15 seconds' AS interrupted,
      extract(epoch FROM coalesce(t.ended_at, clock_timestamp()) - coalesce(t.started_at, t.created_at))::float AS seconds,
      to_char(t.ended_at AT TIME ZONE 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"') AS "endedAt"
    FROM task t LEFT JOIN user_account u ON u.id = t.owner_id
    WHERE ${seenBy(actor)} ORDER BY t.ended_at IS NOT NULL, t.id DESC LIMIT ${MOST}`);
}

/** Whether there is anything to show at all, how many go on, and how many of theirs have ended unseen. */
export async function tallyTasks(actor: Actor): Promise<TaskTally> {
  const [tally] = await query<TaskTally>(Prisma.sql`
    SELECT count(*)::int AS listed, count(*) FILTER (WHERE t.ended_at IS NULL)::int AS running,
      count(*) FILTER (WHERE t.ended_at IS NOT NULL AND t.seen_at IS NULL)::int AS unseen
    FROM task t WHERE ${seenBy(actor)}`);
  return tally ?? { listed: 0, running: 0, unseen: 0 };
}
