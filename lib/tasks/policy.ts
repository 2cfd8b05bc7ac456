import { type Actor, hasRole } from '#lib/core/actor.ts';

/** Who started a task, and an administrator, see it and cancel it. Pure. */
export function mayTask(actor: Pick<Actor, 'id' | 'role'>, ownerId: number | null): boolean {
  return (actor.id !== null && actor.id === ownerId) || hasRole(actor, 'admin');
}
