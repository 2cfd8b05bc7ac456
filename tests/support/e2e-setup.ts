import { type ChildProcess, spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { chmod, mkdir, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { TestProject } from 'vitest/node';
import { childEnv, env } from '#lib/core/env.ts';
import { type Chromium, findChromium } from '../../scripts/chromium.ts';
import { projectRoot } from '../../scripts/cli.ts';
import { exists } from '../../scripts/private-files.ts';
import { run } from '../../scripts/processes.ts';
import { freePort } from './free-port.ts';

export type TestRole = 'viewer' | 'researcher' | 'editor' | 'admin';

interface TestUser {
  readonly email: string;
  readonly password: string;
}

declare module 'vitest' {
  interface ProvidedContext {
    baseUrl: string;
    /** Holds the site's database and its secret. */
    dataDir: string;
    chromium: Chromium;
    users: Readonly<Record<TestRole, TestUser>>;
  }
}

const startLimit = 120_000;
const stopLimit = 30_000;

/** Starts the site as `npm start` does, on a database of its own, with a user of each role. */
export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  if (!(await exists(path.join(projectRoot, '.next/BUILD_ID')))) {
    throw new Error('The browser tests need the production build: run "npm run build" first.');
  }
  const chromium = await findChromium();
  const dataDir = await mkdtemp(path.join(tmpdir(), 'claim-ledger-e2e-'));
  // The database may run as another user, who must be able to walk through.
  await chmod(dataDir, 0o755);
  const port = await freePort();
  const baseUrl = `http://127.0.0.1:${port}`;
  const admin = { email: 'admin@example.org', password: randomBytes(12).toString('base64url') };
  const variables = childEnv({
    // Vitest's own are not for the site.
    NODE_ENV: 'production',
    VITEST: '',
    TZ: 'Asia/Kolkata',
    PORT: String(port),
    HOST: '127.0.0.1',
    NEXTAUTH_URL: baseUrl,
    NEXTAUTH_SECRET: '',
    DATABASE_URL: '',
    DATA_DIR: dataDir,
    ADMIN_EMAIL: admin.email,
    ADMIN_PASSWORD: admin.password,
    STARTER_DATA: '1',
    LOG_LEVEL: env().logLevel,
    // No test asks the internet.
    CAPTURE_PUBLIC: '0',
  });
  const site = await startSite(variables);
  const stop = async () => {
    await stopSite(site);
    await rm(dataDir, { recursive: true, force: true });
  };
  try {
    await waitUntilReady(site, baseUrl);
    project.provide('users', {
      viewer: await addUser('viewer', variables),
      researcher: await addUser('researcher', variables),
      editor: await addUser('editor', variables),
      admin,
    });
  } catch (error) {
    await stop();
    throw error;
  }
  project.provide('baseUrl', baseUrl);
  project.provide('dataDir', dataDir);
  project.provide('chromium', chromium);
  return stop;
}

interface Site {
  readonly child: ChildProcess;
  readonly ended: Promise<void>;
  readonly lastWords: () => string;
}

async function startSite(variables: NodeJS.ProcessEnv): Promise<Site> {
  const child = spawn(process.execPath, ['scripts/start.ts'], {
    cwd: projectRoot,
    env: variables,
    stdio: ['ignore', 'pipe', 'pipe'],
  });
  // The runner may be ended from outside; the site must not outlive it.
  const abandon = () => child.kill('SIGTERM');
  process.once('exit', abandon);
  const results = path.join(projectRoot, 'test-results');
  await mkdir(results, { recursive: true });
  const record = createWriteStream(path.join(results, 'site.log'));
  let tail = '';
  for (const stream of [child.stdout, child.stderr]) {
    stream?.on('data', (chunk: Buffer) => {
      record.write(chunk);
      tail = (tail + chunk.toString()).slice(-4000);
    });
  }
  const ended = new Promise<void>((resolve) => {
    child.once('close', () => {
      process.removeListener('exit', abandon);
      record.end();
      resolve();
    });
  });
  return { child, ended, lastWords: () => tail };
}

async function stopSite({ child, ended, lastWords }: Site): Promise<void> {
  if (child.exitCode !== null || child.signalCode !== null) return;
  child.kill('SIGTERM');
  const late = sleep(stopLimit, 'late', { ref: false });
  if ((await Promise.race([ended, late])) === 'late') {
    child.kill('SIGKILL');
    throw new Error(`The site did not stop within ${stopLimit / 1000} seconds.\n${lastWords()}`);
  }
}

async function waitUntilReady({ child, lastWords }: Site, baseUrl: string): Promise<void> {
  const until = Date.now() + startLimit;
  while (Date.now() < until) {
    if (child.exitCode !== null) throw new Error(`The site ended with ${child.exitCode}.\n${lastWords()}`);
    const answer = await fetch(`${baseUrl}/readyz`).catch(() => undefined);
    if (answer?.ok) return;
    await sleep(100);
  }
  throw new Error(`The site was not ready within ${startLimit / 1000} seconds.\n${lastWords()}`);
}

async function addUser(role: TestRole, variables: NodeJS.ProcessEnv): Promise<TestUser> {
  const email = `${role}@example.org`;
  const words = ['user', 'add', email, '--role', role, '--name', `Test ${role}`];
  const said = await run(process.execPath, ['scripts/admin.ts', ...words], {
    cwd: projectRoot,
    env: variables,
  });
  const password = /^Password: (\S+)$/m.exec(said)?.[1];
  if (password === undefined) throw new Error(`No password was printed for ${email}.\n${said}`);
  return { email, password };
}
