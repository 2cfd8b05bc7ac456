import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, test } from 'vitest';
import { changeStatus, editClaim } from '#lib/claims/mutations.ts';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { listInstrumentHistory } from '#lib/history/instrument-queries.ts';
import { listClaimHistory } from '#lib/history/queries.ts';
import { removeAmendment } from '#lib/instruments/amendment-mutations.ts';
import { confirmDependence, removeDependence } from '#lib/instruments/dependence-mutations.ts';
import { getInstrument, listDependences } from '#lib/instruments/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { amend, depend, makeAct } from '../support/instruments.ts';
import { claimRowOf, editForm, type Ledger, makeClaim, makeLedger, refusal } from '../support/ledger.ts';

ownDatabase();

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

let number = 700;
/** An act, and claims that depend on its first article, its fourth, and all of it. */
async function scene() {
  number += 1;
  const actor = ledger.actors.researcher;
  const act = await makeAct(actor, { number: String(number) });
  const claims = {
    first: await makeClaim(ledger),
    fourth: await makeClaim(ledger),
    whole: await makeClaim(ledger),
  };
  const on = (claimId: number, articleId: number | null) =>
    depend(actor, { claimId, instrumentId: act.id, articleId });
  await on(claims.first, act.first);
  await on(claims.fourth, act.fourth);
  await on(claims.whole, null);
  return { actor, act, claims };
}

async function stale(): Promise<number[]> {
  const scoped = await scopeClaimFilter(
    ledger.actors.viewer,
    new URLSearchParams({ stale: 'yes', per: '200' }),
  );
  return (await listClaims(ledger.actors.viewer, scoped)).rows.map((row) => row.id).sort((a, b) => a - b);
}

async function dependenceOf(claimId: number) {
  const [row] = await listDependences(ledger.actors.viewer, claimId);
  if (!row) throw new Error('the claim depends on nothing');
  return row;
}

describe('an amendment', () => {
  test('marks stale exactly what depends on the articles it touches, and on the whole act', async () => {
    const { actor, act, claims } = await scene();
    const before = await stale();
    const { marked } = await amend(actor, act.id, { touchedArticleIds: [act.fourth] });
    expect(marked).toBe(2);
    expect((await stale()).filter((id) => !before.includes(id))).toEqual([claims.fourth, claims.whole]);
    expect(await dependenceOf(claims.first)).toMatchObject({ place: 'paragraph 1', stale: null });
    expect(await dependenceOf(claims.fourth)).toMatchObject({
      place: 'paragraph 4',
      stale: { ordinal: 2, note: 'A later decree changed it' },
    });
    const detail = await getInstrument(actor, act.id);
    expect(detail).toMatchObject({ dependants: 3, stale: 2, versions: 2 });
    expect(detail.dependantList.map(({ claim }) => claim.id)).toEqual([
      claims.fourth,
      claims.whole,
      claims.first,
    ]);
    expect(detail.versionList.map(({ ordinal }) => ordinal)).toEqual([2, 1]);
  });

  test('of the whole act marks all of it', async () => {
    const { actor, act, claims } = await scene();
    expect((await amend(actor, act.id, { touchesAll: true })).marked).toBe(3);
    expect(await stale()).toEqual(expect.arrayContaining(Object.values(claims)));
  });

  test('that is sent twice is recorded once and marks nothing anew', async () => {
    const { actor, act, claims } = await scene();
    const sent = { touchedArticleIds: [act.first], idempotencyKey: randomUUID() };
    const first = await amend(actor, act.id, sent);
    await confirm(claims.first);
    expect(await amend(actor, act.id, sent)).toEqual({ id: first.id, marked: 0 });
    expect(await stale()).not.toContain(claims.first);
  });

  test('recorded by mistake and taken back leaves nothing stale', async () => {
    const { actor, act, claims } = await scene();
    const { id } = await amend(actor, act.id, { touchesAll: true });
    await removeAmendment(ledger.actors.editor, { id, version: 1, reason: 'Another act' });
    expect((await stale()).filter((each) => Object.values(claims).includes(each))).toEqual([]);
    expect((await amend(actor, act.id, { touchesAll: true })).marked).toBe(3);
    expect((await getInstrument(actor, act.id)).versionList.map(({ ordinal }) => ordinal)).toEqual([3, 1]);
  });

  test('names only what is there', async () => {
    const { actor, act } = await scene();
    const other = await makeAct(actor, { number: '1' });
    expect(await refusal(amend(actor, act.id, { touchedArticleIds: [other.first] }))).toMatchObject({
      code: 'invalid',
      fields: { touchedArticleIds: expect.stringContaining('does not exist in this act') },
    });
    expect(await refusal(amend(actor, act.id, { touchesAll: true, amendedById: act.id }))).toMatchObject({
      fields: { amendedById: 'An act does not amend itself.' },
    });
    expect(
      await refusal(amend(actor, act.id, { touchesAll: true, inForceFrom: '2025', inForceTo: '2024' })),
    ).toMatchObject({ fields: { inForceTo: 'It cannot cease to be in force before it begins.' } });
    expect(await refusal(amend(actor, act.id, { touchesAll: true, sourceIds: [9_999] }))).toMatchObject({
      fields: { sourceIds: 'One of the documents does not exist any more.' },
    });
    expect((await getInstrument(actor, act.id)).versions).toBe(1);
  });
});

async function confirm(claimId: number) {
  const { id, version } = await dependenceOf(claimId);
  return confirmDependence(ledger.actors.researcher, { id, version, reason: 'Read the new text: same rule' });
}

describe('looking again', () => {
  test('“still holds” takes the mark away, with a note in the history of the claim and of the act', async () => {
    const { actor, act, claims } = await scene();
    await amend(actor, act.id, { touchedArticleIds: [act.fourth] });
    await confirm(claims.fourth);
    expect(await stale()).not.toContain(claims.fourth);
    expect(await stale()).toContain(claims.whole);
    const [looked, marked, said] = await listClaimHistory(actor, claims.fourth);
    expect(looked).toMatchObject({
      entity: 'dependence',
      actor: 'The researcher',
      reason: 'Read the new text: same rule',
    });
    expect(looked?.changes).toMatchObject([{ to: 'stands' }]);
    expect(marked).toMatchObject({
      reason: 'A later decree changed it',
      changes: [{ to: 'to be looked at again' }],
    });
    expect(said).toMatchObject({ action: 'create', subject: `Decree No. ${number}, paragraph 4` });
    const deeds = (await listInstrumentHistory(actor, act.id)).map(({ deed }) => deed);
    expect(deeds.slice(0, 4)).toEqual(['Looked at again', 'Made stale', 'Made stale', 'Recorded']);
  });

  test('happens by an edit of what the claim says, its verdict or its value, and by nothing else', async () => {
    const { actor, act, claims } = await scene();
    await amend(actor, act.id, { touchesAll: true });
    await editClaim(actor, editForm(ledger, claims.first, 1, { priority: 'high' }));
    expect(await stale()).toContain(claims.first);
    await editClaim(
      actor,
      editForm(ledger, claims.first, 2, { statement: 'The visa is for one entry.', reason: 'New text' }),
    );
    await changeStatus(actor, { id: claims.fourth, version: 1, status: 'outdated', rationale: 'Amended' });
    const value = {
      factId: ledger.facts.entries,
      state: 'known',
      text: 'single',
      qualifier: null,
      unit: '',
      measure: '',
      asOf: '',
    };
    await editClaim(actor, editForm(ledger, claims.whole, 1, { value: { ...value, state: 'known' } }));
    expect((await stale()).filter((id) => Object.values(claims).includes(id))).toEqual([]);
    const history = await listClaimHistory(actor, claims.first);
    expect(history.find((entry) => entry.entity === 'dependence')).toMatchObject({
      reason: 'New text',
      changes: [{ to: 'stands' }],
    });
  });

  test('cannot be said twice, of what is not stale, or by a viewer', async () => {
    const { actor, act, claims } = await scene();
    expect(await refusal(confirm(claims.first))).toMatchObject({ code: 'conflict' });
    await amend(actor, act.id, { touchesAll: true });
    const { id, version } = await dependenceOf(claims.first);
    const input = { id, version, reason: 'Read it' };
    expect(await refusal(confirmDependence(ledger.actors.viewer, input))).toMatchObject({
      code: 'forbidden',
    });
    const both = await Promise.allSettled([confirmDependence(actor, input), confirmDependence(actor, input)]);
    expect(both.map(({ status }) => status).sort()).toEqual(['fulfilled', 'rejected']);
  });
});

describe('a dependence', () => {
  test('is said once, of things of one programme, and taken back with a reason', async () => {
    const { actor, act, claims } = await scene();
    const again = { claimId: claims.first, instrumentId: act.id, articleId: act.first };
    expect(await refusal(depend(actor, again))).toMatchObject({ code: 'duplicate' });
    expect(await refusal(depend(actor, { ...again, part: 'value' }))).toMatchObject({
      code: 'invalid',
      fields: { part: 'The claim has no value that could depend on it.' },
    });
    expect(await refusal(depend(actor, { ...again, articleId: 9_999 }))).toMatchObject({ code: 'invalid' });
    expect(await refusal(depend(actor, { ...again, claimId: 9_999 }))).toMatchObject({ code: 'not_found' });
    expect(await refusal(depend(ledger.actors.viewer, again))).toMatchObject({ code: 'forbidden' });
    const { id, version } = await dependenceOf(claims.first);
    await removeDependence(actor, { id, version, reason: 'Another paragraph' });
    expect(await listDependences(actor, claims.first)).toEqual([]);
    expect((await amend(actor, act.id, { touchedArticleIds: [act.first] })).marked).toBe(1);
    await depend(actor, again);
    expect(await dependenceOf(claims.first)).toMatchObject({ stale: null });
  });

  test('leaves the claim itself at its version', async () => {
    const { actor, act, claims } = await scene();
    await amend(actor, act.id, { touchesAll: true });
    await confirm(claims.first);
    expect((await claimRowOf(claims.first)).version).toBe(1);
  });
});
