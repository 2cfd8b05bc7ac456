import { taskHandler } from '#lib/tasks/run-mutations.ts';
import { changeSelected } from './bulk-mutations.ts';
import { writeExport } from './export-mutations.ts';
import { bulkChangeTask, exportTask, undoBulkTask } from './schema.ts';
import { undoAct } from './undo-mutations.ts';

export const bulkChangeHandler = taskHandler(bulkChangeTask, async (actor, input, run) => {
  await changeSelected(actor, input, run);
});

export const undoBulkHandler = taskHandler(undoBulkTask, async (actor, input, run) => {
  await undoAct(actor, input, run);
});

export const exportHandler = taskHandler(exportTask, writeExport);
