import { cp, mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { openStore } from '#lib/core/blob-stores.ts';
import type { BlobPlace } from '#lib/core/env.ts';
import type { Verification } from '#lib/history/schema.ts';
import { CliError, projectRoot } from '../cli.ts';
import { migrate, migrateOn, onOneConnection } from '../migrate.ts';
import { exists } from '../private-files.ts';
import { putAside } from '../put-aside.ts';
import { verifyOn } from '../verify-history.ts';
import { type About, type Contents, checkArchive, type Entry, readArchive } from './archive.ts';

/** Sees to it that the database is empty and nobody works on it. Throws CliError. */
async function makeRoom(pool: pg.Pool, replace: boolean): Promise<void> {
  const { rowCount: others } = await pool.query(
    `SELECT FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid() AND application_name LIKE 'claim-ledger%'`,
  );
  if (others) throw new CliError('The site is running on this database. Stop it first.');
  const { rowCount: tables } = await pool.query(
    `SELECT FROM pg_class WHERE relnamespace = 'public'::regnamespace AND relkind = 'r'`,
  );
  if (!tables) return;
  if (!replace)
    throw new CliError('The database is not empty. With --replace, what it holds is thrown away.');
  const { rows: schemas } = await pool.query<{ name: string }>(
    `SELECT quote_ident(nspname) AS name FROM pg_namespace WHERE nspname IN ('public', 'pgboss') OR nspname LIKE 'past\\_%'`,
  );
  for (const { name } of schemas) await pool.query(`DROP SCHEMA ${name} CASCADE`);
  await pool.query('CREATE SCHEMA public');
}

/** Brings an empty database to the migrations of a backup. Throws CliError where we do not know them all. */
async function migrateTo(pool: pg.Pool, names: readonly string[]): Promise<void> {
  const migrations = path.join(projectRoot, 'prisma', 'migrations');
  const folder = await mkdtemp(path.join(os.tmpdir(), 'claim-ledger-restore-'));
  try {
    await cp(path.join(migrations, 'migration_lock.toml'), path.join(folder, 'migration_lock.toml'));
    for (const name of names) {
      const from = path.join(migrations, path.basename(name));
      if (!(await exists(from)))
        throw new CliError(`The backup was made by a newer version: this one does not know ${name}.`);
      await cp(from, path.join(folder, path.basename(name)), { recursive: true });
    }
    await migrateOn(pool, folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Pours the parts of tables, which come table by table, and hands on what is none. */
async function pour(
  client: pg.ClientBase,
  entries: AsyncIterable<Entry>,
  { tables }: About,
  other: (entry: Entry) => Promise<void>,
): Promise<void> {
  const iterator = entries[Symbol.asyncIterator]();
  const tableOf = ({ name }: Entry) => /^tables\/(.+)\/\d+$/.exec(name)?.[1];
  let step = await iterator.next();
  while (!step.done) {
    const name = tableOf(step.value);
    if (name === undefined) {
      await other(step.value);
      step = await iterator.next();
      continue;
    }
    const columns = tables.find((table) => table.name === name)?.columns ?? [];
    const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
    const parts = async function* () {
      for (; !step.done && tableOf(step.value) === name; step = await iterator.next()) yield step.value.bytes;
    };
    await pipeline(
      Readable.from(parts()),
      client.query(copyFrom(`COPY ${client.escapeIdentifier(name)} (${list}) FROM STDIN`)),
    );
  }
}

async function load(
  client: pg.ClientBase,
  file: string,
  told: { about: About; contents: Contents },
  place: BlobPlace,
): Promise<void> {
  const tables = told.about.tables.map(({ name }) => name);
  const quoted = tables.map((name) => client.escapeIdentifier(name)).join(', ');
  const put = await putAside(client, tables, []);
  // What the migrations themselves put there is in the backup as it became.
  await client.query(`TRUNCATE ${quoted}`);
  await pour(client, readArchive(file), told.about, async (entry) => {
    const key = /^blobs\/([0-9a-f]{64})$/.exec(entry.name)?.[1];
    if (key === undefined) return;
    if (place.kind === 'database')
      await client.query('INSERT INTO blob (sha256, size, data) VALUES ($1, $2, $3) ON CONFLICT DO NOTHING', [
        key,
        entry.bytes.length,
        entry.bytes,
      ]);
    else await openStore(place).write(key, entry.bytes);
  });
  for (const [name, value] of Object.entries(told.contents.sequences))
    if (value !== null)
      await client.query('SELECT setval($1::regclass, $2)', [client.escapeIdentifier(name), value]);
  for (const sql of [...put.indexes, ...put.constraints, ...put.triggers]) await client.query(sql);
  for (const name of tables) {
    const { rows } = await client.query<{ n: number }>(
      `SELECT count(*)::int AS n FROM ${client.escapeIdentifier(name)}`,
    );
    const [expected, found] = [told.contents.rows[name], rows[0]?.n];
    // A copy that came from a folder is one more.
    if (name === 'blob' ? (found ?? 0) < (expected ?? 0) : found !== expected)
      throw new CliError(`${name} should have ${expected} rows, but has ${found}.`);
  }
}

/** No worker has them any more: their jobs are in no backup. */
async function endTasks(client: pg.ClientBase): Promise<void> {
  await client.query(
    `UPDATE task SET state = 'failed', ended_at = clock_timestamp(), message = 'The ledger was restored from a backup that was made meanwhile. Nothing was changed.'
     WHERE ended_at IS NULL`,
  );
}

/**
 * Brings a backup back into a database, in one transaction: where it fails, the database is as it was, with --replace too. Answers
 * what the history's seals say of it. Throws CliError where that cannot be.
 */
export async function restore(
  databaseUrl: string,
  place: BlobPlace,
  file: string,
  options: { replace: boolean },
): Promise<{ at: string; rows: number; history: Verification }> {
  const told = await checkArchive(file);
  const history = await onOneConnection(databaseUrl, 'claim-ledger restore', async (pool) => {
    await pool.query('BEGIN');
    await makeRoom(pool, options.replace);
    await migrateTo(pool, told.about.migrations);
    await withClient(pool, (client) => load(client, file, told, place));
    await migrateOn(pool);
    const verified = await withClient(pool, async (client) => {
      await endTasks(client);
      await client.query('ANALYZE');
      return verifyOn(client, { trusted: 'any' });
    });
    await pool.query('COMMIT');
    return verified;
  });
  // The tables of the jobs, which are in no backup.
  await migrate(databaseUrl);
  const rows = Object.values(told.contents.rows).reduce((sum, count) => sum + count, 0);
  return { at: told.about.at, rows, history };
}

async function withClient<T>(pool: pg.Pool, work: (client: pg.ClientBase) => Promise<T>): Promise<T> {
  const client = await pool.connect();
  try {
    return await work(client);
  } finally {
    client.release();
  }
}
