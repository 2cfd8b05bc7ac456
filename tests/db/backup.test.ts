import { mkdtemp, readFile, rm, stat, writeFile } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { gzipSync } from 'node:zlib';
import pg from 'pg';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { openStore } from '#lib/core/blob-stores.ts';
import { blobKey, writeBlob } from '#lib/core/blobs.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { newPrivateKey } from '#lib/core/signature.ts';
import { sealEvents } from '#lib/history/seal-mutations.ts';
import { sealState } from '#lib/history/seal-queries.ts';
import { checkArchive, readArchive, writeArchive } from '../../scripts/backup/archive.ts';
import { backUp } from '../../scripts/backup/back-up.ts';
import { createTestDatabase, ownDatabase } from '../support/database.ts';
import { runScript } from '../support/scripts.ts';

ownDatabase('starter');

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url, options: '-c timezone=UTC' });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

/** Every table but those of the server's own transactions: how many rows, and a sum over all that they hold. */
function everything(url: string): Promise<Record<string, string>> {
  return withClient(url, async (client) => {
    const { rows: tables } = await client.query<{ name: string }>(
      `SELECT relname AS name FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r' AND relname <> ALL ($1) ORDER BY 1`,
      [
        [
          '_prisma_migrations',
          'claim_change',
          'claim_change_pruned',
          'source_change',
          'source_change_pruned',
          'seal_horizon',
        ],
      ],
    );
    const sums: Record<string, string> = {};
    for (const { name } of tables) {
      const { rows } = await client.query<{ sum: string }>(
        `SELECT count(*) || ' ' || coalesce(md5(string_agg(t::text, E'\\n' ORDER BY t::text)), '') AS sum FROM "${name}" t`,
      );
      sums[name] = rows[0]?.sum ?? '';
    }
    const { rows: sequences } = await client.query<{ name: string; value: string }>(
      `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences WHERE schemaname = 'public' AND sequencename NOT IN ('claim_change_id_seq', 'source_change_id_seq')`,
    );
    for (const { name, value } of sequences) sums[name] = value;
    return sums;
  });
}

/** Triggers, indexes and constraints with whether they are on. */
function machinery(url: string): Promise<unknown[]> {
  return withClient(url, async (client) => {
    const { rows } = await client.query<{ text: string }>(
      `SELECT tgrelid::regclass || ' ' || tgname || ' ' || tgenabled::text AS text FROM pg_trigger WHERE NOT tgisinternal AND tgrelid::regclass::text NOT LIKE 'p%.%'
       UNION ALL SELECT pg_get_indexdef(indexrelid) FROM pg_index JOIN pg_class c ON c.oid = indrelid WHERE relnamespace = 'public'::regnamespace
       UNION ALL SELECT conrelid::regclass || ' ' || pg_get_constraintdef(oid) FROM pg_constraint WHERE connamespace = 'public'::regnamespace ORDER BY 1`,
    );
    return rows.map(({ text }) => text);
  });
}

async function run(script: 'backup' | 'restore', env: Record<string, string>, ...args: string[]) {
  const { code, output } = await runScript(`scripts/${script}.ts`, args, env).ended;
  return { code, output: output.trim() };
}

const slices = (key: string) => [key.slice(0, 2), key.slice(2, 4), key];

let folder = '';
let file = '';
const inFolder = Buffer.from('a page, kept in a folder');

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'claim-ledger-test-'));
  file = path.join(folder, 'ledger.tar.gz');
  const copies = path.join(folder, 'copies');
  await transaction(systemActor, 'to be kept', async (tx) => {
    await tx.$executeRaw`UPDATE claim SET rationale = E'tab\t, line\n and \\. too', version = version + 1 WHERE id = 1`;
    await tx.$executeRaw`INSERT INTO user_account (email, name, role, password_hash) VALUES ('ann@example.org', 'Ann', 'editor', 'a hash')`;
  });
  await query(Prisma.sql`INSERT INTO task (kind, title, payload, state, started_at, beat_at)
    VALUES ('import-claims', 'An import under way', '{}', 'running', now(), now())`);
  const inDatabase = await writeBlob(Buffer.from('a page, kept in the database'));
  await openStore({ kind: 'folder', folder: copies }).write(blobKey(inFolder), inFolder);
  await transaction(systemActor, 'to be kept', (tx) =>
    tx.$executeRaw(Prisma.sql`INSERT INTO snapshot (source_id, how, fetched_at, outcome, detail, body_sha256, warc_sha256)
      VALUES (1, 'upload', now(), 'good', 'A copy.', ${inDatabase}, ${blobKey(inFolder)})`),
  );
  const key = newPrivateKey();
  do await sealEvents(systemActor, key);
  while ((await sealState(systemActor)).waiting.count > 0);
  const summary = await backUp(requireDatabaseUrl(), { kind: 'folder', folder: copies }, file);
  expect(summary).toMatchObject({ copies: 1, missing: 0 });
});

afterAll(() => rm(folder, { recursive: true, force: true }));

test('a ledger with history, people and copies comes back elsewhere, row for row', async () => {
  expect((await stat(file)).mode & 0o777).toBe(0o600);
  const again = await run('backup', { DATABASE_URL: requireDatabaseUrl() }, file);
  expect(again).toEqual({ code: 1, output: `${file} is there already.` });
  const source = requireDatabaseUrl();
  const target = await createTestDatabase('starter');
  try {
    const other = path.join(folder, 'other');
    const env = { DATABASE_URL: target.url, BLOB_STORE: `folder:${other}` };
    expect(await run('restore', env, file)).toEqual({
      code: 1,
      output: 'The database is not empty. With --replace, what it holds is thrown away.',
    });
    expect(await run('restore', env, file, '--replace')).toEqual({
      code: 0,
      output: expect.stringMatching(
        /^The ledger is as it was at \d{4}-.*Z: [\d,]+ rows\.\nChecked [\d,]+ events .*\nSigned with [0-9a-f]{64}\.\nNothing was tampered with\.\nThe key of these seals is not here\./,
      ),
    });
    const there = await everything(target.url);
    expect(there).toEqual({ ...(await everything(source)), task: there['task'] });
    // No worker has it any more.
    const { rows: tasks } = await withClient(target.url, (client) =>
      client.query(`SELECT state::text, message, ended_at IS NOT NULL AS ended FROM task`),
    );
    expect(tasks).toEqual([{ state: 'failed', message: expect.stringMatching(/restored/), ended: true }]);
    expect(await machinery(target.url)).toEqual(await machinery(source));
    expect(await readFile(path.join(other, ...slices(blobKey(inFolder))))).toEqual(inFolder);
  } finally {
    await target.drop();
  }
});

test('a damaged file is refused before anything is touched', async () => {
  const whole = await readFile(file);
  const damaged = path.join(folder, 'damaged.tar.gz');
  for (let place = 100; place < whole.length; place += Math.floor(whole.length / 20)) {
    const bytes = Buffer.from(whole);
    bytes[place] = (bytes[place] ?? 0) ^ 0x10;
    await writeFile(damaged, bytes);
    await expect(checkArchive(damaged), `byte ${place}`).rejects.toThrow(/damaged|no backup/);
  }
  await writeFile(damaged, whole.subarray(0, -1_000));
  await expect(checkArchive(damaged)).rejects.toThrow(/damaged/);
  await writeFile(damaged, gzipSync(Buffer.alloc(1_024)));
  await expect(checkArchive(damaged)).rejects.toThrow(/no backup/);
  await expect(checkArchive(file)).resolves.toMatchObject({ contents: { rows: { claim: 59 } } });

  const held = await everything(requireDatabaseUrl());
  await writeFile(damaged, whole.subarray(0, -1_000));
  const refused = await run('restore', { DATABASE_URL: requireDatabaseUrl() }, damaged, '--replace');
  expect([refused.code, refused.output]).toEqual([1, expect.stringContaining('is damaged')]);
  expect(await everything(requireDatabaseUrl())).toEqual(held);
});

test('a restore that fails has changed nothing, although it was to replace everything', async () => {
  const wrong = path.join(folder, 'wrong.tar.gz');
  async function* entries() {
    for await (const { name, bytes } of readArchive(file)) {
      const contents = name === 'contents.json' ? JSON.parse(bytes.toString()) : null;
      if (contents) contents.rows.claim = 60;
      yield { name, bytes: contents ? Buffer.from(JSON.stringify(contents)) : bytes };
    }
  }
  await writeArchive(wrong, entries());
  const target = await createTestDatabase('starter');
  try {
    const held = [await everything(target.url), await machinery(target.url)];
    expect(await run('restore', { DATABASE_URL: target.url }, wrong, '--replace')).toEqual({
      code: 1,
      output: 'claim should have 60 rows, but has 59.',
    });
    expect([await everything(target.url), await machinery(target.url)]).toEqual(held);
  } finally {
    await target.drop();
  }
});
