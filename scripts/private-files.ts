import { randomUUID } from 'node:crypto';
import { chmod, chown, link, mkdir, readFile, rename, rm, stat, writeFile } from 'node:fs/promises';
import path from 'node:path';

export const isRoot: boolean = process.getuid?.() === 0;

export function isMissing(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'ENOENT';
}

export async function exists(file: string): Promise<boolean> {
  try {
    await stat(file);
    return true;
  } catch (error) {
    if (isMissing(error)) return false;
    throw error;
  }
}

export async function readIfThere(file: string): Promise<string | undefined> {
  try {
    return await readFile(file, 'utf8');
  } catch (error) {
    if (isMissing(error)) return undefined;
    throw error;
  }
}

/**
 * Makes a folder that others cannot list. Root's can be walked through, since the database runs as
 * another user. A folder that is there already keeps its permissions.
 */
export async function makePrivateFolder(folder: string): Promise<void> {
  if (await exists(folder)) return;
  await mkdir(path.dirname(folder), { recursive: true });
  await mkdir(folder, { recursive: true });
  await chmod(folder, isRoot ? 0o711 : 0o700);
}

/** Writes a file whole or not at all, readable by its folder's owner alone. */
export async function writePrivateFile(file: string, text: string): Promise<void> {
  await rename(await freshFile(file, text), file);
}

/** The same where there is no such file yet. False where somebody else has made it, also at the same moment; theirs stays. */
export async function makePrivateFile(file: string, text: string): Promise<boolean> {
  const fresh = await freshFile(file, text);
  try {
    await link(fresh, file);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'EEXIST') return false;
    throw error;
  } finally {
    await rm(fresh);
  }
}

async function freshFile(file: string, text: string): Promise<string> {
  const fresh = `${file}.${randomUUID()}.new`;
  await writeFile(fresh, text, { mode: 0o600, flush: true });
  if (isRoot) {
    const { uid, gid } = await stat(path.dirname(file));
    await chown(fresh, uid, gid);
  }
  return fresh;
}
