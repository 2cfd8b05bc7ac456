import { expect, test } from 'vitest';
import { type ClaimAction, canClaim, demandClaim } from '#lib/claims/policy.ts';
import { asActor, ROLES, type Role } from '#lib/core/actor.ts';
import { canEvidence, demandEvidence, type EvidenceAction } from '#lib/evidence/policy.ts';

const CLAIM: Record<ClaimAction, Role[]> = {
  read: ['viewer', 'researcher', 'editor', 'admin'],
  export: ['viewer', 'researcher', 'editor', 'admin'],
  log: ['researcher', 'editor', 'admin'],
  edit: ['researcher', 'editor', 'admin'],
  changeStatus: ['researcher', 'editor', 'admin'],
  bulkChange: ['researcher', 'editor', 'admin'],
  revert: ['researcher', 'editor', 'admin'],
  delete: ['editor', 'admin'],
  restore: ['editor', 'admin'],
};

const EVIDENCE: Record<EvidenceAction, Role[]> = {
  read: ['viewer', 'researcher', 'editor', 'admin'],
  attach: ['researcher', 'editor', 'admin'],
  edit: ['researcher', 'editor', 'admin'],
  remove: ['researcher', 'editor', 'admin'],
  restore: ['researcher', 'editor', 'admin'],
};

const matrix = <A extends string>(allowed: Record<A, Role[]>) =>
  (Object.keys(allowed) as A[]).flatMap((action) =>
    ROLES.map((role) => ({ action, role, expected: allowed[action].includes(role) })),
  );

test.each(matrix(CLAIM))('$role, $action claims: $expected', ({ action, role, expected }) => {
  const actor = asActor({ id: 1, name: role, role, sessionId: null });
  expect(canClaim(actor, action)).toBe(expected);
  if (expected) expect(() => demandClaim(actor, action)).not.toThrow();
  else expect(() => demandClaim(actor, action)).toThrow('Your role does not allow this.');
});

test.each(matrix(EVIDENCE))('$role, $action evidence: $expected', ({ action, role, expected }) => {
  const actor = asActor({ id: 1, name: role, role, sessionId: null });
  expect(canEvidence(actor, action)).toBe(expected);
  if (expected) expect(() => demandEvidence(actor, action)).not.toThrow();
  else expect(() => demandEvidence(actor, action)).toThrow('Your role does not allow this.');
});
