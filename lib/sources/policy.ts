import { type Actor, hasRole } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';

export type SourceAction = 'read' | 'create' | 'edit' | 'rely' | 'delete' | 'restore' | 'editPublisher';

/** What each role may do with sources, their reliance and their publishers. Pure. */
export function canSource(actor: Pick<Actor, 'role'>, action: SourceAction): boolean {
  switch (action) {
    case 'read':
      return true;
    case 'create':
    case 'edit':
    case 'rely':
      return hasRole(actor, 'researcher');
    case 'delete':
    case 'restore':
    case 'editPublisher':
      return hasRole(actor, 'editor');
  }
}

/** Throws `forbidden`. */
export function demandSource(actor: Actor, action: SourceAction): void {
  if (!canSource(actor, action)) throw new AppError('forbidden', 'Your role does not allow this.');
}
