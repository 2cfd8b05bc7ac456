import { type Actor, hasRole } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';

export type ClaimAction =
  | 'read'
  | 'export'
  | 'log'
  | 'edit'
  | 'changeStatus'
  | 'bulkChange'
  | 'revert'
  | 'delete'
  | 'restore';

/** What each role may do with claims. Pure; the interface asks it what to show, queries and mutations what to allow. */
export function canClaim(actor: Pick<Actor, 'role'>, action: ClaimAction): boolean {
  switch (action) {
    case 'read':
    case 'export':
      return true;
    case 'log':
    case 'edit':
    case 'changeStatus':
    case 'bulkChange':
    case 'revert':
      return hasRole(actor, 'researcher');
    case 'delete':
    case 'restore':
      return hasRole(actor, 'editor');
  }
}

/** Throws `forbidden`. */
export function demandClaim(actor: Actor, action: ClaimAction): void {
  if (!canClaim(actor, action)) throw new AppError('forbidden', 'Your role does not allow this.');
}
