import { expect, test } from 'vitest';
import { asActor, ROLES, systemActor } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';
import { canUser, demandOwnAccount, demandUser, type UserAction } from '#lib/users/policy.ts';

const everybody: Record<UserAction, string> = {
  readNames: 'viewer researcher editor admin',
  ownAccount: 'viewer researcher editor admin',
  list: 'admin',
  add: 'admin',
  changeRole: 'admin',
  disable: 'admin',
  enable: 'admin',
  resetPassword: 'admin',
};
const matrix = Object.entries(everybody).flatMap(([action, allowed]) =>
  ROLES.map((role) => [action as UserAction, role, allowed.split(' ').includes(role)] as const),
);

test.each(matrix)('%s by %s: %s', (action, role, allowed) => {
  const actor = asActor({ id: 1, name: 'A', role, sessionId: null });
  expect(canUser(actor, action)).toBe(allowed);
  if (allowed) expect(() => demandUser(actor, action)).not.toThrow();
  else expect(() => demandUser(actor, action)).toThrow(AppError);
});

test('the system may manage users but has no account of its own', () => {
  expect(canUser(systemActor, 'add')).toBe(true);
  expect(() => demandOwnAccount(systemActor)).toThrow('no account');
  expect(demandOwnAccount(asActor({ id: 7, name: 'A', role: 'viewer', sessionId: null }))).toBe(7);
});
