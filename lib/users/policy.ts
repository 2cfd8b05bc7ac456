import { type Actor, hasRole, type Role } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';

export const ROLE_LABELS: Record<Role, string> = {
  viewer: 'Viewer',
  researcher: 'Researcher',
  editor: 'Editor',
  admin: 'Administrator',
};

export const ROLE_MEANINGS: Record<Role, string> = {
  viewer: 'reads and exports',
  researcher: 'logs and edits claims, attaches evidence',
  editor: 'deletes and restores as well',
  admin: 'manages users as well',
};

export type UserAction =
  | 'readNames'
  | 'ownAccount'
  | 'list'
  | 'add'
  | 'changeRole'
  | 'disable'
  | 'enable'
  | 'resetPassword';

/** What each role may do with accounts. Pure; the interface asks it what to show, queries and mutations what to allow. */
export function canUser(actor: Pick<Actor, 'role'>, action: UserAction): boolean {
  switch (action) {
    case 'readNames':
    case 'ownAccount':
      return true;
    case 'list':
    case 'add':
    case 'changeRole':
    case 'disable':
    case 'enable':
    case 'resetPassword':
      return hasRole(actor, 'admin');
  }
}

/** Throws `forbidden`. */
export function demandUser(actor: Actor, action: UserAction): void {
  if (!canUser(actor, action)) throw new AppError('forbidden', 'Your role does not allow this.');
}

/** The id of the actor's own account; throws `forbidden` for the system, which has none. */
export function demandOwnAccount(actor: Actor): number {
  demandUser(actor, 'ownAccount');
  if (actor.id === null) throw new AppError('forbidden', 'The system has no account of its own.');
  return actor.id;
}
