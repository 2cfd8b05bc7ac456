import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { RELIANCE_LOCK } from '#lib/lineage/mutations.ts';
import { demandSource } from '#lib/sources/policy.ts';
import type { editPublisherInput } from '#lib/sources/schema.ts';

/**
 * Changes a publisher: its name, kind, country, network and grade; nothing to change writes nothing. A new grade needs a reason. `conflict` where `version` is not
 * the latest, `duplicate` where another publisher has the name, `invalid` where the networks would go round in a circle.
 */
export async function editPublisher(
  actor: Actor,
  input: z.output<typeof editPublisherInput>,
): Promise<{ id: number; version: number }> {
  demandSource(actor, 'editPublisher');
  const { id, version, reason, name, kind, country, parentId, reliability } = input;
  return transaction(actor, reason, async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${RELIANCE_LOCK})`;
    const fields = { name, kind, country, parentId, reliability };
    const row = await tx.publisher.findUnique({ where: { id }, select: { reliability: true } });
    if (!row) throw new AppError('not_found', 'This publisher does not exist.');
    if (await tx.publisher.count({ where: { id, version, ...fields } })) return { id, version };
    if (row.reliability !== reliability && reason.length < 3) {
      const message = 'Say why the grade changes.';
      throw new AppError('invalid', message, { reason: message });
    }
    await refuseTaken(tx, id, name);
    if (parentId !== null) await refuseCircle(tx, id, parentId);
    const { count } = await tx.publisher.updateMany({
      where: { id, version },
      data: { ...fields, version: version + 1 },
    });
    if (count === 0) throw new AppError('conflict', 'Somebody else changed this publisher meanwhile.');
    return { id, version: version + 1 };
  });
}

async function refuseTaken(tx: Tx, id: number, name: string): Promise<void> {
  const [other] = await tx.$queryRaw<{ name: string }[]>`
    SELECT name FROM publisher WHERE name_key = fold_text(${name}) AND id <> ${id}`;
  if (!other) return;
  const message = `There is a publisher of that name already: “${other.name}”.`;
  throw new AppError('duplicate', message, { name: message });
}

async function refuseCircle(tx: Tx, id: number, parentId: number): Promise<void> {
  const above = await tx.$queryRaw<{ id: number }[]>`
    WITH RECURSIVE up (id, parent_id) AS (
      SELECT id, parent_id FROM publisher WHERE id = ${parentId}
      UNION
      SELECT p.id, p.parent_id FROM up JOIN publisher p ON p.id = up.parent_id
    )
    SELECT id FROM up`;
  if (!above.length)
    throw new AppError('invalid', 'This network does not exist.', { parentId: 'It does not exist.' });
  if (!above.some((row) => row.id === id)) return;
  const message =
    parentId === id
      ? 'A publisher is not its own network.'
      : 'That network belongs to this publisher itself.';
  throw new AppError('invalid', message, { parentId: message });
}
