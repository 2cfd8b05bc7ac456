import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { prisma, transaction } from '#lib/core/db.ts';
import { factSheet } from '#lib/facts/queries.ts';
import { countAgreements, type SheetFact, type SheetSection } from '#lib/facts/sheet.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase('starter');

let programmeId = 0;
let sections: SheetSection[] = [];

beforeAll(async () => {
  programmeId = (await prisma().programme.findUniqueOrThrow({ where: { slug: 'decree-702' } })).id;
  sections = await factSheet(systemActor, programmeId);
});

function factIn(sheet: SheetSection[], slug: string): SheetFact {
  const found = sheet.flatMap(({ facts }) => facts).find((fact) => fact.slug === slug);
  if (!found) throw new Error(`no fact ${slug}`);
  return found;
}

describe('the fact sheet of the starter data', () => {
  test('has every fact under its section, and every value', () => {
    expect(sections.map(({ slug, facts }) => `${slug} ${facts.length}`)).toEqual([
      'decree 4',
      'origin 1',
      'programme 1',
      'list 4',
      'eligibility 3',
      'visa 3',
      'residence 6',
      'numbers 7',
      'settlement 4',
      'case 2',
      'institution 1',
      'compatriots 3',
    ]);
    const facts = sections.flatMap((section) => section.facts);
    expect(facts.reduce((sum, fact) => sum + fact.claimCount, 0)).toBe(58);
    expect(countAgreements(sections)).toEqual({ none: 0, one: 25, unlike: 6, compatible: 0, conflict: 8 });
  });

  test('sets contradicting values beside each other, with their verdicts and evidence', async () => {
    const { agreement, values } = factIn(sections, 'visa.entries');
    expect(agreement).toBe('conflict');
    expect(values).toMatchObject([
      {
        text: 'single',
        contradicted: true,
        standing: 'holds',
        claims: [{ status: 'true' }],
        supports: 5,
        refutes: 0,
        supportingOrigins: 5,
        refutingOrigins: 0,
        supportingPublishers: ['Dagens', 'EADaily', 'Vedomosti', 'rk-news.ru', 'shared-values-visa.com'],
        refutingPublishers: [],
      },
      {
        text: 'multiple',
        contradicted: true,
        standing: 'fails',
        claims: [{ status: 'false' }],
        supports: 1,
        refutes: 3,
        supportingOrigins: 1,
        refutingOrigins: 3,
        supportingPublishers: ['GlobexPath'],
        refutingPublishers: ['Vedomosti', 'rk-news.ru', 'shared-values-visa.com'],
      },
    ]);
  });

  test('orders a series by date; unlike counts never contradict', () => {
    const { agreement, values } = factIn(sections, 'numbers.applications');
    expect(agreement).toBe('unlike');
    expect(values.map(({ text, dates }) => `${text}, ${dates}`)).toEqual([
      'more than 800 applications, 2025-03-24',
      '1,105 applications, 2025-04-24',
      '1,156 applicants, 2025-05-07',
      'more than 1,800 applicants, 2025-08-19',
      '2,275 applicants, 2025-10-22',
    ]);
    expect(values.some(({ contradicted }) => contradicted)).toBe(false);
    expect(values[1]).toMatchObject({ supports: 2, supportingOrigins: 1 });
  });

  test('the programme beside it has none', async () => {
    const other = await prisma().programme.findUniqueOrThrow({ where: { slug: 'compatriots' } });
    expect(await factSheet(systemActor, other.id)).toEqual([]);
  });
});

describe('what claims add', () => {
  test('equal values are one, with all their claims, and an origin that speaks to both counts once', async () => {
    const single = factIn(sections, 'visa.entries').values[0];
    const first = single?.claims[0]?.id ?? 0;
    const id = await transaction(systemActor, 'test', async (tx) => {
      const { programmeId: programme, topicId } = await tx.claim.findUniqueOrThrow({ where: { id: first } });
      const { factId } = await tx.value.findUniqueOrThrow({ where: { claimId: first } });
      const evidence = await tx.evidence.findMany({
        where: { claimId: first },
        orderBy: { id: 'asc' },
        take: 2,
      });
      const claim = await tx.claim.create({
        data: {
          programmeId: programme,
          topicId,
          statement: 'One entry is all it allows.',
          status: 'unverified',
        },
      });
      await tx.value.create({ data: { claimId: claim.id, factId, canonical: 'single' } });
      await tx.evidence.createMany({
        data: evidence.map(({ sourceId }) => ({ claimId: claim.id, sourceId, stance: 'supports' })),
      });
      return claim.id;
    });
    const values = factIn(await factSheet(systemActor, programmeId), 'visa.entries').values;
    expect(values).toHaveLength(2);
    expect(values[0]).toMatchObject({ claimCount: 2, supports: 7, supportingOrigins: 5, refutingOrigins: 0 });
    expect(values[0]?.claims.map((claim) => claim.id)).toEqual([first, id]);
  });

  test('a deleted claim asserts nothing, and removed evidence weighs nothing', async () => {
    const multiple = factIn(sections, 'visa.entries').values[1]?.claims[0]?.id ?? 0;
    const wholeYear = factIn(sections, 'visa.maxStay').values[1]?.claims[0]?.id ?? 0;
    await transaction(systemActor, 'test', async (tx) => {
      const claim = await tx.claim.findUniqueOrThrow({ where: { id: multiple } });
      await tx.claim.update({
        where: { id: multiple },
        data: { deletedAt: new Date(), version: claim.version + 1 },
      });
      await tx.evidence.updateMany({
        where: { claimId: wholeYear, stance: 'refutes' },
        data: { deletedAt: new Date(), version: 2 },
      });
    });
    const sheet = await factSheet(systemActor, programmeId);
    expect(factIn(sheet, 'visa.entries')).toMatchObject({ agreement: 'one', values: [{ text: 'single' }] });
    expect(factIn(sheet, 'visa.maxStay').values[1]).toMatchObject({
      text: '3 years',
      supports: 1,
      refutes: 0,
      refutingPublishers: [],
    });
  });

  test('unknown and none are values of their own, and a fact may have no value', async () => {
    await transaction(systemActor, 'test', async (tx) => {
      const topic = await tx.topic.findFirstOrThrow({ where: { programmeId } });
      const assert = async (slug: string, state: 'unknown' | 'none') => {
        const fact = await tx.fact.findFirstOrThrow({ where: { programmeId, slug } });
        const claim = await tx.claim.create({
          data: { programmeId, topicId: topic.id, statement: `${slug} is ${state}.` },
        });
        await tx.value.create({ data: { claimId: claim.id, factId: fact.id, state } });
      };
      await assert('residence.termTRP', 'none');
      await assert('visa.alternativeEntry', 'unknown');
      await tx.fact.create({
        data: { programmeId, slug: 'visa.price', question: 'What does it cost?', type: 'money' },
      });
    });
    const sheet = await factSheet(systemActor, programmeId);
    expect(factIn(sheet, 'residence.termTRP')).toMatchObject({
      agreement: 'conflict',
      values: [{ text: '3 years' }, { text: 'none', supports: 0, supportingOrigins: 0 }],
    });
    expect(factIn(sheet, 'visa.alternativeEntry')).toMatchObject({
      agreement: 'compatible',
      values: [{ text: 'unified e-visa' }, { text: 'unknown' }],
    });
    expect(factIn(sheet, 'visa.price')).toMatchObject({ agreement: 'none', values: [], claimCount: 0 });
  });
});
