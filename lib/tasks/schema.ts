import { z } from 'zod';
import { rowId } from '#lib/core/input.ts';
import type { Job } from '#lib/core/job.ts';

const HOUR = 3_600;

/** Runs a task, of whatever kind. Tried again only where a worker was lost or stopped: a failure of the work itself is final. */
export const runTaskJob = {
  name: 'run-task',
  payload: z.strictObject({ taskId: rowId }),
  retries: 3,
  retrySeconds: 1,
  timeLimitSeconds: 4 * HOUR,
  atOnce: 3,
  // One person's tasks do not keep everybody else's waiting.
  atOncePerGroup: 2,
} as const satisfies Job;

/** Ends tasks whose worker was lost too often, and forgets old ones. */
export const sweepTasksJob = {
  name: 'sweep-tasks',
  payload: z.strictObject({}),
  retries: 0,
  retrySeconds: 1,
  timeLimitSeconds: 60,
  atOnce: 1,
  keyed: true,
  cron: '* * * * *',
} as const satisfies Job;

export const taskIdInput = z.strictObject({ id: rowId });
export const seenTasksInput = z.strictObject({ ids: z.array(rowId).max(100) });

/** The result of a task that made a file, where it says what file it is: its name, its type, its size. */
export const keptFileOf = z.object({ file: z.string(), type: z.string(), bytes: z.number() });

type TaskState = 'queued' | 'running' | 'done' | 'failed' | 'cancelled';

/**
 * A task as its owner sees it. `seconds` it has run, or waited, up to now or to its end; `interrupted` where its worker gave no sign
 * of life for a while and another will go on with it. `owner` is null for the system.
 */
export type TaskRow = {
  id: number;
  kind: string;
  title: string;
  state: TaskState;
  done: number;
  total: number | null;
  /** Rows a second. */
  rate: number | null;
  phase: string;
  message: string;
  href: string | null;
  result: Readonly<Record<string, string | number | boolean | null>> | null;
  mine: boolean;
  owner: string | null;
  seen: boolean;
  cancelling: boolean;
  interrupted: boolean;
  seconds: number;
  endedAt: string | null;
};

export type TaskTally = { listed: number; running: number; unseen: number };
