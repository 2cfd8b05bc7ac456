import { fork } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { childEnv, type Env } from '#lib/core/env.ts';
import { CliError, projectRoot } from './cli.ts';
import { startEmbeddedPostgres } from './embedded-postgres.ts';
import type { Prepared } from './prepare-database.ts';
import { readIfThere, writePrivateFile } from './private-files.ts';
import { signalGroup } from './processes.ts';

export interface Database {
  readonly url: string;
  readonly secret: string;
  /** Ends when the embedded server ends; never, for a server of the user's own. */
  readonly ended: Promise<void>;
  /** Where the embedded server writes what happened to it. */
  readonly log: string;
}

/** What stops the things that were started; run in reverse order. */
export type Cleanups = (() => Promise<void>)[];

/** Starts the embedded database, unless the user has one. */
export async function openDatabase(
  settings: Env,
  signal: AbortSignal,
  cleanups: Cleanups,
): Promise<Database> {
  const { databaseUrl, nextAuthSecret, dataDir } = settings;
  if (databaseUrl !== undefined) {
    return { url: databaseUrl, secret: nextAuthSecret ?? '', ended: new Promise(() => undefined), log: '' };
  }
  const database = await startEmbeddedPostgres({ dataDir, signal });
  cleanups.push(() => database.stop());
  if (database.home.outside) {
    console.log(`The database lies in ${database.home.folder}: its user cannot enter ${dataDir}.`);
  }
  return {
    url: database.databaseUrl,
    secret: nextAuthSecret ?? (await keptSecret(dataDir)),
    ended: database.ended,
    log: path.join(database.home.folder, 'server.log'),
  };
}

async function keptSecret(dataDir: string): Promise<string> {
  const file = path.join(dataDir, 'nextauth-secret');
  const kept = await readIfThere(file);
  if (kept) return kept.trim();
  const secret = randomBytes(32).toString('base64url');
  await writePrivateFile(file, `${secret}\n`);
  return secret;
}

/**
 * Migrates, loads the starter data and makes the first administrator, in a process of its own, so that
 * the start script, which stays, does not carry all this along.
 */
export function prepareDatabase(databaseUrl: string, signal: AbortSignal): Promise<Prepared> {
  return new Promise((resolve, reject) => {
    signal.throwIfAborted();
    const child = fork(path.join(projectRoot, 'scripts', 'prepare-database.ts'), {
      cwd: projectRoot,
      env: childEnv({ DATABASE_URL: databaseUrl }),
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
      detached: true,
    });
    const stop = () => signalGroup(child, 'SIGTERM');
    signal.addEventListener('abort', stop, { once: true });
    let prepared: Prepared | undefined;
    child.on('message', (message: Prepared) => {
      prepared = message;
    });
    child.on('error', reject);
    child.on('close', (code) => {
      signal.removeEventListener('abort', stop);
      if (signal.aborted) reject(signal.reason);
      else if (code === 0 && prepared) resolve(prepared);
      else reject(new CliError('The database could not be prepared.'));
    });
  });
}
