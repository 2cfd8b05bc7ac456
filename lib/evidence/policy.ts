import { type Actor, hasRole } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';

export type EvidenceAction = 'read' | 'attach' | 'edit' | 'remove' | 'restore';

/** What each role may do with the evidence of claims. Pure. */
export function canEvidence(actor: Pick<Actor, 'role'>, action: EvidenceAction): boolean {
  switch (action) {
    case 'read':
      return true;
    case 'attach':
    case 'edit':
    case 'remove':
    case 'restore':
      return hasRole(actor, 'researcher');
  }
}

/** Throws `forbidden`. */
export function demandEvidence(actor: Actor, action: EvidenceAction): void {
  if (!canEvidence(actor, action)) throw new AppError('forbidden', 'Your role does not allow this.');
}
