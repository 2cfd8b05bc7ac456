import { existsSync } from 'node:fs';
import path from 'node:path';
import { type Env, env } from '#lib/core/env.ts';
import { projectRoot } from './cli.ts';
import { runningDatabaseUrls, startEmbeddedPostgres } from './embedded-postgres.ts';
import { checkServer } from './external-postgres.ts';

export interface DatabaseUrls {
  readonly databaseUrl: string;
  /** May create databases. With DATABASE_URL it is the same. */
  readonly superuserUrl: string;
}

/**
 * Goes to the project's root, reads .env (what is set already wins), and returns the settings, with
 * DATA_DIR as an absolute path. Throws EnvError.
 */
export function enterProject(): Env {
  process.chdir(projectRoot);
  if (existsSync('.env')) process.loadEnvFile('.env');
  const settings = env();
  return { ...settings, dataDir: path.resolve(settings.dataDir) };
}

/**
 * Gives a command its database: DATABASE_URL, or the embedded one, which is started for it if need be. A command that ends by
 * itself when it is asked to stop brings the signal that asks it.
 */
export async function withDatabase<T>(
  work: (urls: DatabaseUrls) => Promise<T>,
  stop?: AbortSignal,
): Promise<T> {
  const { databaseUrl, dataDir } = enterProject();
  if (databaseUrl !== undefined) {
    await checkServer(databaseUrl);
    return work({ databaseUrl, superuserUrl: databaseUrl });
  }
  const running = await runningDatabaseUrls(dataDir);
  if (running) {
    await checkServer(running.databaseUrl, `DATA_DIR ${dataDir}`);
    return work(running);
  }
  // The exit handler stops the database should it still run.
  if (stop === undefined)
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(1));
  const database = await startEmbeddedPostgres({ dataDir });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}
