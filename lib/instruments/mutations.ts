import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { makeOnce, type Tx, transaction } from '#lib/core/db.ts';
import { edtfBounds } from '#lib/core/edtf.ts';
import { AppError } from '#lib/core/errors.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { demandInstrument } from './policy.ts';
import type { addInstrumentInput, editInstrumentInput, instrumentVersionInput } from './schema.ts';

export type Versioned = { id: number; version: number };

/**
 * Records an act with its first version. A second send with the same key answers with the first act. Throws `duplicate` where the
 * issuer has an act of that kind, number and date already, `invalid` where a document is gone.
 */
export async function addInstrument(
  actor: Actor,
  input: z.output<typeof addInstrumentInput>,
): Promise<{ id: number }> {
  demandInstrument(actor, 'record');
  const { idempotencyKey, inForceFrom, inForceTo, sourceIds, note, ...act } = input;
  const programme = await currentProgramme(actor);
  return transaction(actor, '', async (tx) => ({
    id: await makeOnce(tx, actor, 'instrument', idempotencyKey, async () => {
      await refuseTaken(tx, programme.id, act, null);
      await demandSources(tx, sourceIds);
      const { id } = await tx.instrument.create({
        data: { programmeId: programme.id, ...act, ...adopted(act.adoptedOn), createdById: actor.id },
        select: { id: true },
      });
      await tx.instrumentVersion.create({
        data: {
          instrumentId: id,
          ordinal: 1,
          ...validity({ inForceFrom, inForceTo }),
          sourceIds,
          note,
          createdById: actor.id,
        },
      });
      return id;
    }),
  }));
}

/** Changes what is known of an act; nothing to change writes nothing. Throws `conflict` or `duplicate`. */
export async function editInstrument(
  actor: Actor,
  input: z.output<typeof editInstrumentInput>,
): Promise<Versioned> {
  demandInstrument(actor, 'edit');
  const { id, version, reason, ...act } = input;
  return transaction(actor, reason, async (tx) => {
    const row = await lockInstrument(tx, id);
    if (row.version !== version) throw new AppError('conflict', 'Somebody else changed this act meanwhile.');
    if (await tx.instrument.count({ where: { id, ...act } })) return { id, version };
    await refuseTaken(tx, row.programmeId, act, id);
    await tx.instrument.update({
      where: { id },
      data: { ...act, ...adopted(act.adoptedOn), version: version + 1 },
    });
    return { id, version: version + 1 };
  });
}

/** Takes an act out of the lists. Refused (`invalid`) while a claim depends on it. */
export async function deleteInstrument(
  actor: Actor,
  input: z.output<typeof instrumentVersionInput>,
): Promise<Versioned> {
  demandInstrument(actor, 'delete');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    await lockInstrument(tx, id);
    const dependants = await tx.dependence.count({ where: { instrumentId: id, deletedAt: null } });
    if (dependants > 0)
      throw new AppError(
        'invalid',
        dependants === 1
          ? 'A claim depends on this act. Take that back first.'
          : `Claims depend on this act in ${dependants} places. Take those back first.`,
      );
    return setDeleted(tx, { id, version }, now());
  });
}

/** Brings a deleted act back as it was. */
export async function restoreInstrument(
  actor: Actor,
  input: z.output<typeof instrumentVersionInput>,
): Promise<Versioned> {
  demandInstrument(actor, 'restore');
  const { id, version, reason } = input;
  return transaction(actor, reason, (tx) => setDeleted(tx, { id, version }, null));
}

async function setDeleted(tx: Tx, { id, version }: Versioned, deletedAt: Date | null): Promise<Versioned> {
  const { count } = await tx.instrument.updateMany({
    where: { id, version, deletedAt: deletedAt === null ? { not: null } : null },
    data: { deletedAt, version: version + 1 },
  });
  if (count === 0) throw new AppError('conflict', 'Somebody else changed this act meanwhile.');
  return { id, version: version + 1 };
}

/** The live act, locked: what is done to its versions, articles and dependants happens one after the other. Throws `not_found`. */
export async function lockInstrument(tx: Tx, id: number): Promise<{ version: number; programmeId: number }> {
  const [row] = await tx.$queryRaw<{ version: number; programmeId: number }[]>`
    SELECT version, programme_id AS "programmeId" FROM instrument WHERE id = ${id} AND deleted_at IS NULL FOR NO KEY UPDATE`;
  if (!row) throw new AppError('not_found', 'This act does not exist, or was deleted.');
  return row;
}

/** Throws `invalid` where one of the documents does not exist. */
export async function demandSources(tx: Tx, sourceIds: readonly number[]): Promise<void> {
  const live = await tx.source.count({ where: { id: { in: [...sourceIds] }, deletedAt: null } });
  if (live === new Set(sourceIds).size) return;
  const message = 'One of the documents does not exist any more.';
  throw new AppError('invalid', message, { sourceIds: message });
}

/** When a version is in force, as written and as bounds. Throws `invalid` where it ends before it begins. */
export function validity({
  inForceFrom,
  inForceTo,
}: {
  inForceFrom: string | null;
  inForceTo: string | null;
}) {
  const from = edtfBounds(inForceFrom);
  const to = edtfBounds(inForceTo);
  if (from.lower && to.upper && to.upper < from.lower) {
    const message = 'It cannot cease to be in force before it begins.';
    throw new AppError('invalid', message, { inForceTo: message });
  }
  return {
    inForceFrom,
    fromLower: from.lower,
    fromUpper: from.upper,
    inForceTo,
    toLower: to.lower,
    toUpper: to.upper,
  };
}

function adopted(adoptedOn: string | null) {
  const { lower, upper } = edtfBounds(adoptedOn);
  return { adoptedLower: lower, adoptedUpper: upper };
}

type Identity = Pick<z.output<typeof editInstrumentInput>, 'kind' | 'number' | 'issuer' | 'adoptedOn'>;

async function refuseTaken(tx: Tx, programmeId: number, act: Identity, except: number | null): Promise<void> {
  const [other] = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM instrument WHERE programme_id = ${programmeId} AND deleted_at IS NULL AND kind = ${act.kind}::instrument_kind
      AND fold_text(number) = fold_text(${act.number}) AND fold_text(issuer) = fold_text(${act.issuer})
      AND coalesce(adopted_on, '') = ${act.adoptedOn ?? ''} AND id <> ${except ?? 0}`;
  if (!other) return;
  const message = `This issuer has an act of that kind, number and date here already (act ${other.id}).`;
  throw new AppError('duplicate', message, { number: message });
}
