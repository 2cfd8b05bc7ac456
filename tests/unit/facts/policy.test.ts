import { expect, test } from 'vitest';
import { ROLES } from '#lib/core/actor.ts';
import { canFact } from '#lib/facts/policy.ts';

test.each(ROLES)('a %s reads the fact sheet', (role) => {
  expect(canFact({ role }, 'read')).toBe(true);
});

test.each(['overrule', 'define'] as const)('editors and administrators %s facts, nobody else', (action) => {
  expect(ROLES.filter((role) => canFact({ role }, action))).toEqual(['editor', 'admin']);
});
