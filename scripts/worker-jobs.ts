import { once } from 'node:events';
import { bulkChangeHandler, exportHandler, undoBulkHandler } from '#lib/claims/jobs.ts';
import { disconnect } from '#lib/core/db.ts';
import { type JobHandler, startJobs } from '#lib/core/jobs.ts';
import { forgetPastsHandler, sealHandler } from '#lib/history/jobs.ts';
import { forgetLeftOutHandler, importHandler } from '#lib/imports/jobs.ts';
import { sketchHandler } from '#lib/lineage/jobs.ts';
import { compareHandler } from '#lib/quotes/jobs.ts';
import { captureHandler, recheckHandler } from '#lib/snapshots/jobs.ts';
import { sweepTasksHandler, tasksHandler } from '#lib/tasks/jobs.ts';
import type { TaskHandler } from '#lib/tasks/run-mutations.ts';

/** Every kind of task of the product. */
const tasks: readonly TaskHandler[] = [bulkChangeHandler, exportHandler, importHandler, undoBulkHandler];

/** Every job of the product. One that is not here is never done. */
const handlers: readonly JobHandler[] = [
  captureHandler,
  compareHandler,
  forgetLeftOutHandler,
  forgetPastsHandler,
  recheckHandler,
  sealHandler,
  tasksHandler(tasks),
  sketchHandler,
  sweepTasksHandler,
];

/** Works until it is asked to stop. What it is doing then gets a few seconds; the rest is resumed by another worker. */
export async function work(databaseUrl: string, stop: AbortSignal, ready: () => void): Promise<void> {
  const jobs = await startJobs(databaseUrl, handlers);
  try {
    ready();
    if (!stop.aborted) await once(stop, 'abort');
  } finally {
    await jobs.stop();
    await disconnect();
  }
}
