import { canClaim } from '#lib/claims/policy.ts';
import type { Actor } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';

/** Who may import: whoever may log, change and judge claims one by one. Everybody sees their own imports only. */
export function canImport(actor: Pick<Actor, 'role'>): boolean {
  return canClaim(actor, 'log') && canClaim(actor, 'edit') && canClaim(actor, 'changeStatus');
}

/** Throws `forbidden`. */
export function demandImport(actor: Actor): void {
  if (!canImport(actor)) throw new AppError('forbidden', 'Your role does not allow this.');
}
