import { describe, expect, test } from 'vitest';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { systemActor } from '#lib/core/actor.ts';
import { disconnect, Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { provideEnv, requireDatabaseUrl } from '#lib/core/env.ts';
import { formatValue } from '#lib/facts/value.ts';
import { seedFramework, seedStarterData } from '#prisma/seed.ts';
import { createTestDatabase, ownDatabase } from '../support/database.ts';

ownDatabase('starter');

type Counts = Record<string, number>;

async function counts(): Promise<Counts> {
  const [row] = await query<Counts>(Prisma.sql`SELECT
    (SELECT count(*)::int FROM programme) AS programmes, (SELECT count(*)::int FROM topic) AS topics,
    (SELECT count(*)::int FROM fact) AS facts, (SELECT count(*)::int FROM claimant) AS claimants,
    (SELECT count(*)::int FROM tag) AS tags, (SELECT count(*)::int FROM publisher) AS publishers,
    (SELECT count(*)::int FROM source) AS sources, (SELECT count(*)::int FROM reliance) AS reliances,
    (SELECT count(*)::int FROM claim) AS claims, (SELECT count(*)::int FROM value) AS values,
    (SELECT count(*)::int FROM evidence) AS evidence, (SELECT count(*)::int FROM instrument) AS instruments,
    (SELECT count(*)::int FROM article) AS articles, (SELECT count(*)::int FROM dependence) AS dependences,
    (SELECT count(*)::int FROM event) AS events`);
  return row ?? {};
}

const LOADED: Counts = {
  programmes: 2,
  topics: 10,
  facts: 39,
  claimants: 34,
  tags: 1,
  publishers: 71,
  sources: 96,
  reliances: 22,
  claims: 59,
  values: 58,
  evidence: 195,
  ...{ instruments: 5, articles: 5, dependences: 24 },
  events: 10 + 39 + 59 + 58 + 195 + 96 + 22 + 71 + 5 + 5 + 5 + 24,
};

async function search(q: string): Promise<number[]> {
  const scoped = await scopeClaimFilter(systemActor, new URLSearchParams({ q, per: '200' }));
  return (await listClaims(systemActor, scoped)).rows.map((row) => row.id);
}

async function claimByKey(key: string) {
  return prisma().claim.findUniqueOrThrow({
    where: { importKey: `starter/${key}` },
    select: {
      id: true,
      version: true,
      claimant: { select: { name: true } },
      rationale: true,
      supports: true,
      refutes: true,
      mentions: true,
      independentOrigins: true,
      conflicting: true,
      value: { include: { fact: true } },
    },
  });
}

describe('the starter data', () => {
  test('is all there, once', async () => {
    expect(await counts()).toEqual(LOADED);
    const doubled = await query(
      Prisma.sql`SELECT 1 FROM evidence GROUP BY claim_id, source_id HAVING count(*) > 1`,
    );
    expect(doubled).toEqual([]);
  });

  test('has the verdicts it came with', async () => {
    const groups = await prisma().claim.groupBy({ by: ['status'], _count: true, orderBy: { status: 'asc' } });
    expect(Object.fromEntries(groups.map((group) => [group.status, group._count]))).toEqual({
      unverified: 3,
      true: 20,
      mostly_true: 8,
      mixed: 1,
      misleading: 5,
      false: 12,
      disputed: 7,
      outdated: 3,
    });
  });

  test('has the stances it came with', async () => {
    const groups = await prisma().evidence.groupBy({
      by: ['stance'],
      _count: true,
      orderBy: { stance: 'asc' },
    });
    expect(Object.fromEntries(groups.map((group) => [group.stance, group._count]))).toEqual({
      supports: 108,
      refutes: 49,
      mentions: 38,
    });
  });

  // Counted by hand from the sources of each claim.
  test.each([
    ['c009', 3, 'two TASS items are one voice'],
    ['c010', 3, 'what only mentions the claim is no origin'],
    ['c016', 5, 'five outlets, one of which goes back to the Foreign Ministry'],
    ['c023', 2, 'a Pravda copy of TASS and TASS; a Pravda copy of RIA Novosti'],
    ['c027', 1, 'NewsGram republishes RFE/RL'],
    ['c030', 1, 'a Pravda copy of TASS, and TASS'],
    ['c034', 2, 'the blog retells Moneycontrol; TASS'],
    ['c038', 1, 'TASS for it, TASS against it'],
    ['c051', 2, 'Bashinform goes back to pravda-nn.ru, the Pravda copy to RIA Novosti'],
  ])('%s has %i independent origins: %s', async (key, origins) => {
    expect((await claimByKey(key)).independentOrigins).toBe(origins);
  });

  test('counts evidence and sees what conflicts', async () => {
    expect(await claimByKey('c017')).toMatchObject({
      supports: 1,
      refutes: 3,
      mentions: 0,
      conflicting: true,
    });
    expect(await claimByKey('c021')).toMatchObject({
      supports: 2,
      refutes: 0,
      mentions: 3,
      conflicting: false,
    });
  });

  test.each([
    ['c001', '2024-08-19'],
    ['c010', '47 countries (2024-09-20)'],
    ['c017', 'multiple'],
    ['c018', '3 months'],
    ['c021', 'yes'],
    ['c026', '1,600 RUB (2024-06)'],
    ['c028', 'more than 800 applications (2025-03-24)'],
    ['c033', 'almost 700 people (2025-07)'],
    ['c036', 'about 2,000 applications (2025-10)'],
    ['c041', '4,676 applications (2022/2023)'],
    ['c042', '200 families planned (2023-05-11)'],
    ['c044', '27 ha (2023-06-15)'],
    ['c046', '2 families resident (2025-07-15)'],
  ])('%s asserts %s', async (key, text) => {
    const { value } = await claimByKey(key);
    expect(value && formatValue(value)).toBe(text);
  });

  test('keeps the numbers for comparing and the bounds of dates', async () => {
    const { value } = await claimByKey('c033');
    expect(value?.number?.toFixed()).toBe('700');
    expect(value?.asOfLower?.toISOString()).toBe('2025-07-01T00:00:00.000Z');
    expect(value?.asOfUpper?.toISOString()).toBe('2025-07-31T00:00:00.000Z');
    const inMonth = await prisma().claim.findUniqueOrThrow({ where: { importKey: 'starter/c002' } });
    expect(inMonth).toMatchObject({
      claimedOn: '2024-08',
      claimedLower: new Date('2024-08-01T00:00:00Z'),
      claimedUpper: new Date('2024-08-31T00:00:00Z'),
    });
  });

  test('names claimants cleanly, and loses nothing that was said of them', async () => {
    expect(await claimByKey('c013')).toMatchObject({
      claimant: { name: 'GlobexPath' },
      rationale: expect.stringContaining('Also stated by TASS in August 2024.'),
    });
    expect((await claimByKey('c028')).claimant?.name).toBe('Irina Volk (Interior Ministry)');
  });

  test('tags the claims of the seed article', async () => {
    const tagged = await query<{ key: string }>(Prisma.sql`
      SELECT c.import_key AS key FROM claim c JOIN tag t ON c.tag_ids @> ARRAY[t.id] WHERE t.slug = 'seed-article' ORDER BY 1`);
    expect(tagged.map(({ key }) => key.slice(-4))).toEqual(
      'c012 c013 c017 c022 c047 c052 c054 c055 c056 c057 c058'.split(' '),
    );
  });

  test('is in the history, each row once, as the system’s', async () => {
    const events = await query<{ actor: string; reason: string; action: string; count: number }>(
      Prisma.sql`SELECT actor, reason, action, count(*)::int AS count FROM event GROUP BY 1, 2, 3`,
    );
    expect(events).toEqual([
      { actor: 'system', reason: 'Starter data', action: 'create', count: LOADED['events'] },
    ]);
  });

  test('is found in any script: Истра, Istra, Istria', async () => {
    const { id } = await claimByKey('c045');
    for (const spelling of ['Истра', 'Истры', 'Istra', 'Istria', 'ISTRA'])
      expect(await search(spelling), spelling).toContain(id);
  });
});

describe('loading it again', () => {
  test('adds nothing, and changes nothing that somebody edited or deleted', async () => {
    const edited = await claimByKey('c003');
    const deleted = await claimByKey('c004');
    const changeOne = (id: number, version: number, data: Prisma.ClaimUncheckedUpdateManyInput) =>
      transaction(systemActor, 'test', (tx) =>
        tx.claim.updateMany({ where: { id, version }, data: { ...data, version: version + 1 } }),
      );
    await changeOne(edited.id, edited.version, { statement: 'Our own words.', status: 'mixed' });
    await changeOne(deleted.id, deleted.version, { deletedAt: new Date() });
    const before = await counts();

    expect(await seedStarterData(requireDatabaseUrl())).toEqual({ seeded: false });

    expect(await counts()).toEqual(before);
    expect(await prisma().claim.findUnique({ where: { id: edited.id } })).toMatchObject({
      statement: 'Our own words.',
      status: 'mixed',
      version: edited.version + 1,
    });
    expect(await prisma().claim.findUnique({ where: { id: deleted.id } })).toMatchObject({
      deletedAt: expect.any(Date),
    });
  });

  test('adds the claim that a later edition brings, on the sources that are there', async () => {
    const { id, version } = await claimByKey('c005');
    await transaction(systemActor, 'test', (tx) =>
      tx.claim.updateMany({ where: { id, version }, data: { importKey: null, version: version + 1 } }),
    );
    const before = await counts();
    expect(await seedStarterData(requireDatabaseUrl())).toEqual({ seeded: true });
    const after = await counts();
    const more = Object.keys(after).filter((key) => after[key] !== before[key]);
    expect(more).toEqual(['claims', 'values', 'evidence', 'dependences', 'events']);
    expect(after).toMatchObject({ claims: 60, values: 59, evidence: 199 });
  });
});

describe('an empty database', () => {
  async function inEmpty(work: (url: string) => Promise<void>): Promise<void> {
    const starter = requireDatabaseUrl();
    const { url, drop } = await createTestDatabase('empty');
    await disconnect();
    provideEnv({ DATABASE_URL: url });
    try {
      await work(url);
    } finally {
      await disconnect();
      provideEnv({ DATABASE_URL: starter });
      await drop();
    }
  }

  test('is loaded once by three who start at the same moment', async () => {
    await inEmpty(async (url) => {
      const runs = await Promise.all([seedStarterData(url), seedStarterData(url), seedStarterData(url)]);
      expect(runs.filter(({ seeded }) => seeded)).toHaveLength(1);
      expect(await counts()).toEqual(LOADED);
    });
  });

  test('keeps the publisher, source and claimant that are there already', async () => {
    await inEmpty(async (url) => {
      await transaction(systemActor, 'test', async (tx) => {
        const { id } = await tx.publisher.create({ data: { name: 'Tass', kind: 'other', reliability: 'A' } });
        await tx.claimant.create({ data: { name: 'ТАСС' } });
        await tx.source.create({
          data: {
            title: 'Ours',
            kind: 'blog',
            url: 'https://tass.com/politics/2004875?utm_source=x',
            urlKey: 'tass.com/politics/2004875',
            publisherId: id,
          },
        });
      });
      await seedStarterData(url);
      expect(await counts()).toMatchObject({ publishers: 71, sources: 96, claimants: 34 });
      expect(await prisma().publisher.findMany({ where: { nameKey: 'tass' } })).toMatchObject([
        { name: 'Tass', reliability: 'A', version: 1 },
      ]);
      expect(
        await prisma().source.findMany({ where: { urlKey: 'tass.com/politics/2004875' } }),
      ).toMatchObject([{ title: 'Ours', version: 1 }]);
    });
  });

  test('gets programmes, topics and facts without claims, and the claims later', async () => {
    await inEmpty(async (url) => {
      await seedFramework(url);
      await seedFramework(url);
      expect(await counts()).toMatchObject({
        programmes: 2,
        topics: 10,
        facts: 39,
        claims: 0,
        sources: 0,
        events: 49,
      });
      expect(await seedStarterData(url)).toEqual({ seeded: true });
      expect(await counts()).toEqual(LOADED);
    });
  });
});
