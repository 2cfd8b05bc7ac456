import { createHash } from 'node:crypto';
import { readdir, readFile, stat } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from './cli.ts';
import { isMissing, readIfThere } from './private-files.ts';

/** All files below the given files and folders of the project, sorted; what is not there is left out. */
async function filesOf(inputs: readonly string[]): Promise<string[]> {
  const lists = await Promise.all(
    inputs.map(async (input) => {
      try {
        const entry = path.join(projectRoot, input);
        if (!(await stat(entry)).isDirectory()) return [input];
        const names = await readdir(entry, { recursive: true, withFileTypes: true });
        return names
          .filter((name) => name.isFile())
          .map((name) => path.relative(projectRoot, path.join(name.parentPath, name.name)));
      } catch (error) {
        if (isMissing(error)) return [];
        throw error;
      }
    }),
  );
  return lists.flat().sort();
}

/** A fingerprint of everything that something is made from; dates do not count, so a fresh clone is no change. */
export async function hashOfInputs(inputs: readonly string[]): Promise<string> {
  const hash = createHash('sha256').update(process.version);
  for (const file of await filesOf(inputs)) {
    hash.update(`\0${file}\0`).update(await readFile(path.join(projectRoot, file)));
  }
  return hash.digest('hex');
}

/** Is what was made, marked with its inputs' fingerprint in a file beside it, still the same? */
export async function isFresh(markFile: string, hash: string): Promise<boolean> {
  return (await readIfThere(markFile)) === hash;
}
