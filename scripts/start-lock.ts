import { chmod, link, rm, writeFile } from 'node:fs/promises';
import { z } from 'zod';
import { CliError } from './cli.ts';
import { readIfThere } from './private-files.ts';
import { processFingerprint } from './processes.ts';

const content = z.object({ pid: z.number(), fingerprint: z.string() });

/** The process that holds the lock, if that very process is still running. */
export async function lockHolder(file: string): Promise<number | undefined> {
  const text = await readIfThere(file);
  if (text === undefined) return undefined;
  const held = content.parse(JSON.parse(text));
  return (await processFingerprint(held.pid)) === held.fingerprint ? held.pid : undefined;
}

/** Takes the lock for this process and returns what gives it back. Throws CliError when another has it. */
export async function takeLock(file: string, what: string): Promise<() => Promise<void>> {
  const text = JSON.stringify({ pid: process.pid, fingerprint: await processFingerprint(process.pid) });
  const mine = `${file}.${process.pid}`;
  await writeFile(mine, text);
  // Whoever starts as another user is to be told, not to be refused the reading.
  await chmod(mine, 0o644);
  try {
    for (let attempt = 0; attempt < 3; attempt += 1) {
      try {
        // A link appears with its whole text at once, and fails where there is one already.
        await link(mine, file);
        return async () => {
          if ((await readIfThere(file)) === text) await rm(file, { force: true });
        };
      } catch (error) {
        if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error;
      }
      const holder = await lockHolder(file);
      if (holder !== undefined) throw new CliError(`${what} is in use by process ${holder}.`);
      await rm(file, { force: true });
    }
    throw new CliError(`${what} is in use: ${file} was taken by another process at the same time.`);
  } finally {
    await rm(mine, { force: true });
  }
}
