import { now } from '#lib/core/clock.ts';
import { handleJob, type JobHandler } from '#lib/core/jobs.ts';
import { runTask, sweepTasks, type TaskHandler } from './run-mutations.ts';
import { runTaskJob, sweepTasksJob } from './schema.ts';

/** Runs tasks of these kinds. */
export function tasksHandler(handlers: readonly TaskHandler[]): JobHandler {
  return handleJob(runTaskJob, (actor, { taskId }, run) => runTask(actor, taskId, handlers, run));
}

export const sweepTasksHandler = handleJob(sweepTasksJob, () => sweepTasks(now()));
