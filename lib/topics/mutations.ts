import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { makeOnce, Prisma, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { currentProgramme } from '#lib/programmes/queries.ts';
import { tagSlug } from '#lib/tags/schema.ts';
import { demandTopic } from './policy.ts';
import type { addTopicInput, editTopicInput, topicVersionInput } from './schema.ts';

type Versioned = { id: number; version: number };

/** One at a time: of two changes to one name, the second must see the first. */
const NAMES_LOCK = 70_203;

/**
 * Adds a topic to the programme; a second send with the same key of sending answers with the first. Throws `duplicate` and `invalid` at
 * `name`.
 */
export async function addTopic(actor: Actor, input: z.output<typeof addTopicInput>): Promise<{ id: number }> {
  demandTopic(actor, 'define');
  const { name, idempotencyKey } = input;
  const slug = tagSlug(name);
  if (slug === '') throw refused('invalid', 'The name needs a letter or a digit.');
  const programme = await currentProgramme(actor);
  return transaction(actor, '', async (tx) => ({
    id: await makeOnce(tx, actor, 'topic', idempotencyKey, async () => {
      await refuseTaken(tx, programme.id, { id: 0, name, slug });
      const made = await tx.topic.create({
        data: { programmeId: programme.id, slug, name },
        select: { id: true },
      });
      return made.id;
    }),
  }));
}

/** Changes name and place; nothing to change writes nothing. Throws `conflict`, and `duplicate` at `name`. */
export async function editTopic(actor: Actor, input: z.output<typeof editTopicInput>): Promise<Versioned> {
  demandTopic(actor, 'define');
  const { id, version, name, ordinal, reason } = input;
  return transaction(actor, reason, async (tx) => {
    const topic = await lockTopic(tx, { id, version });
    if (topic.name === name && topic.ordinal === ordinal) return { id, version };
    await refuseTaken(tx, topic.programmeId, { id, name, slug: topic.slug });
    await tx.topic.update({ where: { id }, data: { name, ordinal, version: version + 1 } });
    return { id, version: version + 1 };
  });
}

/** Takes a topic out of what claims can choose; claims that have it keep it. Throws `conflict`. */
export function retireTopic(actor: Actor, input: z.output<typeof topicVersionInput>): Promise<Versioned> {
  return setRetired(actor, input, now());
}

/** Lets claims choose a retired topic again. Throws `conflict`. */
export function reinstateTopic(actor: Actor, input: z.output<typeof topicVersionInput>): Promise<Versioned> {
  return setRetired(actor, input, null);
}

/** Takes a topic away that no claim has; the history keeps it. Throws `conflict` where one has, a deleted one too. */
export async function removeTopic(
  actor: Actor,
  { id, version, reason }: z.output<typeof topicVersionInput>,
): Promise<{ id: number }> {
  demandTopic(actor, 'define');
  return transaction(actor, reason, async (tx) => {
    await lockTopic(tx, { id, version }, 'UPDATE');
    const claims = await tx.claim.count({ where: { topicId: id } });
    if (claims > 0)
      throw new AppError(
        'conflict',
        'Claims have this topic, or deleted ones do. It can be retired instead.',
      );
    await tx.topic.delete({ where: { id } });
    return { id };
  });
}

async function setRetired(
  actor: Actor,
  { id, version, reason }: z.output<typeof topicVersionInput>,
  retiredAt: Date | null,
): Promise<Versioned> {
  demandTopic(actor, 'define');
  return transaction(actor, reason, async (tx) => {
    await lockTopic(tx, { id, version });
    await tx.topic.update({ where: { id }, data: { retiredAt, version: version + 1 } });
    return { id, version: version + 1 };
  });
}

/**
 * The topic at that version. Locked for UPDATE, no claim comes to have it until the transaction ends, which waits for an import that
 * gives it to claims.
 */
async function lockTopic(
  tx: Tx,
  { id, version }: Versioned,
  lock: 'UPDATE' | 'NO KEY UPDATE' = 'NO KEY UPDATE',
) {
  await tx.$queryRaw`SELECT id FROM topic WHERE id = ${id} FOR ${Prisma.raw(lock)}`;
  const topic = await tx.topic.findUnique({ where: { id } });
  if (!topic) throw new AppError('not_found', 'This topic does not exist any more.');
  if (topic.version !== version)
    throw new AppError('conflict', 'Somebody else changed this topic meanwhile.');
  return topic;
}

/** Names that a reader would take for one, and the key of another, are taken. */
async function refuseTaken(
  tx: Tx,
  programmeId: number,
  { id, name, slug }: { id: number; name: string; slug: string },
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(${NAMES_LOCK})`;
  const [other] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM topic WHERE programme_id = ${programmeId} AND id <> ${id} AND (fold_text(name) = fold_text(${name}) OR slug = ${slug})`;
  if (other) throw refused('duplicate', `There is such a topic already: “${other.name}”.`);
}

function refused(code: 'duplicate' | 'invalid', message: string): AppError {
  return new AppError(code, message, { name: message });
}
