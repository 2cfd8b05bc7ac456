import { randomBytes } from 'node:crypto';
import { rmSync } from 'node:fs';
import { rename, rm, stat } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { z } from 'zod';
import { homeFolder, type PostgresHome, prepareHome } from './postgres-home.ts';
import { clearLeftovers, initCluster, startServer, stopServer } from './postgres-process.ts';
import { exists, readIfThere, writePrivateFile } from './private-files.ts';
import { lockHolder, takeLock } from './start-lock.ts';

export interface EmbeddedPostgres {
  /** For the app: its role owns its database, and nothing else. */
  readonly databaseUrl: string;
  /** For what needs the whole server: tests make databases with it. */
  readonly superuserUrl: string;
  readonly home: PostgresHome;
  /** Ends when the server ends, whoever ended it. */
  readonly ended: Promise<void>;
  /** Stops the server and gives the lock back. */
  stop(how?: 'fast' | 'immediate'): Promise<void>;
}

interface EmbeddedOptions {
  readonly dataDir: string;
  readonly signal?: AbortSignal;
  /** False for data that nobody misses, such as a test's: quicker, lost at a crash of the machine. */
  readonly durable?: boolean;
  /** Only tests give another folder for what the database's user could not reach. */
  readonly system?: string;
}

const settingsSchema = z.object({
  superuserPassword: z.string(),
  password: z.string(),
  port: z.number().optional(),
});
type Settings = z.infer<typeof settingsSchema>;

const appName = 'claim_ledger';

function urlsOf(settings: Settings, port: number): { databaseUrl: string; superuserUrl: string } {
  return {
    databaseUrl: `postgresql://${appName}:${settings.password}@127.0.0.1:${port}/${appName}`,
    superuserUrl: `postgresql://postgres:${settings.superuserPassword}@127.0.0.1:${port}/postgres`,
  };
}

const settingsFile = (folder: string) => path.join(folder, 'settings.json');
const lockFile = (folder: string) => path.join(folder, 'start.lock');

async function readSettings(folder: string): Promise<Settings | undefined> {
  const text = await readIfThere(settingsFile(folder));
  return text === undefined ? undefined : settingsSchema.parse(JSON.parse(text));
}

/** The process that runs the embedded database of a data folder now, if any. */
export async function embeddedHolder(dataDir: string): Promise<number | undefined> {
  return lockHolder(lockFile((await homeFolder(dataDir)).folder));
}

/** The addresses of the embedded database of a data folder while somebody runs it. */
export async function runningDatabaseUrls(
  dataDir: string,
): Promise<{ databaseUrl: string; superuserUrl: string } | undefined> {
  const { folder } = await homeFolder(dataDir);
  if ((await lockHolder(lockFile(folder))) === undefined) return undefined;
  const settings = await readSettings(folder);
  return settings?.port ? urlsOf(settings, settings.port) : undefined;
}

/**
 * Starts the embedded PostgreSQL of a data folder, making it on the first call. Throws CliError when
 * another process runs it, or when it cannot run here.
 */
export async function startEmbeddedPostgres(options: EmbeddedOptions): Promise<EmbeddedPostgres> {
  const { dataDir, signal, durable = true, system } = options;
  const home = await prepareHome({ dataDir, system });
  const giveBackLock = await takeLock(lockFile(home.folder), `The database in ${home.folder}`);
  try {
    const settings = (await readSettings(home.folder)) ?? newSettings();
    const initOptions = { password: settings.superuserPassword, durable, signal };
    // Written first: a cluster whose password nobody knows would be of no use.
    await writePrivateFile(settingsFile(home.folder), JSON.stringify(settings));
    await initCluster(home, initOptions);
    await clearLeftovers(home);
    await keepLogSmall(path.join(home.folder, 'server.log'));
    const { port, child } = await startServer(home, { port: settings.port, durable, signal });
    const ended = new Promise<void>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve();
      child.once('exit', () => resolve());
    });
    // Only if this process ends without having stopped it: the next start then recovers.
    const lastResort = () => {
      child.kill('SIGQUIT');
      rmSync(lockFile(home.folder), { force: true });
    };
    process.once('exit', lastResort);
    const stop = async (how: 'fast' | 'immediate' = 'fast') => {
      await stopServer(child, how);
      process.off('exit', lastResort);
      await giveBackLock();
    };
    const urls = urlsOf(settings, port);
    try {
      await makeDatabase(urls.superuserUrl, settings.password);
      await writePrivateFile(settingsFile(home.folder), JSON.stringify({ ...settings, port }));
    } catch (error) {
      await stop();
      throw error;
    }
    return { ...urls, home, ended, stop };
  } catch (error) {
    await giveBackLock();
    throw error;
  }
}

function newSettings(): Settings {
  return {
    superuserPassword: randomBytes(24).toString('base64url'),
    password: randomBytes(24).toString('base64url'),
  };
}

async function makeDatabase(superuserUrl: string, password: string): Promise<void> {
  const client = new pg.Client({ connectionString: superuserUrl });
  await client.connect();
  try {
    const roles = await client.query('select from pg_roles where rolname = $1', [appName]);
    if (roles.rowCount === 0) {
      await client.query(`create role ${appName} login password ${client.escapeLiteral(password)}`);
    }
    const databases = await client.query('select from pg_database where datname = $1', [appName]);
    if (databases.rowCount === 0) await client.query(`create database ${appName} owner ${appName}`);
  } finally {
    await client.end();
  }
}

async function keepLogSmall(file: string): Promise<void> {
  if ((await exists(file)) && (await stat(file)).size > 5_000_000) await rename(file, `${file}.1`);
}

/** Removes the database of a data folder for good. It must be stopped. */
export async function removeEmbeddedPostgres(dataDir: string): Promise<void> {
  const { folder } = await homeFolder(dataDir);
  await rm(folder, { recursive: true, force: true });
  await rm(dataDir, { recursive: true, force: true });
}
