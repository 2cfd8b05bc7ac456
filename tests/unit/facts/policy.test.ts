import { expect, test } from 'vitest';
import { ROLES } from '#lib/core/actor.ts';
import { canFact } from '#lib/facts/policy.ts';

test.each(ROLES)('a %s reads the fact sheet', (role) => {
  expect(canFact({ role }, 'read')).toBe(true);
});
