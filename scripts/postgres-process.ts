import { type ChildProcess, spawn } from 'node:child_process';
import { createHash } from 'node:crypto';
import { closeSync, fchmodSync, openSync } from 'node:fs';
import { chown, mkdir, open, rename, rm, stat } from 'node:fs/promises';
import net from 'node:net';
import os from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { CliError, messageOf } from './cli.ts';
import type { PostgresHome } from './postgres-home.ts';
import { memorySettings } from './postgres-settings.ts';
import { exists, readIfThere, writePrivateFile } from './private-files.ts';
import { isAlive, processesOf, run, signalProcess, waitForEnd } from './processes.ts';

/** PostgreSQL gets nothing from our environment: it holds secrets and could hold PG* settings. */
const serverEnv: NodeJS.ProcessEnv = {
  NODE_ENV: 'production',
  PATH: '/usr/bin:/bin:/usr/sbin:/sbin',
  LC_MESSAGES: 'C',
};

const clusterOf = (home: PostgresHome) => path.join(home.folder, 'cluster');

/** Shows in the titles of all the server's processes, so that they can be told from others. */
const clusterName = (cluster: string) =>
  `claim-ledger-${createHash('sha256').update(cluster).digest('hex').slice(0, 12)}`;

/** Makes the cluster, whole or not at all. */
export async function initCluster(
  home: PostgresHome,
  options: { password: string; durable: boolean; signal: AbortSignal | undefined },
): Promise<void> {
  const cluster = clusterOf(home);
  if (await exists(cluster)) return checkVersion(cluster, home);
  const fresh = `${cluster}.new`;
  const passwordFile = path.join(home.folder, 'initial-password');
  await rm(fresh, { recursive: true, force: true });
  await mkdir(fresh, { mode: 0o700 });
  await writePrivateFile(passwordFile, `${options.password}\n`);
  try {
    if (home.runAs) {
      await chown(fresh, home.runAs.uid, home.runAs.gid);
      await chown(passwordFile, home.runAs.uid, home.runAs.gid);
    }
    const args = [
      ...['-D', fresh, '-U', 'postgres', `--pwfile=${passwordFile}`, '-A', 'scram-sha-256'],
      ...['--encoding=UTF8', '--locale-provider=builtin', '--builtin-locale=C.UTF-8', '--lc-messages=C'],
      ...['--no-instructions', ...(options.durable ? [] : ['--no-sync'])],
    ];
    await initWithLocale(home, args, options.signal);
    await rename(fresh, cluster);
  } finally {
    await rm(passwordFile, { force: true });
    await rm(fresh, { recursive: true, force: true });
  }
}

/** Trigrams of Cyrillic words need a UTF-8 locale of the system even beside the built-in one. */
async function initWithLocale(home: PostgresHome, args: string[], signal?: AbortSignal): Promise<void> {
  const initdb = path.join(home.bin, 'initdb');
  const options = { as: home.runAs, cwd: '/', env: serverEnv, signal };
  for (const locale of ['C.UTF-8', 'en_US.UTF-8']) {
    try {
      await run(initdb, [...args, `--locale=${locale}`], options);
      return;
    } catch (error) {
      if (!messageOf(error).includes('invalid locale name')) throw error;
    }
  }
  throw new CliError(
    'The embedded PostgreSQL needs the locale C.UTF-8 or en_US.UTF-8: install it, or set DATABASE_URL.',
  );
}

async function checkVersion(cluster: string, home: PostgresHome): Promise<void> {
  const has = (await readIfThere(path.join(cluster, 'PG_VERSION')))?.trim();
  const version = await run(path.join(home.bin, 'postgres'), ['--version'], { as: home.runAs, cwd: '/' });
  const wants = /(\d+)\./.exec(version)?.[1];
  if (has !== wants) {
    throw new CliError(`The database in ${cluster} is of PostgreSQL ${has}, the embedded one is ${wants}.`);
  }
}

/** Ends what an earlier start left running on the cluster when it was killed. */
export async function clearLeftovers(home: PostgresHome): Promise<void> {
  const cluster = clusterOf(home);
  const { uid } = await stat(cluster);
  const all = await processesOf(uid);
  const ours = all
    .filter(
      ({ command }) =>
        command.includes(` -D ${cluster} `) || command.startsWith(`postgres: ${clusterName(cluster)}: `),
    )
    .map(({ pid }) => pid);
  const pidFile = path.join(cluster, 'postmaster.pid');
  const postmaster = Number((await readIfThere(pidFile))?.split('\n')[0]);
  if (ours.length > 0) {
    console.log('A database from an earlier start is still running: stopping it.');
    const steps = [
      { signal: 'SIGINT', to: ours.includes(postmaster) ? [postmaster] : ours, wait: 20_000 },
      { signal: 'SIGQUIT', to: ours, wait: 5_000 },
      { signal: 'SIGKILL', to: ours, wait: 5_000 },
    ] as const;
    for (const { signal, to, wait } of steps) {
      for (const pid of to) signalProcess(pid, signal);
      if (await waitForEnd(ours, wait)) break;
    }
  }
  // The number may meanwhile belong to some other program, which PostgreSQL would take for its own.
  const holder = all.find(({ pid }) => pid === postmaster && isAlive(pid));
  if (holder && !holder.command.includes('postgres')) await rm(pidFile, { force: true });
}

async function isFree(port: number): Promise<number | undefined> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', () => resolve(undefined));
    probe.listen({ port, host: '127.0.0.1', exclusive: true }, () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === 'object' ? address?.port : undefined));
    });
  });
}

/** The wanted port of the loopback address if it is free, otherwise some free one. */
async function freePort(wanted: number | undefined): Promise<number> {
  const port = (wanted && (await isFree(wanted))) || (await isFree(0));
  if (!port) throw new CliError('No port is free on 127.0.0.1 for the embedded database.');
  return port;
}

export interface RunningServer {
  readonly port: number;
  readonly child: ChildProcess;
}

/** Starts PostgreSQL on the cluster and waits until it accepts connections, recovery included. */
export async function startServer(
  home: PostgresHome,
  options: { port: number | undefined; durable: boolean; signal: AbortSignal | undefined },
): Promise<RunningServer> {
  const logFile = path.join(home.folder, 'server.log');
  let wanted = options.port;
  for (let attempt = 1; ; attempt += 1) {
    const port = await freePort(wanted);
    const from = (await exists(logFile)) ? (await stat(logFile)).size : 0;
    const child = spawnServer(home, port, logFile, options.durable);
    try {
      await untilReady(home, child, options.signal);
      return { port, child };
    } catch (error) {
      await stopServer(child, 'immediate');
      if (options.signal?.aborted) throw options.signal.reason;
      const said = await tailOf(logFile, from);
      // Somebody may take the port between our look and PostgreSQL's.
      if (attempt < 5 && said.includes('Address already in use')) {
        wanted = undefined;
        continue;
      }
      throw new CliError(`The embedded PostgreSQL did not start: ${messageOf(error)}.\n${said}`.trim());
    }
  }
}

function spawnServer(home: PostgresHome, port: number, logFile: string, durable: boolean): ChildProcess {
  const cluster = clusterOf(home);
  const settings = {
    listen_addresses: '127.0.0.1',
    unix_socket_directories: '',
    cluster_name: clusterName(cluster),
    timezone: 'UTC',
    log_timezone: 'UTC',
    log_checkpoints: 'off',
    ...memorySettings(os.totalmem()),
    ...(durable ? {} : { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off' }),
  };
  const log = openSync(logFile, 'a', 0o600);
  fchmodSync(log, 0o600);
  try {
    return spawn(
      path.join(home.bin, 'postgres'),
      [
        ...['-D', cluster, '-p', String(port)],
        ...Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`]),
      ],
      {
        cwd: '/',
        env: serverEnv,
        stdio: ['ignore', log, log],
        // A group of its own, so that Ctrl-C does not end it before those who use it.
        detached: true,
        ...(home.runAs && { uid: home.runAs.uid, gid: home.runAs.gid }),
      },
    );
  } finally {
    closeSync(log);
  }
}

const hasEnded = (child: ChildProcess) => child.exitCode !== null || child.signalCode !== null;

async function untilReady(home: PostgresHome, child: ChildProcess, signal?: AbortSignal): Promise<void> {
  let failure: Error | undefined;
  child.once('error', (error) => {
    failure = error;
  });
  const said = setTimeout(() => console.log('The database is recovering from a hard stop …'), 5_000);
  try {
    for (;;) {
      signal?.throwIfAborted();
      if (failure) throw failure;
      if (hasEnded(child)) throw new Error(`it ended with ${child.exitCode ?? child.signalCode}`);
      const lines = (await readIfThere(path.join(clusterOf(home), 'postmaster.pid')))?.split('\n');
      if (Number(lines?.[0]) === child.pid && lines?.[7]?.startsWith('ready')) return;
      await sleep(20);
    }
  } finally {
    clearTimeout(said);
  }
}

async function tailOf(file: string, from: number): Promise<string> {
  const handle = await open(file);
  try {
    const { size } = await handle.stat();
    const start = Math.max(from, size - 4_000);
    const { buffer, bytesRead } = await handle.read(Buffer.alloc(Math.max(0, size - start)), {
      position: start,
    });
    return buffer.subarray(0, bytesRead).toString().trim();
  } finally {
    await handle.close();
  }
}

/** Stops the server: fast ends the connections and writes everything out, immediate leaves that to recovery. */
export async function stopServer(child: ChildProcess, how: 'fast' | 'immediate'): Promise<void> {
  if (child.pid === undefined || hasEnded(child)) return;
  const ended = new Promise<boolean>((resolve) => child.once('exit', () => resolve(true)));
  const steps = [
    ...(how === 'fast' ? [{ signal: 'SIGINT', wait: 30_000 } as const] : []),
    { signal: 'SIGQUIT', wait: 6_000 },
    { signal: 'SIGKILL', wait: 5_000 },
  ] as const;
  for (const { signal, wait } of steps) {
    child.kill(signal);
    if (await Promise.race([ended, sleep(wait, false, { ref: false })])) return;
  }
}
