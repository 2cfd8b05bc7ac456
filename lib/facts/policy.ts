import { type Actor, hasRole } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';

export type FactAction = 'read' | 'overrule' | 'define';

/** What each role may do with facts. Pure. */
export function canFact(actor: Pick<Actor, 'role'>, action: FactAction): boolean {
  switch (action) {
    case 'read':
      return true;
    case 'overrule':
    case 'define':
      return hasRole(actor, 'editor');
  }
}

/** Throws `forbidden`. */
export function demandFact(actor: Actor, action: FactAction): void {
  if (!canFact(actor, action)) throw new AppError('forbidden', 'Your role does not allow this.');
}
