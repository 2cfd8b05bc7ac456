import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { onTestFinished } from 'vitest';

/** Files by their path, with their text. */
export type FileTree = Readonly<Record<string, string>>;

/** Writes the files into a new temporary folder, which goes with the test, and returns its path. */
export async function writeFileTree(files: FileTree): Promise<string> {
  const root = await mkdtemp(path.join(tmpdir(), 'claim-ledger-'));
  onTestFinished(() => rm(root, { recursive: true, force: true }));
  for (const [name, text] of Object.entries(files)) {
    const file = path.join(root, name);
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  return root;
}
