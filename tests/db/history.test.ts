import { beforeAll, describe, expect, test } from 'vitest';
import { changeStatus, deleteClaim, editClaim, revertClaim } from '#lib/claims/mutations.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { editEvidence, removeEvidence } from '#lib/evidence/mutations.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import { claimAtVersion, listClaimHistory, restoringChanges } from '#lib/history/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { editForm, type Ledger, makeClaim, makeLedger, refusal, sourceForm } from '../support/ledger.ts';

ownDatabase();
let ledger: Ledger;
let id: number;

const value = (text: string) => ({
  factId: ledger.facts.applications,
  state: 'known' as const,
  text,
  qualifier: null,
  unit: '',
  measure: 'applications',
  asOf: '',
});

beforeAll(async () => {
  ledger = await makeLedger();
  const { researcher, editor } = ledger.actors;
  id = await makeClaim(ledger, {
    claimant: { name: 'Ирина Волк' },
    tags: ['first'],
    value: value('800'),
    source: sourceForm('https://example.org/history', { quote: 'Eight hundred.' }),
  });
  const changes = {
    statement: 'The entry visa is a multiple-entry visa.',
    language: 'ru',
    claimant: null,
    topicId: ledger.topics.decree,
    tags: ['second', 'third'],
    assigneeId: editor.id,
    value: value('900'),
    reason: 'the new order',
  };
  await editClaim(researcher, editForm(ledger, id, 1, changes));
  await changeStatus(editor, {
    id,
    version: 2,
    status: 'mostly_true',
    rationale: 'The order of 2025 says so.',
  });
  const [evidence] = await listEvidence(researcher, id);
  if (!evidence) throw new Error('evidence was attached');
  const fields = {
    stance: 'refutes' as const,
    credibility: 1,
    quote: 'Nine hundred.',
    passage: null,
    translation: '',
    translationLanguage: null,
    place: 'p. 1',
    note: '',
  };
  await editEvidence(researcher, { id: evidence.id, version: 1, ...fields, reason: '' });
  await removeEvidence(researcher, { id: evidence.id, version: 2, reason: 'a copy' });
  await editClaim(researcher, editForm(ledger, id, 3, { value: null }));
});

describe('a claim’s history', () => {
  test('tells who, when, what from what to what and why, in words, newest first', async () => {
    const entries = await listClaimHistory(ledger.actors.viewer, id);
    expect(entries.map((entry) => `${entry.entity} ${entry.action} ${entry.version}`)).toEqual([
      'value remove 2',
      'claim update 4',
      'evidence delete 3',
      'evidence update 2',
      'claim update 3',
      'value update 2',
      'claim update 2',
      'evidence create 1',
      'value create 1',
      'claim create 1',
    ]);
    const find = (what: string) =>
      entries.find((entry) => `${entry.entity} ${entry.action} ${entry.version}` === what);
    const said = (what: string) => find(what)?.changes.map(({ label, from, to }) => [label, from, to]);
    expect(find('claim update 2')).toMatchObject({
      actor: 'The researcher',
      reason: 'the new order',
      subject: null,
    });
    expect(said('claim update 2')).toEqual([
      ['Statement', 'The entry visa is a single-entry visa.', 'The entry visa is a multiple-entry visa.'],
      ['Language', 'English', 'Russian'],
      ['Claimant', 'Ирина Волк', null],
      ['Topic', 'visa', 'decree'],
      ['Tags', 'first', 'second, third'],
      ['Assignee', null, 'The editor'],
    ]);
    expect(said('value create 1')).toEqual([['Value', null, '800 applications']]);
    expect(said('value update 2')).toEqual([['Value', '800 applications', '900 applications']]);
    expect(said('value remove 2')).toEqual([['Value', '900 applications', null]]);
    expect(find('value update 2')?.subject).toBe('How many applications?');
    expect(said('claim update 3')).toEqual([
      ['Status', 'Unverified', 'Mostly true'],
      ['Rationale', null, 'The order of 2025 says so.'],
    ]);
    expect(said('evidence create 1')).toEqual([
      ['Stance', null, 'Supports'],
      ['Quote', null, 'Eight hundred.'],
    ]);
    expect(said('evidence update 2')).toEqual([
      ['Stance', 'Supports', 'Refutes'],
      ['Credibility', '2 – Probably true', '1 – Confirmed by other sources'],
      ['Quote', 'Eight hundred.', 'Nine hundred.'],
      ['Place', null, 'p. 1'],
    ]);
    expect(find('evidence delete 3')).toMatchObject({
      reason: 'a copy',
      subject: 'Page at https://example.org/history',
    });
    expect(find('claim update 2')?.act).toBe(find('value update 2')?.act);
    expect(entries.every((entry) => /^\d{4}-\d\d-\d\dT[\d:.]+Z$/.test(entry.at))).toBe(true);
  });

  test('each version can be read whole, with the value it had', async () => {
    const { viewer } = ledger.actors;
    const first = await claimAtVersion(viewer, id, 1);
    expect(first).toMatchObject({
      statement: 'The entry visa is a single-entry visa.',
      claimant: { name: 'Ирина Волк' },
      topic: { name: 'visa' },
      tags: [{ name: 'first' }],
      status: 'unverified',
      value: { canonical: '800', measure: 'applications', fact: { slug: 'stats.applications' } },
    });
    expect((await claimAtVersion(viewer, id, 2)).value?.canonical).toBe('900');
    expect(await claimAtVersion(viewer, id, 3)).toMatchObject({
      status: 'mostly_true',
      value: { canonical: '900' },
      assignee: { name: 'The editor' },
    });
    expect((await claimAtVersion(viewer, id, 4)).value).toBeNull();
    expect((await refusal(claimAtVersion(viewer, id, 5))).code).toBe('not_found');
    expect((await refusal(claimAtVersion(viewer, 999_999, 1))).code).toBe('not_found');
  });

  test('what bringing a version back would change is told before', async () => {
    const changes = await restoringChanges(ledger.actors.viewer, id, 1);
    expect(changes.map(({ label, from, to }) => [label, from, to])).toEqual([
      ['Claimant', null, 'Ирина Волк'],
      ['Tags', null, 'first'],
      ['Value', null, '800 applications (How many applications?)'],
      ['Status', 'Mostly true', 'Unverified'],
      ['Rationale', 'The order of 2025 says so.', null],
    ]);
    expect(await restoringChanges(ledger.actors.viewer, id, 4)).toEqual([]);
    expect((await refusal(restoringChanges(ledger.actors.viewer, id, 9))).code).toBe('not_found');
    expect((await refusal(restoringChanges(ledger.actors.viewer, 999_999, 1))).code).toBe('not_found');
  });

  test('a version that is brought back is told as any change', async () => {
    const claim = await makeClaim(ledger);
    const { researcher, editor } = ledger.actors;
    await editClaim(researcher, editForm(ledger, claim, 1, { statement: 'Another one.' }));
    await revertClaim(researcher, { id: claim, version: 2, to: 1, reason: '' });
    await deleteClaim(editor, { id: claim, version: 3, reason: 'out of scope' });
    const [deleted, reverted] = await listClaimHistory(ledger.actors.viewer, claim);
    expect(deleted).toMatchObject({ action: 'delete', reason: 'out of scope', changes: [] });
    expect(reverted).toMatchObject({ action: 'update', version: 3, reason: 'Restored version 1' });
    expect(reverted?.changes).toMatchObject([{ label: 'Statement', from: 'Another one.', long: true }]);
  });
});

describe('history is only ever added to', () => {
  const attempts = {
    'changing a row': Prisma.sql`UPDATE event SET reason = 'forged' WHERE claim_id IS NOT NULL`,
    'deleting a row': Prisma.sql`DELETE FROM event WHERE claim_id IS NOT NULL`,
    'emptying the table': Prisma.sql`TRUNCATE event`,
    'writing a row by hand': Prisma.sql`INSERT INTO event (tx, actor, entity, entity_id, version, action, changed, row)
      VALUES (1, 'somebody', 'claim', 1, 1, 'create', '{}', '{}')`,
    'changing a claim without a new version': Prisma.sql`UPDATE claim SET statement = 'forged'`,
    'changing a claim without an actor': Prisma.sql`UPDATE claim SET statement = 'forged', version = version + 1`,
    'deleting a claim for good': Prisma.sql`DELETE FROM claim`,
  };

  test.each(Object.entries(attempts))('%s is refused', async (_, sql) => {
    const before = await query(Prisma.sql`SELECT * FROM event ORDER BY id`);
    await expect(query(sql)).rejects.toThrow();
    expect(await query(Prisma.sql`SELECT * FROM event ORDER BY id`)).toEqual(before);
  });
});
