import { readdir, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { processesOf, waitForEnd } from '../../scripts/processes.ts';
import { freePort } from '../support/free-port.ts';
import { processTree } from '../support/process-tree.ts';
import { type Running, runProgram, temporaryFolder } from '../support/scripts.ts';

const ready = 'Claim Ledger is ready: ';

interface Place {
  readonly dataDir: string;
  readonly port: number;
}

async function freshPlace(): Promise<Place> {
  return { dataDir: await temporaryFolder(), port: await freePort() };
}

/** What the test runner sets for itself is not for the site. */
function npmStart({ dataDir, port }: Place): Running {
  return runProgram('npm', ['start'], {
    ...{ NODE_ENV: 'production', VITEST: '', DATABASE_URL: '', NEXTAUTH_URL: '' },
    ...{ DATA_DIR: dataDir, PORT: String(port) },
  });
}

const pidOf = ({ child }: Running) => child.pid ?? 0;

async function answers({ port }: Place): Promise<boolean> {
  try {
    return (await fetch(`http://127.0.0.1:${port}/healthz`)).ok;
  } catch {
    return false;
  }
}

async function expectNothingLeft(place: Place, processes: readonly number[]): Promise<void> {
  expect(processes.length).toBeGreaterThanOrEqual(5);
  expect(await waitForEnd(processes, 15_000)).toBe(true);
  expect(await answers(place)).toBe(false);
  const home = path.join(place.dataDir, 'postgres');
  expect((await readdir(home)).sort()).toEqual(['cluster', 'server.log', 'settings.json']);
  expect(await readdir(path.join(home, 'cluster'))).not.toContain('postmaster.pid');
  const log = await readFile(path.join(home, 'server.log'), 'utf8');
  expect(log.trimEnd().split('\n').at(-1)).toContain('database system is shut down');
}

test('npm start serves; Ctrl-C and kill end all of it; the second run keeps the accounts', async () => {
  const place = await freshPlace();
  const first = npmStart(place);
  const said = await first.says(ready);
  expect(said).toContain(`${ready}http://localhost:${place.port}`);
  expect(said).toContain('Loaded the starter data.');
  expect(said).toMatch(/First administrator: admin@localhost\nPassword: \S{12,}\n/);
  expect(await answers(place)).toBe(true);
  const processes = await processTree(pidOf(first));
  // As the terminal does it: to the whole group at once.
  process.kill(-pidOf(first), 'SIGINT');
  await first.ended;
  await expectNothingLeft(place, processes);

  const second = npmStart(place);
  expect(await second.says(ready)).not.toMatch(/administrator|starter data/i);
  const again = await processTree(pidOf(second));
  second.child.kill('SIGTERM');
  await second.ended;
  await expectNothingLeft(place, again);
});

test('killed hard, it is found and put in order by the next start', async () => {
  const place = await freshPlace();
  const first = npmStart(place);
  await first.says(ready);
  const [, , ...started] = await processTree(pidOf(first));
  process.kill(-pidOf(first), 'SIGKILL');
  await first.ended;
  // The web server notices by itself; the database stays until somebody comes for it.
  await expect.poll(() => answers(place), { timeout: 10_000 }).toBe(false);

  const second = npmStart(place);
  const said = await second.says(ready);
  expect(said).toContain('A database from an earlier start is still running: stopping it.');
  expect(await waitForEnd(started, 10_000)).toBe(true);
  expect(await answers(place)).toBe(true);
  const processes = await processTree(pidOf(second));
  process.kill(-pidOf(second), 'SIGINT');
  await second.ended;
  await expectNothingLeft(place, processes);
});

test('when the web server ends by itself, so does everything else, and not as if all were well', async () => {
  const place = await freshPlace();
  const running = runProgram(process.execPath, ['scripts/start.ts'], {
    ...{ NODE_ENV: 'production', VITEST: '', DATABASE_URL: '', NEXTAUTH_URL: '' },
    ...{ DATA_DIR: place.dataDir, PORT: String(place.port) },
  });
  await running.says(ready);
  const processes = await processTree(pidOf(running));
  const ours = await processesOf(process.getuid?.() ?? 0);
  const web = ours.find(({ pid, command }) => processes.includes(pid) && command.startsWith('next-server'));
  expect(web).toBeDefined();
  process.kill(web?.pid ?? Number.NaN, 'SIGKILL');
  const { code, output } = await running.ended;
  expect(output).toContain('The web server ended by itself');
  expect(code).toBe(1);
  await expectNothingLeft(place, processes);
});
