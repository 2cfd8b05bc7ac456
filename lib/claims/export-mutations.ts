import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { type Tx, transaction } from '#lib/core/db.ts';
import { env } from '#lib/core/env.ts';
import { keepFile } from '#lib/tasks/file-mutations.ts';
import { startTask } from '#lib/tasks/mutations.ts';
import type { TaskRun } from '#lib/tasks/run-mutations.ts';
import { CLAIMS_AT_ONCE, exportFile, scopeExport } from './export-queries.ts';
import { countClaims } from './queries.ts';
import { type exportInput, exportTask, type StartedTask } from './schema.ts';
import type { ExportFile } from './vocabulary.ts';

const WORDS: Record<ExportFile, string> = {
  'claims.csv': 'as CSV',
  'evidence.csv': 'with their evidence as CSV',
  'claims.json': 'as JSON',
};

const counted = (claims: number) => `${claims.toLocaleString('en-GB')} ${claims === 1 ? 'claim' : 'claims'}`;

/** Has what the table's address filters written into a file that waits for its owner. Answers the task that does it. */
export async function startExport(actor: Actor, input: z.output<typeof exportInput>): Promise<StartedTask> {
  const total = await countClaims(actor, await scopeExport(actor, new URLSearchParams(input.query)));
  const title = `Export of ${counted(total)} ${WORDS[input.what]}`;
  const payload = { ...input, origin: env().nextAuthUrl };
  const taskId = await transaction(actor, '', (tx) => startTask(tx, actor, exportTask, { title, payload }));
  return { taskId };
}

/** Writes the file, as one snapshot of the ledger. Only its own parts are written: nothing of the ledger waits for it. */
export async function writeExport(
  actor: Actor,
  { what, query, origin }: z.output<typeof exportTask.payload>,
  run: TaskRun,
): Promise<void> {
  run.progress(0, null, 'Putting the claims in order');
  let total: number | null = null;
  let chunks = 0;
  const tell = () => run.progress(Math.min(chunks * CLAIMS_AT_ONCE, total ?? 0), total, 'Writing the file');
  const { body, name, type } = await exportFile(
    actor,
    what,
    new URLSearchParams(query),
    origin,
    'SQL',
    (all) => {
      total = all;
      tell();
    },
  );
  const write = async (tx: Tx) => {
    const bytes = await keepFile(tx, run, body, () => {
      if (total !== null) chunks++;
      tell();
    });
    await run.finish(tx, {
      message: `${counted(total ?? 0)}, ${(bytes / 1e6).toLocaleString('en-GB', { maximumFractionDigits: 1 })} MB.`,
      href: `/tasks/${run.taskId}/file`,
      data: { file: name, type, bytes },
    });
  };
  try {
    await transaction(actor, '', write, run.signal);
  } catch (error) {
    // Nobody reads it where no transaction was to be had.
    if (!body.locked) await body.cancel();
    throw error;
  }
}
