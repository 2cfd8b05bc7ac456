import { type Actor, hasRole } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';

export type TopicAction = 'read' | 'define';

/** What each role may do with topics. Pure. */
export function canTopic(actor: Pick<Actor, 'role'>, action: TopicAction): boolean {
  switch (action) {
    case 'read':
      return true;
    case 'define':
      return hasRole(actor, 'editor');
  }
}

/** Throws `forbidden`. */
export function demandTopic(actor: Actor, action: TopicAction): void {
  if (!canTopic(actor, action)) throw new AppError('forbidden', 'Your role does not allow this.');
}
