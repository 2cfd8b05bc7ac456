import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { makeOnce, Prisma, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { matchQuote, quoteToStore } from '#lib/quotes/mutations.ts';
import { holdSource, resolveSource } from '#lib/sources/mutations.ts';
import { demandEvidence } from './policy.ts';
import type {
  attachEvidenceInput,
  editEvidenceInput,
  firstSourceInput,
  quotePassageInput,
  removeEvidenceInput,
} from './schema.ts';
import { STANCE_LABELS } from './vocabulary.ts';

type NewEvidence = z.output<typeof firstSourceInput>;
type Versioned = { id: number; version: number };

/**
 * Puts a source under a claim, in the transaction of another change. `field` is where the source stands in the form.
 * Throws `duplicate` where the claim has this source already.
 */
export async function insertEvidence(
  tx: Tx,
  actor: Actor,
  claimId: number,
  evidence: NewEvidence,
  field: string,
): Promise<number> {
  demandEvidence(actor, 'attach');
  const { source, quote, passage, ...rest } = evidence;
  // The source first and the claim second: a change of a source locks its claims in the same order.
  const sourceId = await sourceAt(field, () => resolveSource(tx, actor, source));
  await lockClaim(tx, claimId);
  const there = await tx.evidence.findFirst({
    where: { claimId, sourceId, deletedAt: null },
    select: { stance: true, source: { select: { title: true } } },
  });
  if (there) {
    const message = `The claim has this source already, under “${STANCE_LABELS[there.stance]}”: ${there.source.title}`;
    throw new AppError('duplicate', message, { [field]: message });
  }
  const words = await quoteToStore(tx, actor, sourceId, { quote, passage });
  const made = await tx.evidence.create({
    data: { claimId, sourceId, ...rest, ...words, createdById: actor.id },
    select: { id: true },
  });
  await matchQuote(tx, actor, made.id);
  return made.id;
}

/** Adds a source to a claim. A second send with the same key changes nothing. */
export async function attachEvidence(
  actor: Actor,
  input: z.output<typeof attachEvidenceInput>,
): Promise<{ id: number }> {
  demandEvidence(actor, 'attach');
  const { claimId, idempotencyKey, ...evidence } = input;
  return transaction(actor, '', async (tx) => ({
    id: await makeOnce(tx, actor, 'evidence', idempotencyKey, () =>
      insertEvidence(tx, actor, claimId, evidence, 'source'),
    ),
  }));
}

/** Changes what is said of a source; the source itself stays. Nothing to change writes nothing. */
export async function editEvidence(
  actor: Actor,
  input: z.output<typeof editEvidenceInput>,
): Promise<Versioned> {
  demandEvidence(actor, 'edit');
  const { id, version, reason, quote, passage, ...fields } = input;
  return transaction(actor, reason, async (tx) => {
    const row = await lockEvidence(tx, { id, version });
    if (row.deletedAt) throw new AppError('conflict', 'This evidence was removed meanwhile.');
    const requoted = quote !== row.quote || passage !== null;
    const keys = ['stance', 'credibility', 'place', 'note', 'translation', 'translationLanguage'] as const;
    if (!requoted && keys.every((key) => row[key] === fields[key])) return { id, version };
    const words = requoted ? await quoteToStore(tx, actor, row.sourceId, { quote, passage }) : {};
    await tx.evidence.update({ where: { id }, data: { ...fields, ...words, version: version + 1 } });
    if (requoted) await matchQuote(tx, actor, id);
    return { id, version: version + 1 };
  });
}

/** Makes a passage of a snapshot the quote of a piece of evidence; all else stays. */
export async function quotePassage(
  actor: Actor,
  input: z.output<typeof quotePassageInput>,
): Promise<Versioned> {
  demandEvidence(actor, 'edit');
  const { id, version, passage } = input;
  return transaction(actor, 'Quoted from a snapshot', async (tx) => {
    const row = await lockEvidence(tx, { id, version });
    if (row.deletedAt) throw new AppError('conflict', 'This evidence was removed meanwhile.');
    const words = await quoteToStore(tx, actor, row.sourceId, { quote: '', passage });
    await tx.evidence.update({ where: { id }, data: { ...words, version: version + 1 } });
    await matchQuote(tx, actor, id);
    return { id, version: version + 1 };
  });
}

/** Takes a source from a claim. It stays in the history and can be put back. */
export async function removeEvidence(
  actor: Actor,
  input: z.output<typeof removeEvidenceInput>,
): Promise<Versioned> {
  demandEvidence(actor, 'remove');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    const row = await lockEvidence(tx, { id, version });
    if (row.deletedAt) throw new AppError('conflict', 'This evidence was removed already.');
    await tx.evidence.update({ where: { id }, data: { deletedAt: now(), version: version + 1 } });
    return { id, version: version + 1 };
  });
}

/** Puts removed evidence back. Throws `duplicate` where its source was attached again meanwhile. */
export async function restoreEvidence(
  actor: Actor,
  input: z.output<typeof removeEvidenceInput>,
): Promise<Versioned> {
  demandEvidence(actor, 'restore');
  const { id, version, reason } = input;
  return transaction(actor, reason, async (tx) => {
    const row = await lockEvidence(tx, { id, version });
    if (!row.deletedAt) throw new AppError('conflict', 'This evidence was put back already.');
    const source = await tx.source.findUniqueOrThrow({
      where: { id: row.sourceId },
      select: { deletedAt: true },
    });
    if (source.deletedAt) throw new AppError('invalid', 'Its source was deleted. Restore the source first.');
    const again = await tx.evidence.findFirst({
      where: { claimId: row.claimId, sourceId: row.sourceId, deletedAt: null },
    });
    if (again) throw new AppError('duplicate', 'The claim has this source again already.');
    await tx.evidence.update({ where: { id }, data: { deletedAt: null, version: version + 1 } });
    await matchQuote(tx, actor, id);
    return { id, version: version + 1 };
  });
}

/** The row, locked with its claim, when it still is at the version that was on the screen. */
async function lockEvidence(tx: Tx, { id, version }: Versioned) {
  const found = await tx.evidence.findUnique({ where: { id }, select: { claimId: true, sourceId: true } });
  if (!found) throw new AppError('not_found', 'There is no such evidence.');
  await holdSource(tx, Prisma.sql`id = ${found.sourceId}`);
  await lockClaim(tx, found.claimId);
  const row = await tx.evidence.findUniqueOrThrow({ where: { id } });
  if (row.version !== version)
    throw new AppError('conflict', 'Somebody else changed this evidence meanwhile. Look at it again.');
  return row;
}

/** One change of a claim's evidence at a time; the claim's counts are refreshed with each. */
async function lockClaim(tx: Tx, id: number): Promise<void> {
  const [claim] = await tx.$queryRaw<{ deleted: boolean }[]>`
    SELECT deleted_at IS NOT NULL AS deleted FROM claim WHERE id = ${id} FOR NO KEY UPDATE`;
  if (!claim) throw new AppError('not_found', 'There is no such claim.');
  if (claim.deleted) throw new AppError('conflict', 'This claim was deleted. Restore it first.');
}

/** Says what is wrong with the source at its place in the form. */
async function sourceAt(field: string, resolve: () => Promise<number>): Promise<number> {
  try {
    return await resolve();
  } catch (error) {
    if (!(error instanceof AppError) || error.code === 'forbidden') throw error;
    const inner = Object.entries(error.fields).map(([name, message]) => [`${field}.create.${name}`, message]);
    const fields = inner.length > 0 ? Object.fromEntries(inner) : { [field]: error.message };
    throw new AppError(error.code === 'not_found' ? 'invalid' : error.code, error.message, fields);
  }
}
