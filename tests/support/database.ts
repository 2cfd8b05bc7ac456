import pg from 'pg';
import { afterAll, beforeAll, inject } from 'vitest';
import { disconnect } from '#lib/core/db.ts';
import { provideEnv } from '#lib/core/env.ts';

export interface TestDatabase {
  readonly url: string;
  drop(): Promise<void>;
}

let made = 0;

/** A database of one's own, migrated; with the starter data or empty. */
export async function createTestDatabase(content: 'empty' | 'starter' = 'empty'): Promise<TestDatabase> {
  const { adminUrl, appUrl, prefix } = inject('databaseServer');
  made += 1;
  const name = `${prefix}${process.pid}_${made}_${Date.now()}`;
  const owner = new URL(appUrl).username;
  await asAdmin(adminUrl, `create database ${name} template ${prefix}${content} owner "${owner}"`);
  const url = new URL(appUrl);
  url.pathname = `/${name}`;
  return { url: url.href, drop: () => asAdmin(adminUrl, `drop database ${name} with (force)`) };
}

async function asAdmin(adminUrl: string, sql: string): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query(sql);
  } finally {
    await client.end();
  }
}

/** Gives the tests of a file a database of their own, to which lib/core/db connects. */
export function ownDatabase(content: 'empty' | 'starter' = 'empty'): void {
  let database: TestDatabase | undefined;
  beforeAll(async () => {
    database = await createTestDatabase(content);
    provideEnv({ DATABASE_URL: database.url });
  });
  afterAll(async () => {
    await disconnect();
    await database?.drop();
  });
}
