import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { bulkChange, changeSelected } from '#lib/claims/bulk-mutations.ts';
import { findSimilarClaims, formChoices, getClaim } from '#lib/claims/detail-queries.ts';
import {
  changeStatus,
  deleteClaim,
  editClaim,
  logClaim,
  restoreClaim,
  revertClaim,
} from '#lib/claims/mutations.ts';
import { undoBulkChange } from '#lib/claims/undo-mutations.ts';
import { type Actor, ROLES, type Role } from '#lib/core/actor.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { attachEvidence, editEvidence, removeEvidence, restoreEvidence } from '#lib/evidence/mutations.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import { attachEvidenceInput } from '#lib/evidence/schema.ts';
import { claimAtVersion, listClaimHistory, restoringChanges } from '#lib/history/queries.ts';
import { claimLineage } from '#lib/lineage/queries.ts';
import { ownDatabase } from '../support/database.ts';
import {
  claimForm,
  editForm,
  type Ledger,
  makeClaim,
  makeLedger,
  refusal,
  sourceForm,
} from '../support/ledger.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

type Attempt = (actor: Actor) => Promise<unknown>;
/** Sets the stage as somebody who may, and answers with what the role then tries. */
type Act = () => Promise<Attempt>;

const evidenceFields = {
  stance: 'refutes' as const,
  credibility: 1,
  quote: '',
  passage: null,
  translation: '',
  translationLanguage: null,
  place: '',
  note: '',
  reason: '',
};

async function withEvidence() {
  const claimId = await makeClaim(ledger, { source: sourceForm(`https://example.org/${randomUUID()}`) });
  const [row] = await listEvidence(ledger.actors.editor, claimId);
  if (!row) throw new Error('the claim was logged with a source');
  return row.id;
}

const ACTS: Record<string, { least: Role; act: Act }> = {
  getClaim: {
    least: 'viewer',
    act: async () => {
      const id = await makeClaim(ledger);
      return (actor) => getClaim(actor, id);
    },
  },
  findSimilarClaims: {
    least: 'viewer',
    act: async () => (actor) => findSimilarClaims(actor, { statement: 'The entry visa is', exceptId: null }),
  },
  formChoices: { least: 'viewer', act: async () => (actor) => formChoices(actor) },
  listEvidence: { least: 'viewer', act: async () => (actor) => listEvidence(actor, 1) },
  claimLineage: { least: 'viewer', act: async () => (actor) => claimLineage(actor, 1) },
  listClaimHistory: { least: 'viewer', act: async () => (actor) => listClaimHistory(actor, 1) },
  claimAtVersion: {
    least: 'viewer',
    act: async () => {
      const id = await makeClaim(ledger);
      return (actor) => claimAtVersion(actor, id, 1);
    },
  },
  restoringChanges: {
    least: 'viewer',
    act: async () => {
      const id = await makeClaim(ledger);
      return (actor) => restoringChanges(actor, id, 1);
    },
  },
  logClaim: { least: 'researcher', act: async () => (actor) => logClaim(actor, claimForm(ledger)) },
  editClaim: {
    least: 'researcher',
    act: async () => {
      const id = await makeClaim(ledger);
      return (actor) => editClaim(actor, editForm(ledger, id, 1, { statement: 'Edited.' }));
    },
  },
  changeStatus: {
    least: 'researcher',
    act: async () => {
      const id = await makeClaim(ledger);
      return (actor) => changeStatus(actor, { id, version: 1, status: 'true', rationale: 'Seen.' });
    },
  },
  revertClaim: {
    least: 'researcher',
    act: async () => {
      const id = await makeClaim(ledger);
      await editClaim(ledger.actors.editor, editForm(ledger, id, 1, { statement: 'Edited.' }));
      return (actor) => revertClaim(actor, { id, version: 2, to: 1, reason: '' });
    },
  },
  bulkChange: {
    least: 'researcher',
    act: async () => {
      const id = await makeClaim(ledger);
      const change = { field: 'priority' as const, priority: 'high' as const };
      return (actor) => bulkChange(actor, { selection: { ids: [id] }, change, reason: 'all of them' });
    },
  },
  undoBulkChange: {
    least: 'researcher',
    act: async () => {
      const id = await makeClaim(ledger);
      const change = { field: 'priority' as const, priority: 'high' as const };
      const { act } = await changeSelected(ledger.actors.editor, {
        selection: { ids: [id] },
        change,
        reason: 'a slip',
      });
      return (actor) => undoBulkChange(actor, { act: act ?? '0', reason: '' });
    },
  },
  deleteClaim: {
    least: 'editor',
    act: async () => {
      const id = await makeClaim(ledger);
      return (actor) => deleteClaim(actor, { id, version: 1, reason: 'a duplicate' });
    },
  },
  restoreClaim: {
    least: 'editor',
    act: async () => {
      const id = await makeClaim(ledger);
      await deleteClaim(ledger.actors.editor, { id, version: 1, reason: 'a duplicate' });
      return (actor) => restoreClaim(actor, { id, version: 2, reason: 'it is none' });
    },
  },
  attachEvidence: {
    least: 'researcher',
    act: async () => {
      const claimId = await makeClaim(ledger);
      const { source, ...fields } = sourceForm('https://example.org/attached');
      const input = attachEvidenceInput.parse({ claimId, source, ...fields, idempotencyKey: randomUUID() });
      return (actor) => attachEvidence(actor, input);
    },
  },
  editEvidence: {
    least: 'researcher',
    act: async () => {
      const id = await withEvidence();
      return (actor) => editEvidence(actor, { id, version: 1, ...evidenceFields });
    },
  },
  removeEvidence: {
    least: 'researcher',
    act: async () => {
      const id = await withEvidence();
      return (actor) => removeEvidence(actor, { id, version: 1, reason: 'a mistake' });
    },
  },
  restoreEvidence: {
    least: 'researcher',
    act: async () => {
      const id = await withEvidence();
      await removeEvidence(ledger.actors.editor, { id, version: 1, reason: 'a mistake' });
      return (actor) => restoreEvidence(actor, { id, version: 2, reason: 'it was none' });
    },
  },
};

const MATRIX = Object.entries(ACTS).flatMap(([name, { least, act }]) =>
  ROLES.map((role) => ({ name, role, act, allowed: ROLES.indexOf(role) >= ROLES.indexOf(least) })),
);

test.each(MATRIX)('$role, $name: $allowed', async ({ role, act, allowed }) => {
  const attempt = await act();
  const count = () => query<{ n: number }>(Prisma.sql`SELECT count(*)::int AS n FROM event`);
  const before = await count();
  if (allowed) {
    await expect(attempt(ledger.actors[role])).resolves.toBeDefined();
  } else {
    expect((await refusal(attempt(ledger.actors[role]))).code).toBe('forbidden');
    expect(await count()).toEqual(before);
  }
});
