import { expect, test } from 'vitest';
import { asActor, ROLES } from '#lib/core/actor.ts';
import { AppError } from '#lib/core/errors.ts';
import { canSource, demandSource, type SourceAction } from '#lib/sources/policy.ts';

const MATRIX: Record<SourceAction, string> = {
  read: 'viewer researcher editor admin',
  create: 'researcher editor admin',
  edit: 'researcher editor admin',
  rely: 'researcher editor admin',
  delete: 'editor admin',
  restore: 'editor admin',
  editPublisher: 'editor admin',
};

test.each(Object.entries(MATRIX) as [SourceAction, string][])('%s: %s', (action, allowed) => {
  const roles = ROLES.filter((role) => canSource({ role }, action));
  expect(roles.join(' ')).toBe(allowed);
  for (const role of ROLES) {
    const demand = () => demandSource(asActor({ id: 1, name: role, role, sessionId: null }), action);
    if (roles.includes(role)) expect(demand).not.toThrow();
    else expect(demand).toThrow(AppError);
  }
});
