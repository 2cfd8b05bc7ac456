import { chmod, mkdtemp } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import pg from 'pg';
import type { TestProject } from 'vitest/node';
import { seedStarterData } from '#prisma/seed.ts';
import { env } from '../../lib/core/env.ts';
import { removeEmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/embedded-postgres.ts';
import { migrate } from '../../scripts/migrate.ts';

declare module 'vitest' {
  interface ProvidedContext {
    databaseServer: {
      /** May make databases. */
      adminUrl: string;
      /** As the app connects; its database is to be replaced by the test's own. */
      appUrl: string;
      /** Names of databases made for this run begin with it. */
      prefix: string;
    };
  }
}

interface Server {
  readonly adminUrl: string;
  readonly appUrl: string;
  stop(): Promise<void>;
}

async function startServer(): Promise<Server> {
  const { testDatabaseUrl } = env();
  if (testDatabaseUrl)
    return { adminUrl: testDatabaseUrl, appUrl: testDatabaseUrl, stop: async () => undefined };
  const dataDir = await mkdtemp(path.join(os.tmpdir(), 'claim-ledger-tests-'));
  // Where root runs the tests, the database's user must get in.
  await chmod(dataDir, 0o711);
  const database = await startEmbeddedPostgres({ dataDir, durable: false });
  return {
    adminUrl: database.superuserUrl,
    appUrl: database.databaseUrl,
    stop: async () => {
      await database.stop('immediate');
      await removeEmbeddedPostgres(dataDir);
    },
  };
}

function urlFor(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

/** One server and two templates for the whole run: migrated, and migrated with the starter data. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const server = await startServer();
  const prefix = `ledger_test_${process.pid}_`;
  const owner = new URL(server.appUrl).username;
  const admin = new pg.Client({ connectionString: server.adminUrl });
  const teardown = async () => {
    const { rows } = await admin.query<{ datname: string }>(
      'select datname from pg_database where starts_with(datname, $1)',
      [prefix],
    );
    for (const { datname } of rows) await admin.query(`drop database "${datname}" with (force)`);
    await admin.end();
    await server.stop();
  };
  try {
    await admin.connect();
    await admin.query(`create database ${prefix}empty owner "${owner}"`);
    await migrate(urlFor(server.appUrl, `${prefix}empty`));
    await admin.query(`create database ${prefix}starter template ${prefix}empty owner "${owner}"`);
    await seedStarterData(urlFor(server.appUrl, `${prefix}starter`));
  } catch (error) {
    await teardown();
    throw error;
  }
  project.provide('databaseServer', { adminUrl: server.adminUrl, appUrl: server.appUrl, prefix });
  return teardown;
}
