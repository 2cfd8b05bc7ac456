import { readFileSync } from 'node:fs';
import net from 'node:net';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { childEnv } from '#lib/core/env.ts';
import { CliError, projectRoot } from './cli.ts';
import { type LongRunning, startLongRunning } from './long-running.ts';

interface Address {
  readonly host: string;
  readonly port: number;
}

/** Demands that the address can be listened on. Throws CliError in one line. */
export async function demandFreePort({ host, port }: Address, byName: boolean): Promise<void> {
  const problem = await listenProblem(host, port);
  // The public address says localhost, which browsers look for at ::1 first.
  const taken = problem === 'EADDRINUSE' || (byName && (await answers('::1', port)));
  if (taken) {
    throw new CliError(
      `PORT ${port} is taken: another program listens on ${problem ? host : '::1'}. Stop it, or choose another: PORT=${port + 1} npm start`,
    );
  }
  if (problem === 'EACCES') throw new CliError(`PORT ${port} on ${host} needs rights that this user lacks.`);
  if (problem) throw new CliError(`HOST ${host} cannot be listened on (${problem}).`);
}

function listenProblem(host: string, port: number): Promise<string | undefined> {
  return new Promise((resolve) => {
    const probe = net.createServer();
    probe.once('error', (error) => resolve('code' in error ? String(error.code) : error.message));
    probe.listen({ host, port, exclusive: true }, () => probe.close(() => resolve(undefined)));
  });
}

function answers(host: string, port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const socket = net.connect({ host, port, timeout: 1_000 });
    const done = (answer: boolean) => {
      socket.destroy();
      resolve(answer);
    };
    socket.once('connect', () => done(true));
    socket.once('error', () => done(false));
    socket.once('timeout', () => done(false));
  });
}

/**
 * How much memory is taken before it is looked through for what is no longer needed. Made for large machines, Node's own measure lets
 * a server of 120 MB grow by 200 (record 0044). What is given in NODE_OPTIONS comes later, and is what counts.
 */
function frugal(): Record<string, string> {
  const { NODE_OPTIONS: given = '' } = childEnv({});
  return {
    NODE_OPTIONS: `--max-semi-space-size=8 --max-old-space-size=1024 ${given}`.trim(),
    MALLOC_ARENA_MAX: '2',
    // Larger pieces go back at once. Left to itself, the C library soon keeps the room of arrays of megabytes for itself.
    MALLOC_MMAP_THRESHOLD_: '1000000',
  };
}

/**
 * What Node takes on its command line alone. Functions are optimised in the background, hundreds at a time once a page is first asked
 * for; what each needed meanwhile is given back at once, and not whenever the background has time: 25 MB less that the C library
 * keeps (record 0044).
 */
const TIDY = ['--no-maglev-destroy-on-background'];

/**
 * The settings as the build left them, as the server of a standalone build takes them. Without them `next start` reads next.config.ts
 * again, for which a compiler of TypeScript stays in the server's memory (record 0044).
 */
function builtConfig(): Record<string, string> {
  const built = readFileSync(path.join(projectRoot, '.next', 'required-server-files.json'), 'utf8');
  return { __NEXT_PRIVATE_STANDALONE_CONFIG: JSON.stringify(JSON.parse(built).config) };
}

export interface WebServer extends LongRunning {
  /** Ends once it answers; throws CliError when it ends before. */
  ready(signal: AbortSignal): Promise<void>;
}

/** Starts Next.js, in production mode or for development. */
export function startWebServer(options: Address & { dev: boolean; env: Record<string, string> }): WebServer {
  const { host, port, dev } = options;
  const next = path.join(projectRoot, 'node_modules', 'next', 'dist', 'bin', 'next');
  const program = [...(dev ? [] : TIDY), next, dev ? 'dev' : 'start', '-H', host, '-p', String(port)];
  const server = startLongRunning(program, {
    NODE_ENV: dev ? 'development' : 'production',
    NEXT_TELEMETRY_DISABLED: '1',
    ...(dev ? {} : { ...frugal(), ...builtConfig() }),
    ...options.env,
  });
  return {
    ...server,
    ready: async (signal) => {
      const address = `http://${host.includes(':') ? `[${host}]` : host}:${port}/healthz`;
      for (;;) {
        signal.throwIfAborted();
        if (!server.running()) throw new CliError('The web server ended before it was ready.');
        try {
          await fetch(address, { signal: AbortSignal.any([signal, AbortSignal.timeout(60_000)]) });
          return;
        } catch {
          await sleep(100);
        }
      }
    },
  };
}
