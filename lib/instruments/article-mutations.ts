import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { makeOnce, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { lockInstrument, type Versioned } from './mutations.ts';
import { demandInstrument } from './policy.ts';
import type { addArticleInput, editArticleInput, instrumentVersionInput, writeTextInput } from './schema.ts';

/** Names an article of an act. `duplicate` where the act has one of that place. */
export async function addArticle(
  actor: Actor,
  input: z.output<typeof addArticleInput>,
): Promise<{ id: number }> {
  demandInstrument(actor, 'edit');
  const { instrumentId, place, subject, idempotencyKey } = input;
  return transaction(actor, '', async (tx) => ({
    id: await makeOnce(tx, actor, 'article', idempotencyKey, async () => {
      await lockInstrument(tx, instrumentId);
      await refuseTaken(tx, instrumentId, place, null);
      const made = await tx.article.create({ data: { instrumentId, place, subject }, select: { id: true } });
      return made.id;
    }),
  }));
}

/** Changes how an article is cited and what it is about. Throws `conflict` or `duplicate`. */
export async function editArticle(
  actor: Actor,
  input: z.output<typeof editArticleInput>,
): Promise<Versioned> {
  demandInstrument(actor, 'edit');
  const { id, version, reason, place, subject } = input;
  return transaction(actor, reason, async (tx) => {
    const row = await liveArticle(tx, id);
    if (await tx.article.count({ where: { id, version, place, subject } })) return { id, version };
    await refuseTaken(tx, row.instrumentId, place, id);
    const { count } = await tx.article.updateMany({
      where: { id, version, deletedAt: null },
      data: { place, subject, version: version + 1 },
    });
    if (count === 0) throw changed();
    return { id, version: version + 1 };
  });
}

/** Takes an article out of its act. Refused (`invalid`) while a claim depends on it. */
export async function removeArticle(
  actor: Actor,
  input: z.output<typeof instrumentVersionInput>,
): Promise<Versioned> {
  demandInstrument(actor, 'delete');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    const row = await liveArticle(tx, id);
    await lockInstrument(tx, row.instrumentId);
    if (await tx.dependence.count({ where: { articleId: id, deletedAt: null } }))
      throw new AppError('invalid', 'A claim depends on this article. Take that back first.');
    const { count } = await tx.article.updateMany({
      where: { id, version, deletedAt: null },
      data: { deletedAt: now(), version: version + 1 },
    });
    if (count === 0) throw changed();
    return { id, version: version + 1 };
  });
}

/** Writes how an article reads in a version of its act, and its translation. Throws `conflict`. */
export async function writeText(actor: Actor, input: z.output<typeof writeTextInput>): Promise<Versioned> {
  demandInstrument(actor, 'edit');
  const { articleId, instrumentVersionId, version, reason, ...fields } = input;
  return transaction(actor, reason, async (tx) => {
    const { instrumentId } = await liveArticle(tx, articleId);
    await lockInstrument(tx, instrumentId);
    const of = { id: instrumentVersionId, instrumentId, deletedAt: null };
    if (!(await tx.instrumentVersion.count({ where: of })))
      throw new AppError('not_found', 'This version does not exist any more.');
    const key = { articleId_instrumentVersionId: { articleId, instrumentVersionId } };
    const row = await tx.articleText.findUnique({ where: key, select: { id: true, version: true } });
    if ((row?.version ?? null) !== version) throw changed();
    if (row === null)
      return tx.articleText.create({
        data: { articleId, instrumentVersionId, ...fields },
        select: { id: true, version: true },
      });
    if (await tx.articleText.count({ where: { id: row.id, ...fields } })) return row;
    return tx.articleText.update({
      where: { id: row.id },
      data: { ...fields, version: row.version + 1 },
      select: { id: true, version: true },
    });
  });
}

async function liveArticle(tx: Tx, id: number): Promise<{ instrumentId: number }> {
  const row = await tx.article.findFirst({ where: { id, deletedAt: null }, select: { instrumentId: true } });
  if (!row) throw new AppError('not_found', 'This article does not exist any more.');
  return row;
}

function changed(): AppError {
  return new AppError('conflict', 'Somebody else changed this article meanwhile.');
}

async function refuseTaken(
  tx: Tx,
  instrumentId: number,
  place: string,
  except: number | null,
): Promise<void> {
  const [other] = await tx.$queryRaw<{ place: string }[]>`
    SELECT place FROM article WHERE instrument_id = ${instrumentId} AND deleted_at IS NULL
      AND fold_text(place) = fold_text(${place}) AND id <> ${except ?? 0}`;
  if (!other) return;
  const message = `The act has “${other.place}” already.`;
  throw new AppError('duplicate', message, { place: message });
}
