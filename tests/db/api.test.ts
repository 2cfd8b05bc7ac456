import { beforeAll, describe, expect, test } from 'vitest';
import { readClaim, readClaims, readExport } from '#lib/claims/api-queries.ts';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { asActor, ROLES, systemActor } from '#lib/core/actor.ts';
import { disconnect, fromReadReplica, Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { provideEnv, requireDatabaseUrl } from '#lib/core/env.ts';
import { createTestDatabase, ownDatabase } from '../support/database.ts';

ownDatabase('starter');

const address = { path: '/api/v1/claims', origin: 'https://ledger.test' };
const reader = asActor({ id: null, name: 'reader', role: 'viewer', sessionId: null });
const read = (search: string) => readClaims(reader, new URLSearchParams(search), address);
const idsOf = (page: Awaited<ReturnType<typeof read>>) => page.claims.map(({ id }) => id);

describe('a list of claims', () => {
  test('has the rows, order and total of the table', async () => {
    for (const search of ['', 'q=visa', 'status=false,misleading&sort=-claimed', 'topic=visa&per=25']) {
      const table = await listClaims(reader, await scopeClaimFilter(reader, new URLSearchParams(search)));
      const page = await read(search);
      expect([idsOf(page), page.total]).toEqual([table.rows.map(({ id }) => id), table.total]);
    }
  });

  test('tells each claim’s live sources, as many as it counts', async () => {
    const { claims } = await read('per=100');
    expect(claims.some(({ sources }) => sources.length > 1)).toBe(true);
    for (const claim of claims) expect(claim.sources).toHaveLength(claim.sourceCount);
  });

  test('leads through all pages and back, each claim once', async () => {
    const pages = [await read('per=25&sort=claimed')];
    for (let next = pages[0]?.next ?? null; next !== null; next = pages.at(-1)?.next ?? null) {
      expect(next.startsWith('https://ledger.test/api/v1/claims?')).toBe(true);
      pages.push(await read(new URL(next).search));
    }
    const forward = pages.flatMap(idsOf);
    expect(new Set(forward).size).toBe(pages[0]?.total);
    const before = pages.at(-1)?.previous;
    expect(idsOf(await read(new URL(before ?? '').search))).toEqual(idsOf(pages.at(-2) ?? (await read(''))));
    const last = pages[0]?.last;
    expect(idsOf(await read(new URL(last ?? '').search))).toEqual(idsOf(pages.at(-1) ?? (await read(''))));
  });

  test('gives the counts behind each filter when asked, and keeps asking in its links', async () => {
    expect((await read('')).facets).toBeUndefined();
    const page = await read('facets=1&per=25');
    expect(page.facets?.status.reduce((sum, { count }) => sum + count, 0)).toBe(page.total);
    expect(page.next).toContain('facets=1');
  });

  test.each(['colour=red', 'status=wrong', 'facets=yes', 'sort=weight', 'topic=nowhere', 'after=bogus'])(
    '%s is refused, by name',
    async (search) => {
      const key = search.split('=')[0] ?? '';
      await expect(read(search)).rejects.toMatchObject({
        code: 'invalid',
        fields: { [key]: expect.any(String) },
      });
    },
  );
});

describe('one claim', () => {
  test('comes whole, with evidence, value and origins', async () => {
    const { claims } = await read('sources=many&per=200');
    const wanted = claims.find((claim) => claim.value !== null);
    const claim = await readClaim(reader, String(wanted?.id), address.origin);
    const { sources: _, ...listed } = wanted ?? { sources: [] };
    expect(claim).toMatchObject(listed);
    expect(claim.evidence).toHaveLength(claim.sourceCount);
    expect(claim.evidence.every(({ origins }) => origins.length > 0)).toBe(true);
    expect(claim.link).toBe(`https://ledger.test/claims/${claim.id}`);
  });

  test.each(['0', '999999', '-1', '1e3', '99999999999', 'x'])('%s is not found', async (id) => {
    await expect((async () => readClaim(reader, id, address.origin))()).rejects.toMatchObject({
      code: 'not_found',
    });
  });
});

test('every role reads and exports', async () => {
  for (const role of ROLES) {
    const actor = asActor({ id: null, name: role, role, sessionId: null });
    expect((await readClaims(actor, new URLSearchParams(), address)).total).toBeGreaterThan(0);
    const { body } = await readExport(actor, 'claims.csv', new URLSearchParams('q=visa'), address.origin);
    expect(await new Response(body).text()).toContain('"id","statement"');
  }
});

describe('with a read replica', () => {
  let replica = '';
  // Another content, so that it shows which of the two was asked.
  beforeAll(async () => {
    const other = await createTestDatabase('starter');
    replica = other.url;
    const primary = requireDatabaseUrl();
    await disconnect();
    provideEnv({ DATABASE_URL: replica });
    await transaction(
      systemActor,
      'the replica',
      (tx) => tx.$executeRaw`UPDATE claim SET statement = 'As the replica has it', version = version + 1`,
    );
    await disconnect();
    provideEnv({ DATABASE_URL: primary, READ_DATABASE_URL: replica });
    return async () => {
      await disconnect();
      provideEnv({ READ_DATABASE_URL: '' });
      await other.drop();
    };
  });

  test('the API and its exports read there', async () => {
    const { claims } = await read('');
    expect(new Set(claims.map(({ statement }) => statement))).toEqual(new Set(['As the replica has it']));
    expect((await readClaim(reader, String(claims[0]?.id), '')).statement).toBe('As the replica has it');
    const { body } = await readExport(reader, 'claims.json', new URLSearchParams(), '');
    expect(await new Response(body).text()).toContain('As the replica has it');
  });

  test('the interface, transactions and whoever is asked for never do', async () => {
    const table = await listClaims(reader, await scopeClaimFilter(reader, new URLSearchParams()));
    expect(table.rows.map(({ statement }) => statement)).not.toContain('As the replica has it');
    const inside = await fromReadReplica(async () => ({
      plain: await query<{ name: string }>(Prisma.sql`SELECT current_database() AS name`),
      prisma: await prisma().$queryRaw<{ name: string }[]>`SELECT current_database() AS name`,
      written: await transaction(
        systemActor,
        '',
        (tx) => tx.$queryRaw<{ name: string }[]>`SELECT current_database() AS name`,
      ),
    }));
    const name = (url: string) => [{ name: new URL(url).pathname.slice(1) }];
    expect(inside).toEqual({
      plain: name(replica),
      prisma: name(requireDatabaseUrl()),
      written: name(requireDatabaseUrl()),
    });
  });
});
