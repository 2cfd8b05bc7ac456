import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { prisma, transaction } from '#lib/core/db.ts';
import { factSheet } from '#lib/facts/queries.ts';
import type { SheetFact } from '#lib/facts/sheet.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase('starter');

let programmeId = 0;
let facts = new Map<string, SheetFact>();

async function readFacts(): Promise<Map<string, SheetFact>> {
  const sections = await factSheet(systemActor, programmeId);
  return new Map(sections.flatMap((section) => section.facts).map((fact) => [fact.slug, fact]));
}

function factOf(slug: string, from = facts): SheetFact {
  const found = from.get(slug);
  if (!found) throw new Error(`no fact ${slug}`);
  return found;
}

const outcomes = (slug: string, from = facts) =>
  factOf(slug, from).values.map((value) => `${value.text}: ${value.weighed.outcome}`);

const weighedIn = ({ values }: SheetFact) =>
  values.map(({ weighed }) => ({ ...weighed, reasons: weighed.reasons() }));

beforeAll(async () => {
  programmeId = (await prisma().programme.findUniqueOrThrow({ where: { slug: 'decree-702' } })).id;
  facts = await readFacts();
});

describe('what the starter data resolves to', () => {
  test.each([
    ['decree.date', 'settled', '2024-08-19'],
    ['decree.number', 'settled', '702'],
    ['visa.entries', 'settled', 'single'],
    ['visa.maxStay', 'settled', '3 months'],
    ['residence.quotaExempt', 'settled', 'yes'],
    ['residence.examRequiredAtTRP', 'settled', 'no'],
    ['list.countries', 'settled', '47 countries'],
    ['list.coversAllEU', 'settled', 'no'],
    ['settlement.areaHa', 'contested', '30 ha or 27 ha'],
    [
      'institution.migrationAuthority',
      'settled',
      'MVD Service for Citizenship and Registration of Foreign Citizens (valid from 2025-04-02)',
    ],
  ])('%s is %s: %s', (slug, state, value) => {
    expect(factOf(slug).resolution).toMatchObject({ state, value });
  });

  test('the same reports that settle the date of the decree outweigh the others', () => {
    expect(outcomes('decree.date')).toEqual([
      '2024-08-19: settled',
      '2024-04: outweighed',
      '2023: outweighed',
    ]);
    const authority = factOf('institution.migrationAuthority').values;
    expect(authority.map(({ dates }) => dates)).toEqual([['2025-04-02'], []]);
    expect(outcomes('institution.migrationAuthority')).toEqual([
      'MVD Service for Citizenship and Registration of Foreign Citizens: settled',
      'Federal Migration Service: settled',
    ]);
  });

  test('the migration authority of now and the one that was abolished in 2016 do not conflict', () => {
    const { resolution, values } = factOf('institution.migrationAuthority');
    expect(values.map(({ contradicted }) => contradicted)).toEqual([false, false]);
    expect(resolution.because).toMatch(
      /; Federal Migration Service \(valid until 2016-04-05\) held at another time and does not conflict$/,
    );
    expect(values[1]?.weighed.reasons().at(-1)).toBe(
      'Its claims are outdated and it has an end, so who refutes them bears that out.',
    );
  });

  test('the list has neither Hungary nor Slovakia, although two sources say all of the European Union', () => {
    const { canonical } = factOf('list.countries').values[0] ?? {};
    const codes = (canonical ?? '').split(' ');
    expect(codes).toContain('DE');
    expect(codes.filter((code) => ['HU', 'SK', 'TR'].includes(code))).toEqual([]);
    expect(outcomes('list.coversAllEU')).toEqual(['yes: outweighed']);
  });

  test('a series never mixes applications and applicants, nor permits and people', () => {
    const { resolution, values } = factOf('numbers.applications');
    expect(resolution).toMatchObject({
      state: 'open',
      value: null,
      because: 'of 5 values, unlike in count, unit or date and each weighed apart, 2 settled and 3 open',
    });
    expect(resolution.groups.map((group) => `${group.state}: ${group.value}`)).toEqual([
      'open: more than 800 applications (2025-03-24)',
      'open: 1,105 applications (2025-04-24)',
      'settled: 1,156 applicants (2025-05-07)',
      'open: more than 1,800 applicants (2025-08-19)',
      'settled: 2,275 applicants (2025-10-22)',
    ]);
    expect(resolution.groups[0]?.because).toContain('borne out by 1,105 applications (2025-04-24)');
    expect(values.map(({ measure, weighed }) => [measure, weighed.outcome])).toEqual([
      ['applications', 'open'],
      ['applications', 'open'],
      ['applicants', 'settled'],
      ['applicants', 'open'],
      ['applicants', 'settled'],
    ]);
    expect(outcomes('numbers.permitsIssued')).toEqual([
      'more than 800 permits: outweighed',
      'almost 700 people: open',
    ]);
    const families = factOf('settlement.families');
    expect(outcomes('settlement.families')).toEqual([
      '200 families planned: open',
      '2 families resident: open',
    ]);
    expect(families.values.map(({ contradicted }) => contradicted)).toEqual([false, false]);
    expect(families.unadded).toBe('they count different things (families planned, families resident)');
  });

  test('what is heard through others has the grade of the voice, and is never direct', () => {
    const origins = factOf('visa.entries').values[0]?.origins ?? [];
    expect(origins.find(({ label }) => label === 'Ministry of Foreign Affairs of Russia')).toMatchObject({
      reliability: 'F',
      directness: 'report',
      relayed: true,
    });
    const tass = factOf('residence.termTRP').values[0]?.origins.filter(({ label }) => label === 'TASS');
    expect(tass?.map(({ relayed, reliability }) => [relayed, reliability]).sort()).toEqual([
      [false, 'C'],
      [true, 'C'],
    ]);
  });

  test('the sentence', () => {
    expect(factOf('visa.entries').resolution.why).toBe(
      'Single. Settled: 5 independent origins, above all rk-news.ru; 1 claim says multiple, resting on GlobexPath.',
    );
  });
});

describe('when the evidence changes', () => {
  test('a page that copies a source already counted changes nothing', async () => {
    const before = factOf('visa.entries');
    const claimId = before.values[0]?.claims[0]?.id ?? 0;
    await transaction(systemActor, 'test', async (tx) => {
      const origin = await tx.source.findFirstOrThrow({
        where: { publisher: { name: 'Vedomosti' }, evidence: { some: { claimId } } },
      });
      const copy = await tx.source.create({
        data: { title: 'A copy', kind: 'official', url: 'https://copy.example/', urlKey: 'copy.example/' },
      });
      await tx.reliance.create({
        data: { sourceId: copy.id, originSourceId: origin.id, kind: 'republishes' },
      });
      await tx.evidence.create({ data: { claimId, sourceId: copy.id, stance: 'supports', credibility: 1 } });
    });
    const after = factOf('visa.entries', await readFacts());
    expect(after.values[0]?.supports).toBe(6);
    expect(after.resolution).toEqual(before.resolution);
    expect(weighedIn(after)).toEqual(weighedIn(before));
  });

  test('without what the ministries and the decree say, the number of entries is settled no more', async () => {
    await transaction(systemActor, 'test', async (tx) => {
      await tx.evidence.updateMany({
        where: {
          deletedAt: null,
          version: 1,
          claim: { value: { fact: { slug: 'visa.entries' } } },
          source: {
            OR: [
              { publisher: { name: { in: ['Vedomosti', 'rk-news.ru', 'shared-values-visa.com'] } } },
              { title: 'A copy' },
            ],
          },
        },
        data: { deletedAt: new Date(), version: 2 },
      });
    });
    const { state, value } = factOf('visa.entries', await readFacts()).resolution;
    expect(state).toBe('open');
    expect(value).toBe('single');
  });

  test('without any that knows the decree, and the verdict that rests on it, entries are contested', async () => {
    await transaction(systemActor, 'test', async (tx) => {
      const evidence = await tx.evidence.findMany({
        where: {
          deletedAt: null,
          claim: { value: { fact: { slug: 'visa.entries' } } },
          source: { publisher: { name: 'EADaily' } },
        },
      });
      for (const { id, version } of evidence)
        await tx.evidence.update({ where: { id }, data: { deletedAt: new Date(), version: version + 1 } });
      const multiple = await tx.claim.findFirstOrThrow({
        where: { value: { fact: { slug: 'visa.entries' }, canonical: 'multiple' } },
      });
      await tx.claim.update({
        where: { id: multiple.id },
        data: { status: 'unverified', version: multiple.version + 1 },
      });
    });
    const { state, value } = factOf('visa.entries', await readFacts()).resolution;
    expect({ state, value }).toEqual({ state: 'contested', value: 'multiple or single' });
  });
});
