import { now } from '#lib/core/clock.ts';
import { handleJob } from '#lib/core/jobs.ts';
import { taskHandler } from '#lib/tasks/run-mutations.ts';
import { commitImport, forgetLeftOut } from './commit-mutations.ts';
import { forgetLeftOutJob, importTask, LEFT_OUT_DAYS } from './schema.ts';

const rows = (count: number, what: string) => `${count.toLocaleString('en-GB')} ${what}`;

export const importHandler = taskHandler(importTask, async (actor, input, { signal, progress, finish }) => {
  progress(0, null, 'Getting ready');
  await commitImport(actor, input, {
    onProgress: progress,
    signal,
    finish: (tx, { created, changed, unchanged, refused }) =>
      finish(tx, {
        message: `${rows(created, 'new')}, ${rows(changed, 'changed')}, ${rows(unchanged, 'unchanged')}, ${rows(refused, 'left out')}.${refused > 0 ? ` What is left out is kept with the import for ${LEFT_OUT_DAYS} days.` : ''}`,
        href: `/claims/import/${input.id}`,
      }),
  });
});

export const forgetLeftOutHandler = handleJob(forgetLeftOutJob, () => forgetLeftOut(now()));
