import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { prisma, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { readSaid } from './mutations.ts';
import { evidenceDigest } from './overruling-queries.ts';
import { demandFact } from './policy.ts';
import { factSheet } from './queries.ts';
import type { overruleInput, overrulingInput } from './schema.ts';
import type { SheetFact } from './sheet.ts';

/**
 * Says what a fact is, over what the evidence says; one that was in force is lifted. Throws `conflict` where the evidence
 * says something else than whoever decides has read, and `invalid` at the fields of the value.
 */
export async function overrule(actor: Actor, input: z.output<typeof overruleInput>): Promise<{ id: number }> {
  demandFact(actor, 'overrule');
  const { value, reason, evidence } = input;
  const fact = await prisma().fact.findUnique({ where: { id: value.factId } });
  if (!fact) throw new AppError('not_found', 'This fact does not exist any more.');
  const weighed = await weighedFact(actor, fact.programmeId, fact.id);
  if (weighed.resolution.why !== evidence)
    throw new AppError(
      'conflict',
      `The evidence has changed meanwhile. It says now: ${weighed.resolution.why}`,
    );
  return transaction(actor, reason, async (tx) => {
    const { factId, number: _, ...stored } = await readSaid(tx, fact.programmeId, value);
    const former = await tx.overruling.findFirst({ where: { factId, deletedAt: null } });
    if (former)
      await tx.overruling.update({
        where: { id: former.id, version: former.version },
        data: { deletedAt: now(), version: former.version + 1 },
      });
    return tx.overruling.create({
      data: {
        factId,
        ...stored,
        reason,
        evidence,
        digest: evidenceDigest(weighed),
        decidedById: actor.id,
        decidedAt: now(),
      },
      select: { id: true },
    });
  });
}

/** Says of a stale overruling that it still holds, with the reason, upon the evidence as it is. Throws `conflict`. */
export async function renewOverruling(
  actor: Actor,
  input: z.output<typeof overrulingInput>,
): Promise<{ id: number }> {
  demandFact(actor, 'overrule');
  const row = await liveOverruling(input.id);
  const weighed = await weighedFact(actor, row.fact.programmeId, row.factId);
  return changed(actor, input, {
    reason: input.reason,
    evidence: weighed.resolution.why,
    digest: evidenceDigest(weighed),
    decidedById: actor.id,
    decidedAt: now(),
  });
}

/** Takes an overruling back, with a reason; the history keeps it. Throws `conflict`. */
export async function liftOverruling(
  actor: Actor,
  input: z.output<typeof overrulingInput>,
): Promise<{ id: number }> {
  demandFact(actor, 'overrule');
  await liveOverruling(input.id);
  return changed(actor, input, { deletedAt: now() });
}

type Change = {
  reason?: string;
  evidence?: string;
  digest?: string;
  decidedById?: number | null;
  decidedAt?: Date;
  deletedAt?: Date;
};

async function changed(
  actor: Actor,
  { id, version, reason }: z.output<typeof overrulingInput>,
  data: Change,
): Promise<{ id: number }> {
  return transaction(actor, reason, async (tx) => {
    const { count } = await tx.overruling.updateMany({
      where: { id, version, deletedAt: null },
      data: { ...data, version: version + 1 },
    });
    if (count === 0) throw new AppError('conflict', 'Somebody else renewed or lifted this meanwhile.');
    return { id };
  });
}

async function liveOverruling(id: number) {
  const row = await prisma().overruling.findFirst({
    where: { id, deletedAt: null },
    include: { fact: { select: { programmeId: true } } },
  });
  if (!row) throw new AppError('not_found', 'This is not in force any more.');
  return row;
}

async function weighedFact(actor: Actor, programmeId: number, factId: number): Promise<SheetFact> {
  const facts = (await factSheet(actor, programmeId, factId)).flatMap((section) => section.facts);
  const [fact] = facts;
  if (!fact) throw new AppError('not_found', 'This fact does not exist any more.');
  return fact;
}
