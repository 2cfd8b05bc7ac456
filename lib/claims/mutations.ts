import type { z } from 'zod';
import { resolveClaimant } from '#lib/claimants/mutations.ts';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { makeOnce, type Tx, transaction } from '#lib/core/db.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import { AppError } from '#lib/core/errors.ts';
import { insertEvidence } from '#lib/evidence/mutations.ts';
import {
  readValue,
  type StoredValue,
  sameValue,
  saveValue,
  stillFits,
  storedValue,
} from '#lib/facts/mutations.ts';
import { claimRowsAt } from '#lib/history/queries.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { claimsOnMissing } from '#lib/quotes/queries.ts';
import { RESTS_ON_MISSING } from '#lib/quotes/verdict.ts';
import { resolveTags } from '#lib/tags/mutations.ts';
import { demandClaim } from './policy.ts';
import type {
  changeStatusInput,
  claimVersionInput,
  editClaimInput,
  logClaimInput,
  revertClaimInput,
} from './schema.ts';
import { type ClaimStatus, needsWords, type Priority } from './vocabulary.ts';

/** The claim at its version after the change; the same version where there was nothing to change. */
export type Versioned = { id: number; version: number };

type Fields = Omit<z.output<typeof editClaimInput>, 'id' | 'version' | 'reason'>;
type Columns = {
  statement: string;
  originalWording: string;
  language: string;
  claimantId: number | null;
  claimedOn: string | null;
  topicId: number;
  tagIds: number[];
  priority: Priority;
  assigneeId: number | null;
};

/**
 * Logs a claim with its value and first source, all or nothing. A second send with the same key answers with the first claim.
 * Throws `invalid` at the field that names something that is gone.
 */
export async function logClaim(actor: Actor, input: z.output<typeof logClaimInput>): Promise<{ id: number }> {
  demandClaim(actor, 'log');
  const { idempotencyKey, source, ...fields } = input;
  const programme = await currentProgramme(actor);
  return transaction(actor, '', async (tx) => ({
    id: await makeOnce(tx, actor, 'claim', idempotencyKey, async () => {
      const columns = await readColumns(tx, programme.id, fields, null);
      const value = fields.value && (await readValue(tx, programme.id, fields.value));
      const claim = await tx.claim.create({
        data: { programmeId: programme.id, ...columns, ...bounds(columns.claimedOn), createdById: actor.id },
        select: { id: true },
      });
      await saveValue(tx, claim.id, value);
      if (source) await insertEvidence(tx, actor, claim.id, source, 'source.source');
      return claim.id;
    }),
  }));
}

/** Changes a claim and its value. Throws `conflict` when somebody else changed it meanwhile; nothing is then written. */
export async function editClaim(actor: Actor, input: z.output<typeof editClaimInput>): Promise<Versioned> {
  demandClaim(actor, 'edit');
  const { id, version, reason, ...fields } = input;
  return transaction(actor, reason, async (tx) => {
    const claim = await lockClaim(tx, { id, version });
    const columns = await readColumns(tx, claim.programmeId, fields, claim);
    const current = await storedValue(tx, id);
    const value = fields.value && (await readValue(tx, claim.programmeId, fields.value, current));
    if (sameColumns(columns, claim) && sameValue(value, current)) return { id, version };
    await tx.claim.update({
      where: { id },
      data: { ...columns, ...bounds(columns.claimedOn), version: version + 1 },
    });
    if (!sameValue(value, current)) await saveValue(tx, id, value);
    return { id, version: version + 1 };
  });
}

/** Gives a verdict or takes it back; the rationale is the reason. Throws `conflict`. */
export async function changeStatus(
  actor: Actor,
  input: z.output<typeof changeStatusInput>,
): Promise<Versioned> {
  demandClaim(actor, 'changeStatus');
  const { id, version, status, rationale } = input;
  return transaction(actor, '', async (tx) => {
    const claim = await lockClaim(tx, { id, version });
    if (claim.status === status && claim.rationale === rationale) return { id, version };
    if (await lacksWords(tx, claim, status)) throw refused('status', RESTS_ON_MISSING);
    await tx.claim.update({ where: { id }, data: { status, rationale, version: version + 1 } });
    return { id, version: version + 1 };
  });
}

/** Whether a new status is a verdict that would rest on missing quotes alone. */
async function lacksWords(
  tx: Tx,
  claim: { id: number; status: ClaimStatus },
  status: ClaimStatus,
): Promise<boolean> {
  if (claim.status === status || !needsWords(status)) return false;
  return (await claimsOnMissing(tx, [claim.id])).length > 0;
}

/**
 * Brings a claim and its value back to how they were at an earlier version, as a new version. What cannot be brought back is told
 * in `left`, in sentences.
 */
export async function revertClaim(
  actor: Actor,
  input: z.output<typeof revertClaimInput>,
): Promise<Versioned & { left: string[] }> {
  demandClaim(actor, 'revert');
  const { id, version, to } = input;
  const then = await claimRowsAt(actor, id, to);
  return transaction(actor, input.reason || `Restored version ${to}`, async (tx) => {
    const claim = await lockClaim(tx, { id, version });
    const left: string[] = [];
    const columns = { ...columnsOf(then.claim), status: then.claim.status, rationale: then.claim.rationale };
    if (columns.assigneeId !== claim.assigneeId && !(await mayBeAssigned(tx, columns.assigneeId))) {
      columns.assigneeId = null;
      left.push('The assignee of that version has no active account; nobody is assigned.');
    }
    if (await lacksWords(tx, claim, columns.status)) {
      Object.assign(columns, { status: claim.status, rationale: claim.rationale });
      left.push('The verdict of that version would rest on missing quotes alone; the status stays as it is.');
    }
    if ((await tx.topic.count({ where: { id: columns.topicId } })) === 0) {
      columns.topicId = claim.topicId;
      left.push('The topic of that version does not exist any more; the topic stays as it is.');
    }
    const tags = await tx.tag.findMany({ where: { id: { in: columns.tagIds } }, select: { id: true } });
    const known = columns.tagIds.filter((tag) => tags.some((row) => row.id === tag));
    if (known.length < columns.tagIds.length) left.push('Some tags of that version do not exist any more.');
    columns.tagIds = known;
    const current = await storedValue(tx, id);
    let value = then.value && storedOf(then.value);
    if (value && !(await stillFits(tx, value))) {
      value = current;
      left.push('The value of that version is none that its fact takes now; the value stays as it is.');
    }
    const same =
      sameColumns(columns, claim) && claim.status === columns.status && claim.rationale === columns.rationale;
    if (same && sameValue(value, current))
      throw new AppError('invalid', left.join(' ') || `The claim reads as in version ${to} already.`);
    await tx.claim.update({
      where: { id },
      data: { ...columns, ...bounds(columns.claimedOn), version: version + 1 },
    });
    if (!sameValue(value, current)) await saveValue(tx, id, value);
    return { id, version: version + 1, left };
  });
}

/** Takes a claim out of every list; its page says who did and why. */
export async function deleteClaim(
  actor: Actor,
  input: z.output<typeof claimVersionInput>,
): Promise<Versioned> {
  demandClaim(actor, 'delete');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    await lockClaim(tx, { id, version });
    await tx.claim.update({ where: { id }, data: { deletedAt: now(), version: version + 1 } });
    return { id, version: version + 1 };
  });
}

/** Brings a deleted claim back as it was. */
export async function restoreClaim(
  actor: Actor,
  input: z.output<typeof claimVersionInput>,
): Promise<Versioned> {
  demandClaim(actor, 'restore');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    await lockClaim(tx, { id, version }, 'deleted');
    await tx.claim.update({ where: { id }, data: { deletedAt: null, version: version + 1 } });
    return { id, version: version + 1 };
  });
}

/** The row, locked, when it still is at the version that was on the screen. Throws `not_found` or `conflict`. */
async function lockClaim(tx: Tx, { id, version }: Versioned, wanted: 'live' | 'deleted' = 'live') {
  await tx.$queryRaw`SELECT id FROM claim WHERE id = ${id} FOR NO KEY UPDATE`;
  const claim = await tx.claim.findUnique({ where: { id } });
  if (!claim) throw new AppError('not_found', 'There is no such claim.');
  if (wanted === 'live' && claim.deletedAt)
    throw new AppError('conflict', 'This claim was deleted. Restore it first.');
  if (wanted === 'deleted' && !claim.deletedAt)
    throw new AppError('conflict', 'This claim was restored already.');
  if (claim.version !== version)
    throw new AppError(
      'conflict',
      'Somebody else changed this claim while you had it open. Nothing of theirs is lost.',
    );
  return claim;
}

/** Finds what the fields name. A claim keeps the topic and the assignee that it has, whatever became of them. */
async function readColumns(
  tx: Tx,
  programmeId: number,
  fields: Fields,
  current: Pick<Columns, 'topicId' | 'assigneeId'> | null,
): Promise<Columns> {
  const { statement, originalWording, language, claimedOn, topicId, priority, assigneeId } = fields;
  if (topicId !== current?.topicId && !(await mayBeChosen(tx, programmeId, topicId)))
    throw refused('topicId', 'This topic does not exist any more, or is retired. Choose another.');
  if (assigneeId !== (current?.assigneeId ?? null) && !(await mayBeAssigned(tx, assigneeId)))
    throw refused('assigneeId', 'This person has no active account any more. Choose somebody else.');
  const claimantId = fields.claimant && (await resolveClaimant(tx, fields.claimant, 'claimant'));
  const tagIds = await resolveTags(tx, fields.tags, 'tags');
  return {
    statement,
    originalWording,
    language,
    claimantId,
    claimedOn,
    topicId,
    tagIds,
    priority,
    assigneeId,
  };
}

/** A topic of the programme that is not retired. */
export async function mayBeChosen(tx: Tx, programmeId: number, topicId: number): Promise<boolean> {
  return (await tx.topic.count({ where: { id: topicId, programmeId, retiredAt: null } })) > 0;
}

/** Anybody with an active account that may work on claims; nobody is fine too. */
export async function mayBeAssigned(tx: Tx, id: number | null): Promise<boolean> {
  if (id === null) return true;
  const person = await tx.user.findFirst({
    where: { id, disabledAt: null, role: { not: 'viewer' } },
    select: { id: true },
  });
  return person !== null;
}

function bounds(claimedOn: string | null) {
  const { lower, upper } = edtfBounds(claimedOn);
  return { claimedLower: lower, claimedUpper: upper };
}

function sameColumns(a: Columns, b: Columns): boolean {
  const keys = [
    'statement',
    'originalWording',
    'language',
    'claimantId',
    'claimedOn',
    'topicId',
    'priority',
    'assigneeId',
  ] as const;
  const tags = (ids: number[]) => [...ids].sort((x, y) => x - y).join();
  return keys.every((key) => a[key] === b[key]) && tags(a.tagIds) === tags(b.tagIds);
}

type Rows = Awaited<ReturnType<typeof claimRowsAt>>;

function columnsOf(row: Rows['claim']): Columns {
  return {
    statement: row.statement,
    originalWording: row.original_wording,
    language: row.language,
    claimantId: row.claimant_id,
    claimedOn: row.claimed_on,
    topicId: row.topic_id,
    tagIds: row.tag_ids,
    priority: row.priority,
    assigneeId: row.assignee_id,
  };
}

function storedOf(row: NonNullable<Rows['value']>): StoredValue {
  const { fact_id: factId, as_of: asOf, valid_from: validFrom, valid_to: validTo, ...rest } = row;
  return { factId, asOf, validFrom, validTo, ...rest };
}

function refused(field: string, message: string): AppError {
  return new AppError('invalid', message, { [field]: message });
}
