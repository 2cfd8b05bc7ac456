import { expect, test } from 'vitest';
import { Prisma, query } from '#lib/core/db.ts';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { ownDatabase } from '../support/database.ts';
import { runScript } from '../support/scripts.ts';

ownDatabase();

/** Runs an admin command on the database of this file. */
async function admin(...args: string[]) {
  const { code, output } = await runScript('scripts/admin.ts', ['user', ...args], {
    DATABASE_URL: requireDatabaseUrl(),
  }).ended;
  return { code, output: output.trim() };
}

test('an account is added, changed, shut, opened and listed, and the history says by whom', async () => {
  const added = await admin('add', 'Ann@Example.org', '--name', 'Ann', '--role', 'admin');
  expect(added.output).toMatch(
    /^Added ann@example\.org as admin\.\nPassword: [0-9a-z-]{23}\nIt is shown this once\.$/,
  );
  expect((await admin('add', 'bob@example.org', '--name', 'Bob')).output).toContain('as researcher.');
  expect((await admin('set-role', 'bob@example.org', 'editor')).output).toBe(
    'bob@example.org is now editor.',
  );
  expect((await admin('disable', 'bob@example.org', '--reason', 'has left')).code).toBe(0);
  const { output } = await admin('list', '--json');
  expect(JSON.parse(output)).toMatchObject([
    { email: 'ann@example.org', name: 'Ann', role: 'admin', disabledAt: null },
    { email: 'bob@example.org', name: 'Bob', role: 'editor', disabledAt: expect.any(String) },
  ]);
  expect((await admin('enable', 'bob@example.org')).code).toBe(0);
  expect((await admin('reset-password', 'bob@example.org')).output).toMatch(
    /^New password of bob@example\.org: /,
  );
  const events = await query<{ actor: string; reason: string }>(
    Prisma.sql`select actor, reason from event where reason = 'has left'`,
  );
  expect(events).toEqual([{ actor: expect.stringMatching(/^command line \(\w+\)$/), reason: 'has left' }]);
});

test.each([
  [['add', 'nobody'], 'email: Write an e-mail address such as name@example.org.\nname: The name is missing.'],
  [['add'], 'user add: the e-mail address is missing.'],
  [['disable', 'who@example.org'], 'There is no account with the e-mail who@example.org.'],
  [['paint', 'who@example.org'], 'There is no command "user paint". npm run admin -- --help lists them.'],
  [['list', 'all'], 'What is "all" for? npm run admin -- --help says more.'],
])('%j says what is wrong', async (args, message) => {
  expect(await admin(...args)).toEqual({ code: 1, output: message });
});
