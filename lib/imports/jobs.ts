import { taskHandler } from '#lib/tasks/run-mutations.ts';
import { commitImport } from './commit-mutations.ts';
import { importTask } from './schema.ts';

const rows = (count: number, what: string) => `${count.toLocaleString('en-GB')} ${what}`;

export const importHandler = taskHandler(importTask, async (actor, input, { signal, progress, finish }) => {
  progress(0, null, 'Getting ready');
  await commitImport(actor, input, {
    onProgress: progress,
    signal,
    finish: (tx, { created, changed, unchanged, refused }) =>
      finish(tx, {
        message: `${rows(created, 'new')}, ${rows(changed, 'changed')}, ${rows(unchanged, 'unchanged')}, ${rows(refused, 'left out')}.`,
        href: `/claims/import/${input.id}`,
      }),
  });
});
