import { type Actor, hasRole } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';

export type InstrumentAction =
  | 'read'
  | 'record'
  | 'edit'
  | 'amend'
  | 'depend'
  | 'confirm'
  | 'delete'
  | 'restore';

/** What each role may do with acts, their versions and articles, and with what depends on them. Pure. */
export function canInstrument(actor: Pick<Actor, 'role'>, action: InstrumentAction): boolean {
  switch (action) {
    case 'read':
      return true;
    case 'record':
    case 'edit':
    case 'amend':
    case 'depend':
    case 'confirm':
      return hasRole(actor, 'researcher');
    case 'delete':
    case 'restore':
      return hasRole(actor, 'editor');
  }
}

/** Throws `forbidden`. */
export function demandInstrument(actor: Actor, action: InstrumentAction): void {
  if (!canInstrument(actor, action)) throw new AppError('forbidden', 'Your role does not allow this.');
}
