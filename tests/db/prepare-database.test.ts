import { beforeEach, expect, test } from 'vitest';
import { disconnect, Prisma, query } from '#lib/core/db.ts';
import { provideEnv, requireDatabaseUrl } from '#lib/core/env.ts';
import { createTestDatabase } from '../support/database.ts';
import { runScript } from '../support/scripts.ts';

beforeEach(async () => {
  const { url, drop } = await createTestDatabase();
  provideEnv({ DATABASE_URL: url });
  return async () => {
    await disconnect();
    await drop();
  };
});

/** Prepares the database as a start does, and counts what is in it. */
async function prepare(env: Record<string, string>) {
  const settings = { DATABASE_URL: requireDatabaseUrl(), ADMIN_EMAIL: 'first@example.org', ...env };
  const ended = await runScript('scripts/prepare-database.ts', [], settings).ended;
  expect(ended).toEqual({ code: 0, output: '' });
  const [counts] = await query<Record<string, number>>(Prisma.sql`
    select (select count(*)::int from claim) as claims, (select count(*)::int from programme) as programmes,
      (select count(*)::int from topic) > 0 as topics, (select count(*)::int from user_account) as users`);
  return counts;
}

test('the first run loads the starter data and makes one administrator, the second changes nothing', async () => {
  const loaded = { claims: 59, programmes: 2, topics: true, users: 1 };
  expect(await prepare({})).toEqual(loaded);
  expect(await prepare({ ADMIN_EMAIL: 'second@example.org' })).toEqual(loaded);
  const users = await query<{ email: string; role: string }>(
    Prisma.sql`select email, role::text from user_account`,
  );
  expect(users).toEqual([{ email: 'first@example.org', role: 'admin' }]);
});

test('STARTER_DATA=0 starts without claims, and it stays so', async () => {
  const empty = { claims: 0, programmes: 2, topics: true, users: 1 };
  expect(await prepare({ STARTER_DATA: '0' })).toEqual(empty);
  expect(await prepare({ STARTER_DATA: '1' })).toEqual(empty);
});
