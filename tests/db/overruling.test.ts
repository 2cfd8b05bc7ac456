import { beforeAll, describe, expect, test } from 'vitest';
import { asActor, type Role, systemActor } from '#lib/core/actor.ts';
import { Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { liftOverruling, overrule, renewOverruling } from '#lib/facts/overruling-mutations.ts';
import { listOverrulings } from '#lib/facts/overruling-queries.ts';
import { overruleInput } from '#lib/facts/schema.ts';
import { ownDatabase } from '../support/database.ts';
import { weighedFacts } from '../support/facts.ts';
import { refusal } from '../support/ledger.ts';

ownDatabase('starter');

let programmeId = 0;
const actor = (role: Role) => asActor({ id: null, name: `The ${role}`, role, sessionId: null });

beforeAll(async () => {
  programmeId = (await prisma().programme.findUniqueOrThrow({ where: { slug: 'decree-702' } })).id;
});

async function entries() {
  const facts = await weighedFacts(systemActor, programmeId);
  const fact = facts.find(({ slug }) => slug === 'visa.entries');
  if (!fact) throw new Error('no visa.entries');
  return { fact, overruling: (await listOverrulings(systemActor, [fact])).get(fact.id) };
}

async function decision(text: string, evidence?: string) {
  const { fact } = await entries();
  return overruleInput.parse({
    value: { factId: fact.id, state: 'known', text, qualifier: null, unit: '', measure: '', asOf: '' },
    reason: 'The consulate told us so',
    evidence: evidence ?? fact.resolution.why,
  });
}

async function addEvidence(publisher: string, url: string, relies: boolean) {
  const { fact } = await entries();
  const claimId = fact.values[0]?.claims[0]?.id ?? 0;
  await transaction(systemActor, 'test', async (tx) => {
    const origin = await tx.source.findFirstOrThrow({
      where: { publisher: { name: publisher }, evidence: { some: { claimId } } },
    });
    const source = await tx.source.create({
      data: { title: url, kind: 'newspaper', url: `https://${url}/`, urlKey: `${url}/` },
    });
    if (relies)
      await tx.reliance.create({
        data: { sourceId: source.id, originSourceId: origin.id, kind: 'republishes' },
      });
    await tx.evidence.create({ data: { claimId, sourceId: source.id, stance: 'supports', credibility: 6 } });
  });
}

describe('an overruling', () => {
  test('is for editors, needs a value of the type, and the evidence that was read', async () => {
    expect((await refusal(overrule(actor('researcher'), await decision('multiple')))).code).toBe('forbidden');
    const wrong = await refusal(overrule(actor('editor'), await decision('a few')));
    expect(wrong.fields['value.text']).toBe('“a few” is not one of the answers: single, multiple.');
    const old = await refusal(overrule(actor('editor'), await decision('multiple', 'Something else.')));
    expect(old.code).toBe('conflict');
    expect((await entries()).overruling).toBeUndefined();
  });

  test('stands beside what the evidence says, which stays as it is', async () => {
    const before = (await entries()).fact.resolution;
    await overrule(actor('editor'), await decision('multiple'));
    const { fact, overruling } = await entries();
    expect(fact.resolution).toEqual(before);
    expect(overruling).toMatchObject({
      text: 'multiple',
      reason: 'The consulate told us so',
      evidence: before.why,
      stale: false,
    });
  });

  test('a copy of what is counted leaves it, a new origin makes it stale', async () => {
    await addEvidence('Vedomosti', 'copy.example', true);
    expect((await entries()).overruling?.stale).toBe(false);
    await addEvidence('Vedomosti', 'new.example', false);
    expect((await entries()).overruling?.stale).toBe(true);
  });

  test('is renewed upon the evidence as it is, or lifted, and the history tells both', async () => {
    const { overruling } = await entries();
    const { id = 0, version = 0 } = overruling ?? {};
    await renewOverruling(actor('editor'), { id, version, reason: 'Asked again' });
    expect((await entries()).overruling).toMatchObject({ stale: false, reason: 'Asked again' });
    const late = await refusal(liftOverruling(actor('editor'), { id, version, reason: 'Too late' }));
    expect(late.code).toBe('conflict');
    await liftOverruling(actor('editor'), { id, version: version + 1, reason: 'It was a misunderstanding' });
    expect((await entries()).overruling).toBeUndefined();
    const events = await query<{ action: string; reason: string; actor: string }>(Prisma.sql`
      SELECT action, reason, actor FROM event WHERE entity = 'overruling' ORDER BY id`);
    expect(events.map(({ action, reason }) => `${action}: ${reason}`)).toEqual([
      'create: The consulate told us so',
      'update: Asked again',
      'delete: It was a misunderstanding',
    ]);
    expect(events[0]?.actor).toBe('The editor');
  });
});
