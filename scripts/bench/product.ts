import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { createTokenFor } from '#lib/tokens/mutations.ts';
import { createUser, resetPassword } from '#lib/users/mutations.ts';
import { findUser, listUsers } from '#lib/users/queries.ts';
import { actor } from '../admin-command.ts';
import { run } from '../processes.ts';
import { prepareDatabase } from '../start-database.ts';
import { startWebServer } from '../web-server.ts';
import { Client } from './client.ts';
import { inDatabase } from './database.ts';
import { freePort } from './floor-process.ts';

export const BENCH_EMAIL = 'bench@example.org';

/** An administrator of the bench's own, with a fresh password and a token for a day. */
function somebody(databaseUrl: string): Promise<{ password: string; token: string }> {
  return inDatabase(databaseUrl, async () => {
    const known = (await listUsers(actor)).some(({ email }) => email === BENCH_EMAIL);
    if (!known) await createUser(actor, { email: BENCH_EMAIL, name: 'Bench', role: 'admin' });
    const { password } = await resetPassword(actor, {
      ...(await findUser(actor, BENCH_EMAIL)),
      reason: 'bench',
    });
    const { id } = await findUser(actor, BENCH_EMAIL);
    const { token } = await createTokenFor(actor, id, { name: 'bench', days: 1 });
    return { password, token };
  });
}

/** Resident memory of a process in MB. */
async function residentMemory(pid: number): Promise<number> {
  try {
    const status = readFileSync(`/proc/${pid}/status`, 'utf8');
    return Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? 0) / 1_024;
  } catch {
    return Number((await run('ps', ['-o', 'rss=', '-p', String(pid)])).trim()) / 1_024;
  }
}

export interface Product {
  /** Reads the API with a token. */
  readonly api: Client;
  /** Reads pages, signed in. */
  readonly pages: Client;
  /** Seconds from the start to the first list of claims. */
  readonly startSeconds: number;
  /** Peak of the server's memory in MB since the last call. */
  peak(): number;
  stop(): Promise<void>;
}

/** Starts the built product on a database, as `npm start` does, and signs in. */
export async function startProduct(databaseUrl: string, signal: AbortSignal): Promise<Product> {
  const { password, token } = await somebody(databaseUrl);
  const port = await freePort();
  const base = `http://127.0.0.1:${port}`;
  const begin = performance.now();
  await prepareDatabase(databaseUrl, signal);
  const web = startWebServer({
    host: '127.0.0.1',
    port,
    dev: false,
    env: {
      DATABASE_URL: databaseUrl,
      NEXTAUTH_URL: base,
      NEXTAUTH_SECRET: randomBytes(32).toString('base64url'),
      LOG_LEVEL: 'error',
    },
  });
  const api = new Client(base, { authorization: `Bearer ${token}` });
  const pages = new Client(base);
  let peak = 0;
  const sample = async () => {
    if (web.pid !== undefined) peak = Math.max(peak, await residentMemory(web.pid));
  };
  const sampling = setInterval(() => void sample().catch(() => undefined), 100);
  const stop = async () => {
    clearInterval(sampling);
    api.close();
    pages.close();
    await web.stop();
  };
  try {
    await web.ready(signal);
    await api.json('/api/v1/claims');
    const startSeconds = (performance.now() - begin) / 1_000;
    await pages.signIn(BENCH_EMAIL, password);
    return {
      api,
      pages,
      startSeconds,
      peak: () => {
        const highest = peak;
        peak = 0;
        return highest;
      },
      stop,
    };
  } catch (error) {
    await stop();
    throw error;
  }
}
