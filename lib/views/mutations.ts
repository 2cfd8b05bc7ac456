import type { z } from 'zod';
import { claimList } from '#lib/claims/filter.ts';
import { type Actor, hasRole } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import type { deleteViewInput, saveViewInput } from './schema.ts';

/**
 * Keeps a filter under a name; a second view of one's own with that name replaces the first. Everybody may keep views; sharing one
 * shows it to all who sign in. Answers `invalid` where the address holds something that is no filter.
 */
export async function saveView(actor: Actor, input: z.output<typeof saveViewInput>): Promise<{ id: number }> {
  const ownerId = demandPerson(actor);
  const { filter, problems } = claimList.parse(new URLSearchParams(input.query));
  const problem = problems[0];
  if (problem) throw new AppError('invalid', problem.message, { query: problem.message });
  const kept = { query: claimList.listQuery(filter), shared: input.shared };
  return prisma().savedView.upsert({
    where: { ownerId_name: { ownerId, name: input.name } },
    create: { ownerId, name: input.name, ...kept },
    update: kept,
    select: { id: true },
  });
}

/** Takes away one's own view; an administrator may take away a shared one. */
export async function deleteView(
  actor: Actor,
  input: z.output<typeof deleteViewInput>,
): Promise<{ id: number }> {
  const ownerId = demandPerson(actor);
  const view = await prisma().savedView.findUnique({
    where: { id: input.id },
    select: { ownerId: true, shared: true },
  });
  const mine = view?.ownerId === ownerId;
  if (!view || (!mine && !view.shared)) throw new AppError('not_found', 'There is no such view any more.');
  if (!mine && !hasRole(actor, 'admin'))
    throw new AppError('forbidden', 'Only its owner or an administrator can take away a view.');
  await prisma().savedView.delete({ where: { id: input.id } });
  return { id: input.id };
}

function demandPerson(actor: Actor): number {
  if (actor.id === null) throw new AppError('forbidden', 'Only a person keeps views.');
  return actor.id;
}
