import { cp, mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, inject, onTestFinished, test, vi } from 'vitest';
import { currentPool, Prisma, query, queryByKey } from '#lib/core/db.ts';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { migrate, missingMigrations, schemaDiff } from '../../scripts/migrate.ts';
import { createTestDatabase, ownDatabase } from '../support/database.ts';
import { temporaryFolder } from '../support/scripts.ts';

ownDatabase();

const migrationsFolder = path.resolve('prisma/migrations');

test('tests run away from UTC, on a database that thinks in UTC', async () => {
  expect(new Date('2025-01-01T00:00:00Z').getHours()).toBe(5);
  const [row] = await query<{ zone: string }>(Prisma.sql`select current_setting('timezone') as zone`);
  expect(row?.zone).toBe('UTC');
});

test('the database folds the case of Cyrillic and compares its trigrams', async () => {
  const [row] = await query<{ lower: string; similar: number }>(
    Prisma.sql`select lower('ИСТРА') as lower, similarity('ИСТРА', 'истра') as similar`,
  );
  expect(row).toEqual({ lower: 'истра', similar: 1 });
});

test('what is found by key is planned once and found for each key', async () => {
  const find = async (key: number) =>
    (await queryByKey<{ found: number }>(Prisma.sql`select ${key}::int * 2 as found`))[0]?.found;
  expect([await find(1), await find(2), await find(3)]).toEqual([2, 4, 6]);
  const [kept] = await query<{ runs: number }>(Prisma.sql`
    select (generic_plans + custom_plans)::int as runs from pg_prepared_statements where statement like 'select $1::int * 2%'`);
  expect(kept?.runs).toBe(3);
});

test('what is found by key is found by each built copy of the module, over the same connections', async () => {
  vi.resetModules();
  // As in a build, where pages and route handlers hold a copy each.
  const copy = await import('#lib/core/db.ts');
  expect(copy.queryByKey).not.toBe(queryByKey);
  expect(copy.currentPool()).toBe(currentPool());
  const add = (ask: typeof queryByKey, what: string, key: number) =>
    ask<{ found: number }>(Prisma.sql`select ${key}::int + ${Prisma.raw(what)} as found`);
  const found = [
    await add(queryByKey, '1', 1),
    await add(queryByKey, '20', 1),
    await add(copy.queryByKey, '20', 2),
    await add(copy.queryByKey, '1', 2),
    await add(copy.queryByKey, '300', 2),
    await add(queryByKey, '300', 1),
  ];
  expect(found.map(([row]) => row?.found)).toEqual([2, 21, 22, 3, 302, 301]);
});

test('a migrated database lacks no migration, and migrating again does nothing', async () => {
  expect(await missingMigrations(requireDatabaseUrl())).toEqual([]);
  expect(await migrate(requireDatabaseUrl())).toEqual([]);
});

test('a migration that fails says why and leaves nothing behind', async () => {
  const folder = await temporaryFolder();
  await cp(migrationsFolder, folder, { recursive: true });
  const broken = path.join(folder, '29990101000000_broken');
  await mkdir(broken);
  await writeFile(
    path.join(broken, 'migration.sql'),
    'create table half (n int); select 1 from no_such_table;',
  );
  const { url, drop } = await createTestDatabase();
  onTestFinished(drop);
  await expect(migrate(url, folder)).rejects.toThrow(
    'The migration failed: relation "no_such_table" does not exist',
  );
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  onTestFinished(() => client.end());
  const { rows } = await client.query(
    `select to_regclass('half') as half, count(*)::int as failed from _prisma_migrations where finished_at is null`,
  );
  expect(rows).toEqual([{ half: null, failed: 0 }]);

  await client.query('drop schema public cascade; create schema public');
  await expect(migrate(url, folder), 'on an empty database').rejects.toThrow('no_such_table');
  const { rows: left } = await client.query(
    `select relname from pg_class where relnamespace = 'public'::regnamespace`,
  );
  expect(left).toEqual([]);

  await writeFile(path.join(broken, 'migration.sql'), 'create table half (n int);');
  expect((await migrate(url, folder)).at(-1)).toBe('29990101000000_broken');
});

test('several processes may migrate at once', async () => {
  const folder = await temporaryFolder();
  await cp(migrationsFolder, folder, { recursive: true });
  const next = path.join(folder, '29990101000000_next');
  await mkdir(next);
  await writeFile(path.join(next, 'migration.sql'), 'create table once (n int);');
  const { url, drop } = await createTestDatabase();
  onTestFinished(drop);
  const applied = await Promise.all([1, 2, 3].map(() => migrate(url, folder)));
  expect(applied.flat()).toEqual(['29990101000000_next']);
});

test('the migrations are Prisma’s own, with its table of what was applied', async () => {
  const rows = await query<{ migration_name: string }>(
    Prisma.sql`select migration_name from _prisma_migrations where finished_at is not null order by 1`,
  );
  const entries = await readdir(migrationsFolder, { withFileTypes: true });
  const folders = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  expect(rows.map((row) => row.migration_name)).toEqual(folders.sort());
});

test('the migrations lead to the schema, apart from indexes that the schema cannot say', async () => {
  const sql = await schemaDiff(inject('databaseServer').adminUrl);
  const statements = sql
    .replaceAll(/^--.*$/gm, '')
    .split(';')
    .map((statement) => statement.trim())
    .filter(Boolean);
  const migrations = (
    await Promise.all(
      (
        await readdir(migrationsFolder, { recursive: true })
      )
        .filter((file) => file.endsWith('.sql'))
        .map((file) => readFile(path.join(migrationsFolder, file), 'utf8')),
    )
  ).join('\n');
  const known = new Set(
    [...migrations.matchAll(/CREATE (?:UNIQUE )?INDEX "?(\w+)"?/gi)].map((match) => match[1]),
  );
  const unexpected = statements.filter((statement) => {
    const index = /^DROP INDEX "(\w+)"$/.exec(statement)?.[1];
    return index === undefined || !known.has(index);
  });
  expect(unexpected).toEqual([]);
});
