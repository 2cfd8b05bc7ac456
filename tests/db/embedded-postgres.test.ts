import { chmod, mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import pg from 'pg';
import { expect, onTestFinished, test } from 'vitest';
import { type EmbeddedPostgres, startEmbeddedPostgres } from '../../scripts/embedded-postgres.ts';
import { isRoot } from '../../scripts/private-files.ts';
import { isAlive, processesOf, waitForEnd } from '../../scripts/processes.ts';
import { runScript, temporaryFolder } from '../support/scripts.ts';

async function start(dataDir: string, system?: string): Promise<EmbeddedPostgres> {
  const database = await startEmbeddedPostgres({ dataDir, ...(system !== undefined && { system }) });
  onTestFinished(() => database.stop('immediate'));
  return database;
}

async function sql<Row extends pg.QueryResultRow>(url: string, text: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return (await client.query<Row>(text)).rows;
  } finally {
    await client.end();
  }
}

const clusterOf = (dataDir: string) => path.join(dataDir, 'postgres', 'cluster');

async function serverPid(dataDir: string): Promise<number> {
  return Number((await readFile(path.join(clusterOf(dataDir), 'postmaster.pid'), 'utf8')).split('\n')[0]);
}

async function processesOn(cluster: string): Promise<number> {
  const all = await processesOf((await stat(cluster)).uid);
  return all.filter(({ command }) => command.includes(cluster)).length;
}

test('it keeps its data and its port, and leaves no process and no lock behind', async () => {
  const dataDir = await temporaryFolder();
  const first = await start(dataDir);
  await sql(first.databaseUrl, 'create table kept as select 1 as n');
  expect(await processesOn(clusterOf(dataDir))).toBe(1);
  await first.stop();
  expect(await processesOn(clusterOf(dataDir))).toBe(0);
  expect(await readdir(clusterOf(dataDir))).not.toContain('postmaster.pid');
  expect((await readdir(path.join(dataDir, 'postgres'))).sort()).toEqual([
    'cluster',
    'server.log',
    'settings.json',
  ]);

  const second = await start(dataDir);
  expect(second.databaseUrl).toBe(first.databaseUrl);
  expect(await sql(second.databaseUrl, 'select n from kept')).toEqual([{ n: 1 }]);
});

test('it listens on the loopback address alone, demands a password, and writes everything to disk', async () => {
  const database = await start(await temporaryFolder());
  const [settings] = await sql(
    database.superuserUrl,
    `select current_setting('listen_addresses') as listen, current_setting('unix_socket_directories') as sockets,
      current_setting('fsync') as fsync, current_setting('synchronous_commit') as commit,
      current_setting('server_encoding') as encoding`,
  );
  expect(settings).toEqual({ listen: '127.0.0.1', sockets: '', fsync: 'on', commit: 'on', encoding: 'UTF8' });
  const withoutPassword = new URL(database.databaseUrl);
  withoutPassword.password = 'wrong';
  await expect(sql(withoutPassword.href, 'select 1')).rejects.toThrow(/password authentication failed/);
  expect(
    await sql(database.databaseUrl, 'select rolsuper from pg_roles where rolname = current_user'),
  ).toEqual([{ rolsuper: false }]);
});

test('its secrets are readable by their owner alone', async () => {
  const dataDir = await temporaryFolder();
  await (await start(dataDir)).stop();
  const modes = await Promise.all(
    ['settings.json', 'server.log', 'cluster'].map(async (name) => {
      return (await stat(path.join(dataDir, 'postgres', name))).mode & 0o077;
    }),
  );
  expect(modes).toEqual([0, 0, 0]);
});

test('two data folders run side by side', async () => {
  const [one, two] = [await start(await temporaryFolder()), await start(await temporaryFolder())];
  expect(new URL(one.databaseUrl).port).not.toBe(new URL(two.databaseUrl).port);
  await one.stop();
  expect(await sql(two.databaseUrl, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('a port that is taken at the next start is exchanged for another', async () => {
  const [ours, theirs] = [await temporaryFolder(), await temporaryFolder()];
  const first = await start(ours);
  await first.stop();
  const { port } = new URL(first.databaseUrl);
  const settings = { superuserPassword: 'a-password-of-theirs', password: 'another', port: Number(port) };
  await mkdir(path.join(theirs, 'postgres'));
  await writeFile(path.join(theirs, 'postgres', 'settings.json'), JSON.stringify(settings));
  const other = await start(theirs);
  expect(new URL(other.databaseUrl).port).toBe(port);
  expect(new URL((await start(ours)).databaseUrl).port).not.toBe(port);
});

test('a second start on the same folder is refused and does no harm', async () => {
  const dataDir = await temporaryFolder();
  const first = await start(dataDir);
  await expect(startEmbeddedPostgres({ dataDir })).rejects.toThrow(`is in use by process ${process.pid}`);
  expect(await sql(first.databaseUrl, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('a start whose process was killed hard is taken over, and nothing committed is lost', async () => {
  const dataDir = await temporaryFolder();
  const holder = runScript('tests/support/hold-database.ts', [dataDir]);
  const url = (await holder.says('postgresql://')).trim();
  await sql(url, 'create table kept as select 2 as n');
  const orphan = await serverPid(dataDir);
  holder.child.kill('SIGKILL');
  await holder.ended;
  expect(isAlive(orphan)).toBe(true);

  const next = await start(dataDir);
  expect(isAlive(orphan)).toBe(false);
  expect(await sql(next.databaseUrl, 'select n from kept')).toEqual([{ n: 2 }]);
});

test('a database that was killed hard recovers', async () => {
  const dataDir = await temporaryFolder();
  const first = await start(dataDir);
  await sql(first.databaseUrl, 'create table kept as select 3 as n');
  const pid = await serverPid(dataDir);
  process.kill(pid, 'SIGKILL');
  await first.ended;
  expect(await waitForEnd([pid], 5_000)).toBe(true);
  await first.stop();
  const next = await start(dataDir);
  expect(await sql(next.databaseUrl, 'select n from kept')).toEqual([{ n: 3 }]);
});

test('a left-over lock whose number meanwhile belongs to another program is no obstacle', async () => {
  const dataDir = await temporaryFolder();
  await (await start(dataDir)).stop();
  const bystander = runScript('tests/support/hold-database.ts', [await temporaryFolder()]);
  await bystander.says('postgresql://');
  const pidFile = path.join(clusterOf(dataDir), 'postmaster.pid');
  await writeFile(pidFile, `${bystander.child.pid}\n${clusterOf(dataDir)}\n1\n1\n\n\n\n`);
  await writeFile(
    path.join(dataDir, 'postgres', 'start.lock'),
    JSON.stringify({ pid: bystander.child.pid, fingerprint: 'of a process that ended long ago' }),
  );
  const next = await start(dataDir);
  expect(await sql(next.databaseUrl, 'select 1 as alive')).toEqual([{ alive: 1 }]);
  expect(bystander.child.exitCode).toBeNull();
});

test('an initialisation that was broken off begins anew', async () => {
  const dataDir = await temporaryFolder();
  await mkdir(path.join(dataDir, 'postgres', 'cluster.new'), { recursive: true });
  await writeFile(path.join(dataDir, 'postgres', 'cluster.new', 'PG_VERSION'), '18\n');
  expect(await sql((await start(dataDir)).databaseUrl, 'select 1 as alive')).toEqual([{ alive: 1 }]);
});

test('where root starts it in a folder that its user cannot enter, the data lies elsewhere', async () => {
  const parent = await temporaryFolder(0o700);
  const system = await temporaryFolder();
  const dataDir = path.join(parent, 'data');
  const first = await start(dataDir, system);
  await sql(first.databaseUrl, 'create table kept as select 4 as n');
  await first.stop();
  expect(first.home.outside).toBe(isRoot);
  expect(path.dirname(first.home.folder)).toBe(isRoot ? system : dataDir);
  const next = await start(dataDir, system);
  expect(next.home.folder).toBe(first.home.folder);
  expect(await sql(next.databaseUrl, 'select n from kept')).toEqual([{ n: 4 }]);
  await next.stop();

  // Once it can be entered, the data stays where it is.
  await chmod(parent, 0o755);
  expect((await start(dataDir, system)).home.folder).toBe(first.home.folder);
});
