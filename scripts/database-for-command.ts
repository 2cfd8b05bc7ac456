import { env, loadEnvFile } from '#lib/core/env.ts';
import { projectRoot } from './cli.ts';
import { runningDatabaseUrls, startEmbeddedPostgres } from './embedded-postgres.ts';

export interface DatabaseUrls {
  readonly databaseUrl: string;
  /** May create databases. With DATABASE_URL it is the same. */
  readonly superuserUrl: string;
}

/** Sets up the settings as a command of the project sees them. */
export function enterProject(): void {
  process.chdir(projectRoot);
  loadEnvFile('.env');
}

/** Gives a command its database: DATABASE_URL, or the embedded one, which is started for it if need be. */
export async function withDatabase<T>(work: (urls: DatabaseUrls) => Promise<T>): Promise<T> {
  enterProject();
  const { databaseUrl, dataDir } = env();
  if (databaseUrl !== undefined) return work({ databaseUrl, superuserUrl: databaseUrl });
  const running = await runningDatabaseUrls(dataDir);
  if (running) return work(running);
  // The exit handler stops the database should it still run.
  for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.once(name, () => process.exit(1));
  const database = await startEmbeddedPostgres({ dataDir });
  try {
    return await work(database);
  } finally {
    await database.stop();
  }
}
