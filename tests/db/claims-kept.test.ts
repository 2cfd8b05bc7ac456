import { beforeAll, describe, expect, test } from 'vitest';
import { searchClaimants } from '#lib/claimants/queries.ts';
import { findSimilarClaims, getClaim } from '#lib/claims/detail-queries.ts';
import { changeStatus, deleteClaim, editClaim, restoreClaim, revertClaim } from '#lib/claims/mutations.ts';
import { systemActor } from '#lib/core/actor.ts';
import { prisma, transaction } from '#lib/core/db.ts';
import { ownDatabase } from '../support/database.ts';
import {
  claimRowOf,
  editForm,
  eventsOf,
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

const value = (changes = {}) => ({
  factId: ledger.facts.applications,
  state: 'known' as const,
  text: '1,500',
  qualifier: 'more_than' as const,
  unit: '',
  measure: 'applications',
  asOf: '2025-03',
  ...changes,
});

describe('bringing back', () => {
  test('an earlier version comes back whole, value and tags included, as a new one', async () => {
    const id = await makeClaim(ledger, {
      tags: ['one'],
      claimedOn: '2024',
      value: value(),
      priority: 'high',
    });
    const { researcher } = ledger.actors;
    await editClaim(
      researcher,
      editForm(ledger, id, 1, {
        statement: 'Changed.',
        tags: ['two'],
        topicId: ledger.topics.decree,
        value: null,
      }),
    );
    await changeStatus(researcher, { id, version: 2, status: 'true', rationale: 'Seen.' });
    expect(await revertClaim(researcher, { id, version: 3, to: 1, reason: '' })).toEqual({
      id,
      version: 4,
      left: [],
    });
    const first = await getClaim(researcher, id);
    expect(first).toMatchObject({
      statement: 'The entry visa is a single-entry visa.',
      claimedOn: '2024',
      tags: [{ slug: 'one' }],
      priority: 'high',
      status: 'unverified',
      rationale: '',
      value: { canonical: '1500', measure: 'applications' },
    });
    expect((await claimRowOf(id)).value?.number?.toFixed()).toBe('1500');
    expect((await eventsOf(id)).at(-1)).toMatchObject({
      entity: 'value',
      action: 'create',
      reason: 'Restored version 1',
    });
    expect(await revertClaim(researcher, { id, version: 4, to: 3, reason: 'the other way' })).toMatchObject({
      version: 5,
    });
    expect(await getClaim(researcher, id)).toMatchObject({
      statement: 'Changed.',
      status: 'true',
      value: null,
    });
    expect((await refusal(revertClaim(researcher, { id, version: 5, to: 3, reason: '' }))).code).toBe(
      'invalid',
    );
    expect((await refusal(revertClaim(researcher, { id, version: 5, to: 99, reason: '' }))).code).toBe(
      'not_found',
    );
    expect((await refusal(revertClaim(researcher, { id, version: 4, to: 1, reason: '' }))).code).toBe(
      'conflict',
    );
  });

  test('an assignee who has left since is not assigned again, and that is said', async () => {
    const person = await transaction(systemActor, 'test', (tx) =>
      tx.user.create({
        data: { email: 'away@example.org', name: 'Away', role: 'researcher', passwordHash: 'none' },
      }),
    );
    const id = await makeClaim(ledger, { assigneeId: person.id });
    await editClaim(ledger.actors.researcher, editForm(ledger, id, 1, { statement: 'Another.' }));
    await transaction(systemActor, 'left', (tx) =>
      tx.user.update({ where: { id: person.id }, data: { disabledAt: new Date(), version: 2 } }),
    );
    const back = await revertClaim(ledger.actors.researcher, { id, version: 2, to: 1, reason: '' });
    expect(back.left).toHaveLength(1);
    expect((await getClaim(ledger.actors.viewer, id)).assignee).toBeNull();
  });

  test('a deleted claim says who and why, takes no change, and comes back as it was', async () => {
    const id = await makeClaim(ledger, { source: sourceForm('https://tass.com/deleted') });
    const { editor, researcher } = ledger.actors;
    await deleteClaim(editor, { id, version: 1, reason: 'logged twice' });
    expect((await getClaim(researcher, id)).deleted).toMatchObject({
      by: 'The editor',
      reason: 'logged twice',
    });
    expect((await refusal(editClaim(researcher, editForm(ledger, id, 2, { statement: 'No.' })))).code).toBe(
      'conflict',
    );
    expect((await refusal(deleteClaim(editor, { id, version: 2, reason: 'again' }))).code).toBe('conflict');
    await restoreClaim(editor, { id, version: 2, reason: 'it was another one' });
    expect(await getClaim(researcher, id)).toMatchObject({ deleted: null, version: 3, sources: 1 });
    expect(
      (await eventsOf(id))
        .filter((event) => event.entity === 'claim')
        .map((event) => [event.action, event.reason]),
    ).toEqual([
      ['create', ''],
      ['delete', 'logged twice'],
      ['restore', 'it was another one'],
    ]);
    await expect(prisma().claim.delete({ where: { id } })).rejects.toThrow();
  });
});

describe('finding', () => {
  test('near duplicates are found whatever the case, the script and a changed word; deleted ones and itself are not', async () => {
    const id = await makeClaim(ledger, {
      statement: 'Applicants from unfriendly countries need no Russian language exam.',
      originalWording: 'Заявители из недружественных стран не сдают экзамен по русскому языку.',
    });
    const twin = await makeClaim(ledger, {
      statement: 'Applicants of unfriendly countries need no language exam in Russian.',
    });
    const { viewer } = ledger.actors;
    const found = await findSimilarClaims(viewer, {
      statement: 'APPLICANTS from unfriendly countries need no russian exam',
      exceptId: null,
    });
    expect(found.map((claim) => claim.id).sort()).toEqual([id, twin].sort());
    expect(found[0]?.similarity).toBeGreaterThan(0.6);
    const russian = await findSimilarClaims(viewer, {
      statement: 'заявители из недружественных стран не сдают экзамен',
      exceptId: null,
    });
    expect(russian.map((claim) => claim.id)).toEqual([id]);
    await deleteClaim(ledger.actors.editor, { id: twin, version: 1, reason: 'a duplicate' });
    expect(
      await findSimilarClaims(viewer, {
        statement: 'Applicants from unfriendly countries need no exam',
        exceptId: id,
      }),
    ).toEqual([]);
    expect(await findSimilarClaims(viewer, { statement: 'Need', exceptId: null })).toEqual([]);
  });

  test('claimants are found by any part of the name, in any script', async () => {
    await makeClaim(ledger, { claimant: { name: 'Мария Захарова' } });
    const { viewer } = ledger.actors;
    for (const text of ['zakharova', 'ЗАХАР', 'Maria', 'Zaharova', 'мария захарова'])
      expect(
        (await searchClaimants(viewer, text)).map((claimant) => claimant.name),
        text,
      ).toContain('Мария Захарова');
    expect(await searchClaimants(viewer, 'xyzzy')).toEqual([]);
    expect(await searchClaimants(viewer, '%')).toEqual([]);
    expect((await searchClaimants(viewer, '')).length).toBeGreaterThan(0);
  });

  test('a claim that never was is not found', async () => {
    expect((await refusal(getClaim(ledger.actors.viewer, 999_999))).code).toBe('not_found');
    expect((await refusal(editClaim(ledger.actors.editor, editForm(ledger, 999_999, 1)))).code).toBe(
      'not_found',
    );
  });
});
