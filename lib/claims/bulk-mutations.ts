import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, prisma, type Sql, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { claimsOnMissing } from '#lib/quotes/queries.ts';
import { resolveTags } from '#lib/tags/mutations.ts';
import { startTask } from '#lib/tasks/mutations.ts';
import type { TaskRun } from '#lib/tasks/run-mutations.ts';
import { mayBeAssigned, mayBeChosen } from './mutations.ts';
import { demandClaim } from './policy.ts';
import { scopeClaimFilter } from './queries.ts';
import {
  type BulkResult,
  type bulkChangeInput,
  bulkChangeTask,
  type claimSelection,
  type StartedTask,
} from './schema.ts';
import { BULK_FIELDS, isVerdict, needsWords, PRIORITY_LABELS, STATUS_LABELS } from './vocabulary.ts';
import { claimConditions } from './where.ts';

type Selection = Readonly<z.output<typeof claimSelection>>;
type Change = z.output<typeof bulkChangeInput>['change'];

/** So many are changed while one waits; more are a task. */
const AT_ONCE = 2_000;
/** So many rows a statement: between them progress is told and cancelling heard. */
const SLICE = 2_000;

/**
 * Changes one field of many claims with one reason, in one transaction: all of them or none. Claims that have the value already stay
 * as they are. A verdict's rationale stays where there is one; elsewhere the reason becomes it. A large selection becomes a task,
 * whose id is the answer.
 * Throws `conflict` when the selection is not what was on the screen any more.
 */
export async function bulkChange(
  actor: Actor,
  input: z.output<typeof bulkChangeInput>,
): Promise<BulkResult | StartedTask> {
  const { selection, change } = input;
  const size = 'ids' in selection ? selection.ids.length : selection.expected;
  if (size <= AT_ONCE) return changeSelected(actor, input);
  demandClaim(actor, 'bulkChange');
  await selected(actor, selection, (await currentProgramme(actor)).id);
  const title = [
    `${BULK_FIELDS[change.field]} of ${size.toLocaleString('en-GB')} claims`,
    await valueName(change),
  ]
    .filter(Boolean)
    .join(': ');
  const taskId = await transaction(actor, '', (tx) =>
    startTask(tx, actor, bulkChangeTask, { title, payload: input }),
  );
  return { taskId };
}

/** What the field becomes, in words; empty for tags. */
async function valueName(change: Change): Promise<string> {
  switch (change.field) {
    case 'status':
      return STATUS_LABELS[change.status].toLowerCase();
    case 'priority':
      return PRIORITY_LABELS[change.priority].toLowerCase();
    case 'topic':
      return (await prisma().topic.findUnique({ where: { id: change.topicId } }))?.name ?? '';
    case 'assignee':
      return change.assigneeId === null
        ? 'nobody'
        : ((await prisma().user.findUnique({ where: { id: change.assigneeId } }))?.name ?? '');
    case 'tags':
      return '';
  }
}

/** The change itself, however many claims it is; as a task where it has a run. */
export async function changeSelected(
  actor: Actor,
  { selection, change, reason }: z.output<typeof bulkChangeInput>,
  run?: TaskRun,
): Promise<BulkResult> {
  demandClaim(actor, 'bulkChange');
  const programme = await currentProgramme(actor);
  const condition = await selected(actor, selection, programme.id);
  // Whoever saves a claim with one of them meanwhile would otherwise wait for all of it.
  if (run && change.field === 'tags')
    await transaction(actor, reason, (tx) => resolveTags(tx, change.add, 'change.add'));
  return transaction(
    actor,
    reason,
    async (tx) => {
      const { set, differs } = await assignment(tx, programme.id, change, reason);
      run?.progress(0, null, 'Selecting');
      const ids = await lockSelected(tx, condition, selection);
      if (change.field === 'status' && needsWords(change.status)) await demandWords(tx, ids);
      const changed = await inSlices(
        ids,
        (slice) =>
          tx.$executeRaw`UPDATE claim c SET ${set}, version = c.version + 1 WHERE c.id = ANY (${slice}) AND ${differs}`,
        run,
      );
      const result = { changed, unchanged: ids.length - changed, act: changed > 0 ? await actOf(tx) : null };
      await run?.finish(tx, { message: changedWords(result), data: result });
      return result;
    },
    run?.signal,
  );
}

/** Works through the ids in their order; answers how many rows the slices changed together. */
export async function inSlices(
  ids: readonly number[],
  work: (slice: number[]) => Promise<number>,
  run?: TaskRun,
): Promise<number> {
  let changed = 0;
  for (let from = 0; from < ids.length; from += SLICE) {
    run?.signal.throwIfAborted();
    run?.progress(from, ids.length, 'Changing');
    changed += await work(ids.slice(from, from + SLICE));
  }
  run?.progress(ids.length, ids.length, 'Saving');
  return changed;
}

/** By what the history knows this transaction. */
export async function actOf(tx: Tx): Promise<string | null> {
  const [row] = await tx.$queryRaw<{ act: string }[]>`SELECT pg_current_xact_id()::text AS act`;
  return row?.act ?? null;
}

function changedWords({ changed, unchanged }: BulkResult): string {
  const said = `${changed.toLocaleString('en-GB')} claims changed.`;
  return unchanged > 0 ? `${said} ${unchanged.toLocaleString('en-GB')} had it already.` : said;
}

/** The selection as a condition on `claim c`. */
async function selected(actor: Actor, selection: Selection, programmeId: number): Promise<Sql> {
  if ('ids' in selection)
    return Prisma.sql`c.id = ANY (${selection.ids}) AND c.programme_id = ${programmeId} AND c.deleted_at IS NULL`;
  const { filter, scope, problems } = await scopeClaimFilter(actor, new URLSearchParams(selection.query));
  const [problem] = problems;
  if (problem) throw new AppError('invalid', `The filter cannot be read any more: ${problem.message}.`);
  if (filter.asOf !== null) throw new AppError('invalid', 'The past cannot be changed.');
  if (filter.deleted !== null)
    throw new AppError('invalid', 'Deleted claims cannot be changed. Restore them first.');
  return Prisma.sql`${claimConditions(filter, scope)} AND c.id <> ALL (${selection.except})`;
}

/** Locks what is selected, in one order, and holds it against what was on the screen. */
async function lockSelected(tx: Tx, condition: Sql, selection: Selection): Promise<number[]> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT c.id FROM claim c WHERE ${condition} ORDER BY c.id FOR NO KEY UPDATE`;
  if ('ids' in selection) {
    const gone = new Set(selection.ids).size - rows.length;
    if (gone > 0)
      throw new AppError(
        'conflict',
        `${gone} of the selected claims were deleted meanwhile. Nothing was changed.`,
      );
  } else if (rows.length !== selection.expected) {
    throw new AppError(
      'conflict',
      `The selection changed: ${rows.length} claims now, ${selection.expected} before. Nothing was changed.`,
    );
  }
  return rows.map((row) => row.id);
}

/** A verdict cannot rest on missing quotes alone. */
async function demandWords(tx: Tx, ids: readonly number[]): Promise<void> {
  const missing = await claimsOnMissing(tx, ids);
  if (missing.length === 0) return;
  throw refused('change.status', `${onMissingWords(missing)} Nothing was changed.`);
}

/** Which claims rest on missing quotes alone. */
export function onMissingWords(missing: readonly number[]): string {
  const first = missing.slice(0, 5).map((id) => `#${id}`);
  const rest = missing.length === 1 ? '1 claim rests' : `${missing.length} claims rest`;
  return `${rest} on quotes alone that are missing from their pages: ${first.join(', ')}${missing.length > 5 ? ' …' : ''}.`;
}

/** What to set, and which rows that would change. */
async function assignment(
  tx: Tx,
  programmeId: number,
  change: Change,
  reason: string,
): Promise<{ set: Sql; differs: Sql }> {
  switch (change.field) {
    case 'status': {
      const rationale = isVerdict(change.status)
        ? Prisma.sql`, rationale = CASE WHEN c.rationale = '' THEN ${reason} ELSE c.rationale END`
        : Prisma.empty;
      const to = Prisma.sql`${change.status}::claim_status`;
      return { set: Prisma.sql`status = ${to}${rationale}`, differs: Prisma.sql`c.status <> ${to}` };
    }
    case 'topic': {
      const { topicId } = change;
      if (!(await mayBeChosen(tx, programmeId, topicId)))
        throw refused('change.topicId', 'This topic does not exist any more, or is retired.');
      return { set: Prisma.sql`topic_id = ${topicId}`, differs: Prisma.sql`c.topic_id <> ${topicId}` };
    }
    case 'tags': {
      const add = await resolveTags(tx, change.add, 'change.add');
      const keep = Prisma.sql`ARRAY(SELECT x FROM unnest(c.tag_ids) WITH ORDINALITY u(x, n) WHERE x <> ALL (${change.remove}::int[]) ORDER BY n)`;
      const to = Prisma.sql`(${keep} || ARRAY(SELECT x FROM unnest(${add}::int[]) WITH ORDINALITY u(x, n)
        WHERE x <> ALL (c.tag_ids) OR x = ANY (${change.remove}::int[]) ORDER BY n))`;
      return { set: Prisma.sql`tag_ids = ${to}`, differs: Prisma.sql`c.tag_ids <> ${to}` };
    }
    case 'assignee':
      if (!(await mayBeAssigned(tx, change.assigneeId)))
        throw refused('change.assigneeId', 'This person has no active account any more.');
      return {
        set: Prisma.sql`assignee_id = ${change.assigneeId}::int`,
        differs: Prisma.sql`c.assignee_id IS DISTINCT FROM ${change.assigneeId}::int`,
      };
    case 'priority':
      return {
        set: Prisma.sql`priority = ${change.priority}::priority`,
        differs: Prisma.sql`c.priority <> ${change.priority}::priority`,
      };
  }
}

function refused(field: string, message: string): AppError {
  return new AppError('invalid', message, { [field]: message });
}
