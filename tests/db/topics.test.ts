import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { bulkChange } from '#lib/claims/bulk-mutations.ts';
import { formChoices } from '#lib/claims/detail-queries.ts';
import { editClaim } from '#lib/claims/mutations.ts';
import { systemActor } from '#lib/core/actor.ts';
import { asKnownAt, Prisma, query, transaction } from '#lib/core/db.ts';
import { listClaimHistory } from '#lib/history/queries.ts';
import { listTopicHistory } from '#lib/history/topic-queries.ts';
import { addTopic, editTopic, reinstateTopic, removeTopic, retireTopic } from '#lib/topics/mutations.ts';
import { listTopics } from '#lib/topics/queries.ts';
import type { TopicDetail } from '#lib/topics/schema.ts';
import { ownDatabase } from '../support/database.ts';
import { claimRowOf, editForm, type Ledger, makeClaim, makeLedger, refusal } from '../support/ledger.ts';

ownDatabase('empty');

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

async function topicOf(id: number): Promise<TopicDetail> {
  const found = (await listTopics(ledger.actors.viewer, ledger.programmeId)).find((each) => each.id === id);
  if (!found) throw new Error('no such topic');
  return found;
}

const add = (name: string) => addTopic(ledger.actors.editor, { name, idempotencyKey: randomUUID() });

test('an editor adds, renames and orders topics; names that read alike are one', async () => {
  const { editor, researcher } = ledger.actors;
  const { id } = await add('Housing and land');
  expect(await topicOf(id)).toMatchObject({
    slug: 'housing-and-land',
    version: 1,
    claims: 0,
    retiredAt: null,
  });
  for (const name of ['HOUSING and Land!', 'Housing-and-land', 'Visa'])
    expect((await refusal(add(name))).code).toBe('duplicate');
  expect((await refusal(add('!!!'))).code).toBe('invalid');
  const other = addTopic(researcher, { name: 'Other', idempotencyKey: randomUUID() });
  expect((await refusal(other)).code).toBe('forbidden');

  const fields = { id, version: 1, name: 'Homes', ordinal: 5, reason: 'shorter' };
  expect(await editTopic(editor, fields)).toEqual({ id, version: 2 });
  expect(await editTopic(editor, { ...fields, version: 2 })).toEqual({ id, version: 2 });
  expect((await refusal(editTopic(editor, fields))).code).toBe('conflict');
  const taken = editTopic(editor, { ...fields, version: 2, name: 'visa' });
  expect((await refusal(taken)).fields).toHaveProperty('name');
  expect((await formChoices(researcher)).topics.map(({ slug }) => slug)).toEqual([
    'housing-and-land',
    'decree',
    'visa',
  ]);
  const [changed] = await listTopicHistory(ledger.actors.viewer, ledger.programmeId);
  expect(changed).toMatchObject({
    deed: 'Changed',
    subject: 'Homes',
    reason: 'shorter',
    changes: [
      { label: 'Name', from: 'Housing and land', to: 'Homes' },
      { label: 'Place', from: '100', to: '5' },
    ],
  });
});

test('a topic in use is retired, not removed: claims keep it, and none comes to have it', async () => {
  const { editor, researcher } = ledger.actors;
  const claim = await makeClaim(ledger);
  const other = await makeClaim(ledger, { topicId: ledger.topics.decree });
  const { visa } = ledger.topics;
  const at = { id: visa, reason: 'split up' };
  expect((await refusal(removeTopic(editor, { ...at, version: 1 }))).message).toContain('retired instead');
  await retireTopic(editor, { ...at, version: 1 });
  expect((await topicOf(visa)).retiredAt).not.toBeNull();
  const kept = editForm(ledger, claim, 1, { statement: 'It is a single-entry visa.' });
  expect(await editClaim(researcher, kept)).toMatchObject({ version: 2 });
  const moved = editClaim(researcher, editForm(ledger, other, 1, { topicId: visa }));
  expect((await refusal(moved)).fields).toHaveProperty('topicId');
  const bulk = bulkChange(editor, {
    selection: { ids: [other] },
    change: { field: 'topic', topicId: visa },
    reason: '',
  });
  expect((await refusal(bulk)).code).toBe('invalid');
  await reinstateTopic(editor, { ...at, version: 2 });
  await editClaim(researcher, editForm(ledger, other, 1, { topicId: visa }));
  expect((await claimRowOf(other)).topicId).toBe(visa);
});

test('a topic that no claim has is removed; its name stays in the histories, and the past has it', async () => {
  const { editor, researcher, viewer } = ledger.actors;
  const { id } = await add('Short-lived');
  const claim = await makeClaim(ledger, { topicId: id });
  await editClaim(researcher, editForm(ledger, claim, 1, { topicId: ledger.topics.visa }));
  const [then] = await query<{ at: Date }>(Prisma.sql`SELECT clock_timestamp() AS at`);
  await removeTopic(editor, { id, version: 1, reason: 'a mistake' });
  expect((await listTopics(viewer, ledger.programmeId)).some((each) => each.id === id)).toBe(false);
  expect((await listTopicHistory(viewer, ledger.programmeId))[0]).toMatchObject({
    deed: 'Removed',
    subject: 'Short-lived',
  });
  const changes = (await listClaimHistory(viewer, claim)).flatMap((entry) => entry.changes);
  expect(changes).toContainEqual(
    expect.objectContaining({ label: 'Topic', from: 'Short-lived', to: 'visa' }),
  );
  const past = await asKnownAt(then?.at ?? null, () => listTopics(viewer, ledger.programmeId));
  expect(past.map(({ name }) => name)).toContain('Short-lived');
  const forced = transaction(systemActor, '', (tx) => tx.topic.delete({ where: { id: ledger.topics.visa } }));
  await expect(forced).rejects.toThrow();
});
