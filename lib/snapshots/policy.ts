import { type Actor, hasRole } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';

export type SnapshotAction = 'read' | 'capture' | 'upload';

/** What each role may do with the snapshots of sources. Pure. */
export function canSnapshot(actor: Pick<Actor, 'role'>, action: SnapshotAction): boolean {
  switch (action) {
    case 'read':
      return true;
    case 'capture':
    case 'upload':
      return hasRole(actor, 'researcher');
  }
}

/** Throws `forbidden`. */
export function demandSnapshot(actor: Actor, action: SnapshotAction): void {
  if (!canSnapshot(actor, action)) throw new AppError('forbidden', 'Your role does not allow this.');
}
