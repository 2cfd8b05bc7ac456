import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { makeOnce, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { demandSources, lockInstrument, type Versioned, validity } from './mutations.ts';
import { demandInstrument } from './policy.ts';
import type { editVersionInput, instrumentVersionInput, recordAmendmentInput } from './schema.ts';
import { type Amendment, isTouched } from './staleness.ts';

/**
 * Records a new version of an act and marks stale what depends on the articles it touches, in one transaction. Answers how many
 * dependences were marked. A second send with the same key answers with the first version and marks nothing. Throws `invalid` at
 * the field that names something that is gone.
 */
export async function recordAmendment(
  actor: Actor,
  input: z.output<typeof recordAmendmentInput>,
): Promise<{ id: number; marked: number }> {
  demandInstrument(actor, 'amend');
  const { idempotencyKey, instrumentId, amendedById, sourceIds, note, inForceFrom, inForceTo, ...touched } =
    input;
  return transaction(actor, note, async (tx) => {
    let marked = 0;
    const id = await makeOnce(tx, actor, 'amendment', idempotencyKey, async () => {
      await lockInstrument(tx, instrumentId);
      await demandAmender(tx, instrumentId, amendedById);
      await demandSources(tx, sourceIds);
      const amendment = touched.touchesAll ? { touchesAll: true, touchedArticleIds: [] } : touched;
      await demandArticles(tx, instrumentId, amendment.touchedArticleIds);
      // Versions that were taken back keep their number.
      const last = await tx.instrumentVersion.aggregate({ where: { instrumentId }, _max: { ordinal: true } });
      const made = await tx.instrumentVersion.create({
        data: {
          instrumentId,
          ordinal: (last._max.ordinal ?? 0) + 1,
          amendedById,
          ...validity({ inForceFrom, inForceTo }),
          ...amendment,
          sourceIds,
          note,
          createdById: actor.id,
        },
        select: { id: true },
      });
      marked = await markStale(tx, instrumentId, made.id, amendment);
      return made.id;
    });
    return { id, marked };
  });
}

/** Corrects when a version is in force, its documents and its note; what it touches stays. Throws `conflict`. */
export async function editVersion(
  actor: Actor,
  input: z.output<typeof editVersionInput>,
): Promise<Versioned> {
  demandInstrument(actor, 'edit');
  const { id, version, reason, sourceIds, note, inForceFrom, inForceTo } = input;
  return transaction(actor, reason, async (tx) => {
    await demandSources(tx, sourceIds);
    const fields = { ...validity({ inForceFrom, inForceTo }), sourceIds, note };
    const same = { id, version, inForceFrom, inForceTo, note, sourceIds: { equals: sourceIds } };
    if (await tx.instrumentVersion.count({ where: same })) return { id, version };
    const { count } = await tx.instrumentVersion.updateMany({
      where: { id, version, deletedAt: null },
      data: { ...fields, version: version + 1 },
    });
    if (count === 0) throw new AppError('conflict', 'Somebody else changed this version meanwhile.');
    return { id, version: version + 1 };
  });
}

/** Takes back an amendment that was recorded by mistake: what it made stale, and nobody looked at since, is as before. */
export async function removeAmendment(
  actor: Actor,
  input: z.output<typeof instrumentVersionInput>,
): Promise<Versioned> {
  demandInstrument(actor, 'delete');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    const row = await tx.instrumentVersion.findUnique({ where: { id }, select: { ordinal: true } });
    if (row?.ordinal === 1)
      throw new AppError('invalid', 'The first version goes with the act. Delete the act instead.');
    const { count } = await tx.instrumentVersion.updateMany({
      where: { id, version, deletedAt: null },
      data: { deletedAt: now(), version: version + 1 },
    });
    if (count === 0) throw new AppError('conflict', 'Somebody else changed this version meanwhile.');
    await tx.$executeRaw`
      UPDATE dependence SET stale_since = NULL, stale_version_id = NULL, version = version + 1 WHERE stale_version_id = ${id}`;
    return { id, version: version + 1 };
  });
}

/** The dependants of the touched articles; one that was stale before stays so since then, by the later amendment. */
async function markStale(
  tx: Tx,
  instrumentId: number,
  versionId: number,
  amendment: Amendment,
): Promise<number> {
  const dependants = await tx.dependence.findMany({
    where: { instrumentId, deletedAt: null },
    select: { id: true, articleId: true },
  });
  const ids = dependants.filter((dependant) => isTouched(amendment, dependant)).map(({ id }) => id);
  return tx.$executeRaw`
    UPDATE dependence SET stale_since = coalesce(stale_since, ${now()}), stale_version_id = ${versionId}, version = version + 1
    WHERE id = ANY (${ids})`;
}

async function demandAmender(tx: Tx, instrumentId: number, amendedById: number | null): Promise<void> {
  if (amendedById === null) return;
  const there = await tx.instrument.count({ where: { id: amendedById, deletedAt: null } });
  const message =
    amendedById === instrumentId
      ? 'An act does not amend itself.'
      : there === 0
        ? 'This act does not exist any more.'
        : null;
  if (message) throw new AppError('invalid', message, { amendedById: message });
}

async function demandArticles(tx: Tx, instrumentId: number, ids: readonly number[]): Promise<void> {
  const there = await tx.article.count({ where: { id: { in: [...ids] }, instrumentId, deletedAt: null } });
  if (there === new Set(ids).size) return;
  const message = 'One of the articles does not exist in this act any more.';
  throw new AppError('invalid', message, { touchedArticleIds: message });
}
