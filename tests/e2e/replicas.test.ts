import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { afterAll, beforeAll, expect, inject, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { disconnect, Prisma, query, transaction } from '#lib/core/db.ts';
import { provideEnv } from '#lib/core/env.ts';
import { runningDatabaseUrls } from '../../scripts/embedded-postgres.ts';
import { startWebServer, type WebServer } from '../../scripts/web-server.ts';
import { freePort } from '../support/free-port.ts';
import { HttpSession } from '../support/http-session.ts';

// Two more processes on the database of the site under test: three in all.
const started: WebServer[] = [];
const bases: string[] = [];

beforeAll(async () => {
  const urls = await runningDatabaseUrls(inject('dataDir'));
  const secret = await readFile(path.join(inject('dataDir'), 'nextauth-secret'), 'utf8');
  const databaseUrl = urls?.databaseUrl ?? '';
  bases.push(inject('baseUrl'));
  for (let more = 0; more < 2; more += 1) {
    const port = await freePort();
    started.push(
      startWebServer({
        host: '127.0.0.1',
        port,
        dev: false,
        env: {
          VITEST: '',
          DATABASE_URL: databaseUrl,
          NEXTAUTH_URL: inject('baseUrl'),
          NEXTAUTH_SECRET: secret.trim(),
        },
      }),
    );
    bases.push(`http://127.0.0.1:${port}`);
  }
  await Promise.all(started.map((server) => server.ready(AbortSignal.timeout(60_000))));
  provideEnv({ DATABASE_URL: databaseUrl });
});
afterAll(async () => {
  await disconnect();
  for (const server of started) await server.stop();
});

const everywhere = <T>(ask: (base: string) => Promise<T>) => Promise.all(bases.map(ask));
const get = (base: string, headers: Record<string, string>, pathname = '/api/v1/claims?facets=1') =>
  fetch(new URL(pathname, base), { headers, redirect: 'manual' });

async function signedIn() {
  const program = new HttpSession();
  await program.signIn(inject('users').viewer);
  const cookie = [...program.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
  return { program, headers: { cookie } };
}

test('a session begun in one process is good in all, and ended in one is over in all', async () => {
  const { program, headers } = await signedIn();
  expect(await everywhere(async (base) => (await get(base, headers)).status)).toEqual([200, 200, 200]);
  await program.signOut();
  expect(await everywhere(async (base) => (await get(base, headers)).status)).toEqual([401, 401, 401]);
});

test('attempts are counted together', async () => {
  const headers = { authorization: 'Bearer nonsense', 'x-forwarded-for': '198.51.100.77' };
  for (let round = 0; round < 34; round += 1) await everywhere((base) => get(base, headers));
  expect(await everywhere(async (base) => (await get(base, headers)).status)).toEqual([429, 429, 429]);
  const other = { ...headers, 'x-forwarded-for': '198.51.100.78' };
  expect(await everywhere(async (base) => (await get(base, other)).status)).toEqual([401, 401, 401]);
});

test('lists and counts agree, also right after a change', async () => {
  const { headers } = await signedIn();
  const read = (base: string) => get(base, headers).then((answer) => answer.json());
  const before = await everywhere(read);
  const total: number = before[0].total;
  expect(before.map((page) => [page.total, page.facets])).toEqual(bases.map(() => [total, before[0].facets]));

  const [made] = await transaction(
    systemActor,
    'one more',
    (tx) =>
      tx.$queryRaw<{ id: number }[]>`INSERT INTO claim (programme_id, topic_id, statement)
      SELECT programme_id, topic_id, 'Known to all processes' FROM claim ORDER BY id LIMIT 1 RETURNING id`,
  );
  const after = await everywhere(read);
  expect(after.map((page) => [page.total, page.claims[0].id])).toEqual(
    bases.map(() => [total + 1, made?.id]),
  );

  await transaction(
    systemActor,
    'taken back',
    (tx) => tx.$executeRaw`UPDATE claim SET deleted_at = now(), version = version + 1 WHERE id = ${made?.id}`,
  );
  expect(await everywhere(async (base) => (await read(base)).total)).toEqual(bases.map(() => total));
  expect(await query(Prisma.sql`SELECT id FROM claim WHERE id = ${made?.id} AND deleted_at IS NULL`)).toEqual(
    [],
  );
});
