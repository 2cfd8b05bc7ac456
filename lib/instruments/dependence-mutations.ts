import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { lockInstrument, type Versioned } from './mutations.ts';
import { demandInstrument } from './policy.ts';
import type { addDependenceInput, dependenceInput } from './schema.ts';

/**
 * A claim, or its value, depends on an act or one of its articles. `duplicate` where it is said already, `invalid` at `part` where
 * the claim has no value.
 */
export async function addDependence(
  actor: Actor,
  input: z.output<typeof addDependenceInput>,
): Promise<{ id: number }> {
  demandInstrument(actor, 'depend');
  const { claimId, instrumentId, articleId, part, note } = input;
  return transaction(actor, note, async (tx) => {
    const { programmeId } = await lockInstrument(tx, instrumentId);
    await demandClaimOf(tx, claimId, programmeId);
    const ofAct = { id: articleId ?? 0, instrumentId, deletedAt: null };
    if (articleId !== null && !(await tx.article.count({ where: ofAct })))
      throw refused('invalid', 'articleId', 'This article does not exist any more. Choose another.');
    if (part === 'value' && !(await tx.value.count({ where: { claimId } })))
      throw refused('invalid', 'part', 'The claim has no value that could depend on it.');
    if (await tx.dependence.count({ where: { claimId, instrumentId, articleId, part, deletedAt: null } }))
      throw refused('duplicate', 'articleId', 'That is said already.');
    return tx.dependence.create({
      data: { claimId, instrumentId, articleId, part, note, createdById: actor.id },
      select: { id: true },
    });
  });
}

/** Takes a dependence back, with a reason; the history keeps it. */
export async function removeDependence(
  actor: Actor,
  input: z.output<typeof dependenceInput>,
): Promise<Versioned> {
  demandInstrument(actor, 'depend');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    const { count } = await tx.dependence.updateMany({
      where: { id, version, deletedAt: null },
      data: { deletedAt: now(), version: version + 1 },
    });
    if (count === 0) throw changed();
    return { id, version: version + 1 };
  });
}

/** Somebody looked again after an amendment and the claim still holds; the reason says what was found. Throws `conflict`. */
export async function confirmDependence(
  actor: Actor,
  input: z.output<typeof dependenceInput>,
): Promise<Versioned> {
  demandInstrument(actor, 'confirm');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    const { count } = await tx.dependence.updateMany({
      where: { id, version, deletedAt: null, staleSince: { not: null } },
      data: { staleSince: null, staleVersionId: null, version: version + 1 },
    });
    if (count === 0) throw changed();
    return { id, version: version + 1 };
  });
}

/** Locked, so that nobody deletes the claim while it is said what it depends on. */
async function demandClaimOf(tx: Tx, claimId: number, programmeId: number): Promise<void> {
  const [claim] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM claim WHERE id = ${claimId} AND programme_id = ${programmeId} AND deleted_at IS NULL FOR SHARE`;
  if (!claim) throw new AppError('not_found', 'There is no such claim in the programme of this act.');
}

function refused(code: 'invalid' | 'duplicate', field: string, message: string): AppError {
  return new AppError(code, message, { [field]: message });
}

function changed(): AppError {
  return new AppError('conflict', 'Somebody else changed this meanwhile, or looked at it already.');
}
