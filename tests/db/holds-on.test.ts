import { beforeAll, describe, expect, test } from 'vitest';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { systemActor } from '#lib/core/actor.ts';
import { prisma, transaction } from '#lib/core/db.ts';
import { saidFacts } from '#lib/facts/queries.ts';
import { buildSheet } from '#lib/facts/sheet.ts';
import { readAsOf } from '#lib/history/queries.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase('starter');

let programmeId = 0;
beforeAll(async () => {
  programmeId = (await prisma().programme.findUniqueOrThrow({ where: { slug: 'decree-702' } })).id;
});

async function fact(slug: string, on: string) {
  const facts = buildSheet(await saidFacts(systemActor, programmeId, { on })).flatMap(
    (section) => section.facts,
  );
  const found = facts.find((each) => each.slug === slug);
  if (!found) throw new Error(`no fact ${slug}`);
  return found;
}

async function claimsOn(on: string): Promise<number> {
  const params = new URLSearchParams({ fact: 'list.countries', on });
  const { problems, ...scoped } = await scopeClaimFilter(systemActor, params);
  expect(problems).toEqual([]);
  return (await listClaims(systemActor, scoped)).total;
}

describe('what was true on a day', () => {
  test('the list of countries is unknown on 2024-08-25 and has 47 on 2024-09-21', async () => {
    const before = await fact('list.countries', '2024-08-25');
    expect(before.values).toEqual([]);
    expect(before.resolution).toMatchObject({ state: 'open', value: null });
    const after = await fact('list.countries', '2024-09-21');
    expect(after.resolution.state).toBe('settled');
    expect(after.values.map(({ canonical }) => canonical?.split(' ').length)).toEqual([47]);
    expect([await claimsOn('2024-08-25'), await claimsOn('2024-09-21')]).toEqual([0, 1]);
  });

  test('the migration authority is the Service from its decree on, and was not before', async () => {
    const service = 'MVD Service for Citizenship and Registration of Foreign Citizens';
    const texts = async (on: string) =>
      (await fact('institution.migrationAuthority', on)).values.map(({ text }) => text);
    expect(await texts('2025-04-01')).not.toContain(service);
    expect(await texts('2025-04-02')).toContain(service);
    expect((await fact('institution.migrationAuthority', '2026-01-01')).resolution).toMatchObject({
      state: 'settled',
      value: `${service} (valid from 2025-04-02)`,
    });
  });

  test('the Federal Migration Service was the authority until 2016-04-05, and is none after', async () => {
    const resolved = async (on: string) =>
      (await fact('institution.migrationAuthority', on)).resolution.value;
    expect(await resolved('2016-04-05')).toBe('Federal Migration Service (valid until 2016-04-05)');
    expect(await resolved('2016-04-06')).toBeNull();
    const listed = async (on: string) => {
      const params = new URLSearchParams({ fact: 'institution.migrationAuthority', on });
      const { problems: _, ...scoped } = await scopeClaimFilter(systemActor, params);
      return (await listClaims(systemActor, scoped)).total;
    };
    expect([await listed('2016-04-05'), await listed('2016-04-06'), await listed('2025-04-02')]).toEqual([
      1, 0, 1,
    ]);
  });

  test('ends with the act, goes on where nothing is known, and is the same when read as of now', async () => {
    const act = await prisma().instrument.findFirstOrThrow({ where: { number: '2560-r' } });
    const version = await prisma().instrumentVersion.findFirstOrThrow({ where: { instrumentId: act.id } });
    const setEnd = (inForceTo: string | null, plus: number) =>
      transaction(systemActor, 'repealed', (tx) =>
        tx.instrumentVersion.update({
          where: { id: version.id },
          data: {
            inForceTo,
            toLower: inForceTo && new Date(inForceTo),
            toUpper: inForceTo && new Date(inForceTo),
            version: version.version + plus,
          },
        }),
      );
    expect([await claimsOn('2030-01-01'), await claimsOn('2027-04-01')]).toEqual([1, 1]);
    await setEnd('2027-03-31', 1);
    expect([await claimsOn('2027-03-31'), await claimsOn('2027-04-01')]).toEqual([1, 0]);
    const now = { asOf: new Date().toISOString() };
    expect(await readAsOf(now, () => claimsOn('2027-04-01'))).toBe(0);
    await setEnd(null, 2);
    expect(await claimsOn('2027-04-01')).toBe(1);
    expect(await readAsOf(now, () => claimsOn('2027-04-01'))).toBe(0);
  });

  test('is asked with a whole day', async () => {
    for (const on of ['2024', '2024-02-30', 'then']) {
      const { problems, filter } = await scopeClaimFilter(systemActor, new URLSearchParams({ on }));
      expect(problems).toMatchObject([{ key: 'on' }]);
      expect(filter.on).toBeNull();
    }
  });
});
