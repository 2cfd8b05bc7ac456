export const ROLES = ['viewer', 'researcher', 'editor', 'admin'] as const;
export type Role = (typeof ROLES)[number];

declare const checked: unique symbol;

/**
 * Somebody whose right to act was checked: the holder of a live session, whoever enqueued a job, or the system.
 * Only `asActor` makes one, and only lib/core/session.ts, lib/core/jobs.ts and the scripts call it.
 */
export type Actor = {
  readonly [checked]: true;
  /** null: the system itself */
  readonly id: number | null;
  readonly name: string;
  readonly role: Role;
  readonly sessionId: string | null;
};

export function asActor(actor: {
  id: number | null;
  name: string;
  role: Role;
  sessionId: string | null;
}): Actor {
  return actor as Actor;
}

/** The system itself: first load, command line. */
export const systemActor: Actor = asActor({ id: null, name: 'system', role: 'admin', sessionId: null });

export function hasRole(actor: Pick<Actor, 'role'>, least: Role): boolean {
  return ROLES.indexOf(actor.role) >= ROLES.indexOf(least);
}

/** What somebody may do on a page as of a moment: nobody changes the past. */
export function roleAt(actor: Pick<Actor, 'role'>, asOf: string | null): Role {
  return asOf === null ? actor.role : 'viewer';
}
