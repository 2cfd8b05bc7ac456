import { readdir } from 'node:fs/promises';
import path from 'node:path';
import { Prisma, query } from './db.ts';
import { log } from './log.ts';

export type Readiness = {
  ready: boolean;
  database: 'ok' | 'unreachable';
  migrations: 'ok' | 'missing' | 'unknown';
};

/** Whether the database answers and has every migration that this version of the program brings. */
export async function readiness(): Promise<Readiness> {
  try {
    await query(Prisma.sql`SELECT 1`);
  } catch (error) {
    log.warn({ err: error }, 'not ready: the database does not answer');
    return { ready: false, database: 'unreachable', migrations: 'unknown' };
  }
  const missing = await missingMigrations();
  if (missing.length > 0) log.warn({ missing }, 'not ready: migrations are missing');
  return { ready: missing.length === 0, database: 'ok', migrations: missing.length === 0 ? 'ok' : 'missing' };
}

async function missingMigrations(): Promise<string[]> {
  const folder = path.join(/* turbopackIgnore: true */ process.cwd(), 'prisma', 'migrations');
  const entries = await readdir(folder, { withFileTypes: true });
  const wanted = entries.filter((entry) => entry.isDirectory()).map((entry) => entry.name);
  const [table] = await query<{ there: boolean }>(
    Prisma.sql`SELECT to_regclass('_prisma_migrations') IS NOT NULL AS there`,
  );
  if (table?.there !== true) return wanted;
  const applied = await query<{ name: string }>(Prisma.sql`
    SELECT migration_name AS name FROM _prisma_migrations WHERE finished_at IS NOT NULL AND rolled_back_at IS NULL`);
  const names = new Set(applied.map((row) => row.name));
  return wanted.filter((name) => !names.has(name));
}
