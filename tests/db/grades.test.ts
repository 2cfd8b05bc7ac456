import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { editEvidence } from '#lib/evidence/mutations.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import { editEvidenceInput } from '#lib/evidence/schema.ts';
import { factSheet } from '#lib/facts/queries.ts';
import { listClaimHistory } from '#lib/history/queries.ts';
import { listPublisherHistory, listSourceHistory } from '#lib/history/source-queries.ts';
import { removeDependence } from '#lib/instruments/dependence-mutations.ts';
import { listDependences } from '#lib/instruments/queries.ts';
import { editPublisher } from '#lib/publishers/mutations.ts';
import { getPublisher } from '#lib/publishers/queries.ts';
import { editPublisherInput } from '#lib/sources/schema.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase('starter');

let programmeId = 0;
beforeAll(async () => {
  programmeId = (await prisma().programme.findUniqueOrThrow({ where: { slug: 'decree-702' } })).id;
});

/** The first value of a fact as the sheet weighs it. */
async function weighed(slug: string, text: string) {
  const facts = (await factSheet(systemActor, programmeId)).flatMap((section) => section.facts);
  const value = facts.find((fact) => fact.slug === slug)?.values.find((each) => each.text === text);
  if (!value) throw new Error(`nothing says ${text} of ${slug}`);
  return value.weighed;
}

async function claimOf(key: string) {
  return (await prisma().claim.findUniqueOrThrow({ where: { importKey: `starter/${key}` } })).id;
}

async function grade(name: string, reliability: 'A' | 'E', reason: string) {
  const { id } = await prisma().publisher.findFirstOrThrow({ where: { name } });
  const { version, kind, country, network } = await getPublisher(systemActor, id);
  const parentId = network?.id ?? null;
  const input = { id, version, name, kind, country: country ?? '', parentId, reliability, reason };
  await editPublisher(systemActor, editPublisherInput.parse(input));
  return id;
}

test('a new grade of a publisher is in its history, and weighs anew what rests on it', async () => {
  const before = await weighed('visa.entries', 'single');
  const id = await grade('Vedomosti', 'E', 'Retracted three of them');
  expect(await weighed('visa.entries', 'single')).toMatchObject({
    support: before.support - 2.5,
    against: before.against,
  });
  const [latest] = await listPublisherHistory(systemActor, id);
  expect(latest).toMatchObject({
    reason: 'Retracted three of them',
    changes: [{ label: 'Reliability', from: expect.stringMatching(/^C/), to: expect.stringMatching(/^E/) }],
  });
  await grade('Vedomosti', 'A', 'Ten checks, ten right');
  expect((await weighed('visa.entries', 'single')).support).toBe(before.support + 2);
  expect((await listPublisherHistory(systemActor, id)).map(({ deed }) => deed)).toEqual([
    'Changed',
    'Changed',
    'Added',
  ]);
});

test('a new credibility is in the history of the claim and of the source, and weighs its value anew', async () => {
  const claimId = await claimOf('c016');
  const item = (await listEvidence(systemActor, claimId)).find(
    ({ source }) => source.publisher?.name === 'EADaily',
  );
  if (!item) throw new Error('no such evidence');
  const before = await weighed('visa.entries', 'single');
  const { id, version, stance, quote, place, note } = item;
  const reason = 'Two others say the same';
  await editEvidence(
    systemActor,
    editEvidenceInput.parse({ id, version, stance, quote, place, note, credibility: 1, reason }),
  );
  expect((await weighed('visa.entries', 'single')).support).toBeGreaterThan(before.support);
  const told = {
    reason,
    changes: [{ label: 'Credibility', from: expect.stringMatching(/^6/), to: expect.stringMatching(/^1/) }],
  };
  expect((await listClaimHistory(systemActor, claimId))[0]).toMatchObject(told);
  expect((await listSourceHistory(systemActor, item.source.id))[0]).toMatchObject(told);
});

test('the text of an act weighs as such only while the claim depends on the act', async () => {
  const claimId = await claimOf('c021');
  const before = await weighed('residence.quotaExempt', 'yes');
  expect(before.reasons().join(' ')).toContain('the act’s own text');
  const [dependence] = await listDependences(systemActor, claimId);
  if (!dependence) throw new Error('the claim depends on nothing');
  const { id, version } = dependence;
  await removeDependence(systemActor, { id, version, reason: 'Another paragraph' });
  const after = await weighed('residence.quotaExempt', 'yes');
  expect(after.support).toBeLessThan(before.support);
  expect(after.reasons().join(' ')).not.toContain('the act’s own text');
});
