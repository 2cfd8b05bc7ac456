import { expect, test } from 'vitest';
import { asActor, ROLES, type Role } from '#lib/core/actor.ts';
import { canInstrument, demandInstrument, type InstrumentAction } from '#lib/instruments/policy.ts';

const WORKERS: Role[] = ['researcher', 'editor', 'admin'];
const ALLOWED: Record<InstrumentAction, Role[]> = {
  read: ['viewer', ...WORKERS],
  record: WORKERS,
  edit: WORKERS,
  amend: WORKERS,
  depend: WORKERS,
  confirm: WORKERS,
  delete: ['editor', 'admin'],
  restore: ['editor', 'admin'],
};

const matrix = (Object.keys(ALLOWED) as InstrumentAction[]).flatMap((action) =>
  ROLES.map((role) => ({ action, role, expected: ALLOWED[action].includes(role) })),
);

test.each(matrix)('$role, $action acts: $expected', ({ action, role, expected }) => {
  const actor = asActor({ id: 1, name: role, role, sessionId: null });
  expect(canInstrument(actor, action)).toBe(expected);
  if (expected) expect(() => demandInstrument(actor, action)).not.toThrow();
  else expect(() => demandInstrument(actor, action)).toThrow('Your role does not allow this.');
});
