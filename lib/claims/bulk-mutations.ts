import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, type Sql, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { claimsOnMissing } from '#lib/quotes/queries.ts';
import { resolveTags } from '#lib/tags/mutations.ts';
import { mayBeAssigned } from './mutations.ts';
import { demandClaim } from './policy.ts';
import { scopeClaimFilter } from './queries.ts';
import type { BulkResult, bulkChangeInput, claimSelection, undoBulkInput } from './schema.ts';
import { isVerdict, needsWords } from './vocabulary.ts';
import { claimConditions } from './where.ts';

type Selection = z.output<typeof claimSelection>;
type Change = z.output<typeof bulkChangeInput>['change'];

/** So many claims are changed at once at most; each writes its event. */
const MOST = 20_000;
/** In milliseconds; so many rows with their events take a while. */
const PATIENCE = '55000';
/** So many ids an answer carries for undoing. */
const UNDO_MOST = 10_000;

/**
 * Changes one field of many claims with one reason, in one transaction: all of them or none. Claims that have the value already stay
 * as they are. A verdict's rationale stays where there is one; elsewhere the reason becomes it.
 * Throws `conflict` when the selection is not what was on the screen any more.
 */
export async function bulkChange(actor: Actor, input: z.output<typeof bulkChangeInput>): Promise<BulkResult> {
  demandClaim(actor, 'bulkChange');
  const { selection, change, reason } = input;
  const programme = await currentProgramme(actor);
  const condition = await selected(actor, selection, programme.id);
  return transaction(actor, reason, async (tx) => {
    await tx.$executeRaw`SELECT set_config('statement_timeout', ${PATIENCE}, true)`;
    const { set, differs } = await assignment(tx, programme.id, change, reason);
    const ids = await lockSelected(tx, condition, selection);
    if (change.field === 'status' && needsWords(change.status)) await demandWords(tx, ids);
    const changed = await tx.$queryRaw<{ id: number }[]>`
      UPDATE claim c SET ${set}, version = c.version + 1 WHERE c.id = ANY (${ids}) AND ${differs} RETURNING c.id`;
    return {
      changed: changed.length,
      unchanged: ids.length - changed.length,
      undo: await undoOf(tx, changed),
    };
  });
}

/**
 * Brings the claims of a bulk change back to what they were before it, as new versions: all of them or none.
 * Throws `conflict` when one of them was changed since.
 */
export async function undoBulkChange(
  actor: Actor,
  input: z.output<typeof undoBulkInput>,
): Promise<BulkResult> {
  demandClaim(actor, 'bulkChange');
  const { act, ids, reason } = input;
  return transaction(actor, reason || 'Undid a bulk change', async (tx) => {
    const distinct = [...new Set(ids)];
    await tx.$queryRaw`SELECT id FROM claim WHERE id = ANY (${distinct}) ORDER BY id FOR NO KEY UPDATE`;
    const was = (column: string, stored: Sql) =>
      Prisma.sql`${Prisma.raw(column)} = CASE WHEN e.changed ? ${column} THEN ${stored} ELSE c.${Prisma.raw(column)} END`;
    const from = (column: string) => Prisma.sql`e.changed -> ${column} ->> 0`;
    const back = await tx.$queryRaw<{ id: number }[]>`
      UPDATE claim c SET version = c.version + 1,
        ${was('status', Prisma.sql`(${from('status')})::claim_status`)},
        ${was('rationale', from('rationale'))},
        ${was('topic_id', Prisma.sql`(${from('topic_id')})::int`)},
        ${was('tag_ids', Prisma.sql`ARRAY(SELECT jsonb_array_elements_text(e.changed -> 'tag_ids' -> 0)::int)`)},
        ${was('assignee_id', Prisma.sql`(${from('assignee_id')})::int`)},
        ${was('priority', Prisma.sql`(${from('priority')})::priority`)}
      FROM event e
      WHERE e.entity = 'claim' AND e.entity_id = ANY (${distinct}) AND e.tx = ${act}::bigint AND e.action = 'update'
        AND c.id = e.entity_id AND c.version = e.version AND c.deleted_at IS NULL
      RETURNING c.id`;
    if (back.length !== distinct.length)
      throw new AppError(
        'conflict',
        `${distinct.length - back.length} of the claims were changed since. Nothing was undone.`,
      );
    return { changed: back.length, unchanged: 0, undo: await undoOf(tx, back) };
  });
}

async function undoOf(tx: Tx, rows: { id: number }[]): Promise<BulkResult['undo']> {
  if (rows.length === 0 || rows.length > UNDO_MOST) return null;
  const [act] = await tx.$queryRaw<{ act: string }[]>`SELECT pg_current_xact_id()::text AS act`;
  return act ? { act: act.act, ids: rows.map((row) => row.id) } : null;
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
    SELECT c.id FROM claim c WHERE ${condition} ORDER BY c.id LIMIT ${MOST + 1} FOR NO KEY UPDATE`;
  if (rows.length > MOST)
    throw new AppError(
      'invalid',
      `At most ${MOST.toLocaleString('en-GB')} claims can be changed at once. Narrow the filter.`,
    );
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
  const first = missing.slice(0, 5).map((id) => `#${id}`);
  const message = `${missing.length === 1 ? '1 claim rests' : `${missing.length} claims rest`} on quotes alone that are missing from their pages: ${first.join(', ')}${missing.length > 5 ? ' …' : ''}. Nothing was changed.`;
  throw refused('change.status', message);
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
      const topic = await tx.topic.findFirst({
        where: { id: change.topicId, programmeId },
        select: { id: true },
      });
      if (!topic) throw refused('change.topicId', 'This topic does not exist any more.');
      return { set: Prisma.sql`topic_id = ${topic.id}`, differs: Prisma.sql`c.topic_id <> ${topic.id}` };
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
