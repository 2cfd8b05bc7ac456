import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { CliError, isMain, messageOf, projectRoot, runMain } from './cli.ts';
import { withDatabase } from './database-for-command.ts';
import { installJobTables } from './job-tables.ts';
import { schemaEngine } from './schema-engine.ts';

const help = `Usage: npm run migrate [-- --diff | --status]

Brings the database up to date with prisma/migrations: the one of DATABASE_URL, or the embedded one.

  --status  say which migrations are missing; 1 when there are any
  --diff    print the SQL that leads from the migrations to prisma/schema; 2 when there is any
  --help    this text
`;

const noFilter = { externalTables: [], externalEnums: [] };
const migrationsFolder = path.join(projectRoot, 'prisma', 'migrations');

/** Any number will do, as long as nothing else in the database uses it. */
const lockNumber = 702_000_001;

/** They stand on the tables as they were, and are made anew when they are asked for. */
const dropPasts = `do $$ declare past text; begin
  for past in select nspname from pg_namespace where nspname like 'past\\_%' loop execute format('drop schema %I cascade', past); end loop;
end $$`;

/**
 * The engine's own table, for a database that holds nothing yet. The engine would ask for it in vain first, and what fails
 * takes the transaction with it.
 */
const makeMigrationTable = `do $$ begin
  if not exists (select from pg_class where relnamespace = 'public'::regnamespace and relkind = 'r') then
    create table _prisma_migrations (id varchar(36) primary key not null, checksum varchar(64) not null, finished_at timestamptz,
      migration_name varchar(255) not null, logs text, rolled_back_at timestamptz, started_at timestamptz not null default now(),
      applied_steps_count integer not null default 0);
  end if;
end $$`;

async function migrationList(folder = migrationsFolder) {
  const entries = await readdir(folder, { withFileTypes: true });
  const names = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  return {
    baseDir: folder,
    lockfile: {
      path: 'migration_lock.toml',
      content: await readFile(path.join(folder, 'migration_lock.toml'), 'utf8'),
    },
    shadowDbInitScript: '',
    migrationDirectories: await Promise.all(
      names.sort().map(async (name) => ({
        path: name,
        migrationFile: {
          path: 'migration.sql',
          content: {
            tag: 'ok' as const,
            value: await readFile(path.join(folder, name, 'migration.sql'), 'utf8'),
          },
        },
      })),
    ),
  };
}

async function schemaFiles() {
  const folder = path.join(projectRoot, 'prisma', 'schema');
  const names = (await readdir(folder)).filter((name) => name.endsWith('.prisma')).sort();
  return Promise.all(
    names.map(async (name) => {
      const file = path.join(folder, name);
      return { path: file, content: await readFile(file, 'utf8') };
    }),
  );
}

type Engine = Awaited<ReturnType<typeof schemaEngine>>['engine'];

async function withEngineOn<T>(pool: pg.Pool, work: (engine: Engine) => Promise<T>): Promise<T> {
  const { engine, failures } = await schemaEngine(pool);
  try {
    return await work(engine);
  } catch (error) {
    const reason = failures.length > 0 ? messageOf(failures[0]) : messageOf(error);
    throw new CliError(`The migration failed: ${reason}`);
  } finally {
    engine.free();
  }
}

/** A pool of one single connection, which is closed afterwards: a transaction begun on it is around everything done on it. */
export async function onOneConnection<T>(
  databaseUrl: string,
  name: string,
  work: (pool: pg.Pool) => Promise<T>,
): Promise<T> {
  const pool = new pg.Pool({
    connectionString: databaseUrl,
    max: 1,
    idleTimeoutMillis: 0,
    application_name: name,
  });
  // Who waits for an answer is told; without a listener the process would end besides.
  pool.on('error', () => undefined);
  try {
    return await work(pool);
  } finally {
    await pool.end();
  }
}

/** The engine on one single connection. */
function withEngine<T>(databaseUrl: string, work: (engine: Engine) => Promise<T>): Promise<T> {
  return onOneConnection(databaseUrl, 'claim-ledger migrate', (pool) => withEngineOn(pool, work));
}

/**
 * Applies the migrations that the database does not have yet, all or none, and returns their names. The tables of the jobs
 * come after them.
 * Several processes may call it at once. Throws CliError.
 */
export function migrate(databaseUrl: string, folder?: string): Promise<string[]> {
  return onOneConnection(databaseUrl, 'claim-ledger migrate', async (pool) => {
    await pool.query('begin');
    const applied = await migrateOn(pool, folder);
    if (folder === undefined) await installJobTables(databaseUrl);
    await pool.query('commit');
    return applied;
  });
}

/** The same in the transaction that the caller has begun on a pool of one connection, and without the tables of the jobs. */
export function migrateOn(pool: pg.Pool, folder?: string): Promise<string[]> {
  return withEngineOn(pool, async (engine) => {
    const migrationsList = await migrationList(folder);
    await pool.query('select pg_advisory_xact_lock($1)', [lockNumber]);
    await pool.query(makeMigrationTable);
    const { editedMigrationNames, history } = await engine.diagnoseMigrationHistory({
      migrationsList,
      optInToShadowDatabase: false,
      filters: noFilter,
    });
    if (editedMigrationNames.length > 0) {
      console.warn(
        `Changed since this database got them, and not applied again: ${editedMigrationNames.join(', ')}.`,
      );
    }
    const behind = history?.diagnostic === 'databaseIsBehind';
    if (behind) await pool.query(dropPasts);
    const { appliedMigrationNames } = await engine.applyMigrations({ migrationsList, filters: noFilter });
    return appliedMigrationNames;
  });
}

/** The SQL from the migrations to the schema; empty when they agree. Makes and drops a database for it. */
export async function schemaDiff(superuserUrl: string): Promise<string> {
  const [migrationsList, files] = await Promise.all([migrationList(), schemaFiles()]);
  const stdout = await withScratchDatabase(superuserUrl, (url) =>
    withEngine(url, async (engine) => {
      const { stdout } = await engine.diff({
        from: { tag: 'migrations', ...migrationsList },
        to: { tag: 'schemaDatamodel', files },
        script: true,
        exitCode: null,
        filters: noFilter,
      });
      return stdout ?? '';
    }),
  );
  return stdout.includes('This is an empty migration') ? '' : stdout;
}

async function withScratchDatabase<T>(superuserUrl: string, work: (url: string) => Promise<T>): Promise<T> {
  const name = `ledger_scratch_${process.pid}`;
  const url = new URL(superuserUrl);
  url.pathname = `/${name}`;
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    await client.query(`create database ${name}`);
    try {
      return await work(url.href);
    } finally {
      await client.query(`drop database ${name} with (force)`);
    }
  } finally {
    await client.end();
  }
}

/** The names of the migrations which the database lacks. Throws CliError when it has others than we. */
export async function missingMigrations(databaseUrl: string): Promise<string[]> {
  const migrationsList = await migrationList();
  const { history } = await withEngine(databaseUrl, (engine) =>
    engine.diagnoseMigrationHistory({ migrationsList, optInToShadowDatabase: false, filters: noFilter }),
  );
  if (history === null) return [];
  if (history.diagnostic === 'databaseIsBehind') return history.unappliedMigrationNames;
  throw new CliError(
    `The database has migrations that are not in prisma/migrations: ${history.unpersistedMigrationNames.join(', ')}.`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      diff: { type: 'boolean' },
      status: { type: 'boolean' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  await withDatabase(async ({ databaseUrl, superuserUrl }) => {
    if (values.diff) {
      const sql = await schemaDiff(superuserUrl);
      console.log(sql || 'The migrations and the schema agree.');
      if (sql) process.exitCode = 2;
    } else if (values.status) {
      const missing = await missingMigrations(databaseUrl);
      console.log(missing.length === 0 ? 'The database is up to date.' : `Missing: ${missing.join(', ')}`);
      if (missing.length > 0) process.exitCode = 1;
    } else {
      const applied = await migrate(databaseUrl);
      console.log(applied.length === 0 ? 'The database is up to date.' : `Applied: ${applied.join(', ')}`);
    }
  });
}

if (isMain(import.meta.url)) await runMain(main);
