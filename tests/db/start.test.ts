import { readdir } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, inject, onTestFinished, test } from 'vitest';
import { freePort } from '../support/free-port.ts';
import { runScript, takenPort, temporaryFolder } from '../support/scripts.ts';

const secret = 'a secret for tests that is long enough';

/** Starts where the start must stop at once, and says what it said. */
async function refusedStart(env: Record<string, string>) {
  const dataDir = path.join(await temporaryFolder(), 'data');
  const port = String(await freePort());
  const { code, output } = await runScript('scripts/start.ts', [], { DATA_DIR: dataDir, PORT: port, ...env })
    .ended;
  const left = await readdir(path.dirname(dataDir));
  return { code, output: output.trim(), left };
}

test('a port that is taken is named, and nothing is left behind', async () => {
  const port = await takenPort();
  const { code, output, left } = await refusedStart({ PORT: String(port) });
  expect(output).toBe(
    `PORT ${port} is taken: another program listens on 127.0.0.1. Stop it, or choose another: PORT=${port + 1} npm start`,
  );
  expect(code).toBe(1);
  expect(left).toEqual([]);
});

test.each([
  [{ PORT: '99999' }, 'PORT must be a port number from 1 to 65535.'],
  [{ PORT: '3000x' }, 'PORT must be a port number from 1 to 65535.'],
  [{ HOST: '203.0.113.1' }, 'HOST 203.0.113.1 cannot be listened on (EADDRNOTAVAIL).'],
  [{ STARTER_DATA: 'yes' }, 'STARTER_DATA must be 0 or 1.'],
  [{ ADMIN_EMAIL: 'nobody' }, 'ADMIN_EMAIL must be an e-mail address.'],
  [{ ADMIN_PASSWORD: 'short' }, 'ADMIN_PASSWORD must have at least 8 characters.'],
  [{ NEXTAUTH_URL: 'claims.example.org' }, /^NEXTAUTH_URL must be an http\(s\) address such as \S+$/],
  [{ NEXTAUTH_SECRET: 'short' }, 'NEXTAUTH_SECRET must have at least 16 characters.'],
  [
    { DATABASE_URL: 'mysql://host/x', NEXTAUTH_SECRET: secret },
    /^DATABASE_URL must be a PostgreSQL address such as \S+$/,
  ],
  [
    { DATABASE_URL: 'postgresql://a:b@127.0.0.1:5432/c' },
    'NEXTAUTH_SECRET is missing: it must be set when DATABASE_URL is.',
  ],
])('%o stops the start with one line', async (env, line) => {
  const { code, output, left } = await refusedStart(env);
  expect(output).toMatch(line);
  expect(output.split('\n')).toHaveLength(1);
  expect({ code, left }).toEqual({ code: 1, left: [] });
});

test('a database of one’s own that does not answer is named, without its password', async () => {
  const url = `postgresql://a:hidden@127.0.0.1:${await freePort()}/c`;
  const { code, output, left } = await refusedStart({ DATABASE_URL: url, NEXTAUTH_SECRET: secret });
  expect(output).toContain('DATABASE_URL: cannot connect to the database: connect ECONNREFUSED');
  expect(output).not.toContain('hidden');
  expect({ code, left }).toEqual({ code: 1, left: [] });
});

test('a data folder that another start uses is refused', async () => {
  const dataDir = await temporaryFolder();
  const holder = runScript('tests/support/hold-database.ts', [dataDir]);
  await holder.says('postgresql://');
  const { code, output } = await runScript('scripts/start.ts', [], {
    DATA_DIR: dataDir,
    PORT: String(await freePort()),
  }).ended;
  expect(output.trim()).toBe(
    `DATA_DIR ${dataDir} is in use by process ${holder.child.pid}: Claim Ledger is running there already.`,
  );
  expect(code).toBe(1);
});

test.each(['start', 'worker', 'migrate', 'admin', 'build'])('%s has a --help', async (name) => {
  const { code, output } = await runScript(`scripts/${name}.ts`, ['--help']).ended;
  expect(output).toMatch(/^Usage: npm /);
  expect(code).toBe(0);
});

test('a database of one’s own that cannot compare Cyrillic is refused', async () => {
  const { adminUrl, prefix } = inject('databaseServer');
  const name = `${prefix}c_locale`;
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  onTestFinished(() => admin.end());
  await admin.query(`create database ${name} template template0 locale 'C' locale_provider libc`);
  const url = new URL(adminUrl);
  url.pathname = `/${name}`;
  const { code, output, left } = await refusedStart({ DATABASE_URL: url.href, NEXTAUTH_SECRET: secret });
  expect(output).toBe(
    'DATABASE_URL: the database cannot compare Cyrillic words; make it with LC_CTYPE of a UTF-8 locale.',
  );
  expect({ code, left }).toEqual({ code: 1, left: [] });
});
