import { setTimeout as sleep } from 'node:timers/promises';
import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, query, type Tx } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { logUnexpected } from '#lib/core/http.ts';
import type { JobRun } from '#lib/core/job.ts';
import { log } from '#lib/core/log.ts';
import type { TaskKind, TaskResult } from './kind.ts';
import { rateAfter } from './pace.ts';

/** How often progress is written, a sign of life given, and asked whether somebody cancelled. */
const BEAT_MS = 400;
/** A task that takes so many workers with it is given up. */
const MOST_ATTEMPTS = 3;

/** What a handler is told besides its payload. */
export interface TaskRun {
  readonly taskId: number;
  /** Aborts soon after somebody cancels, and when the worker is stopped. Give it to `transaction`, which then cancels its statement. */
  readonly signal: AbortSignal;
  /** So many rows are done, of a total where it is known. Costs nothing; is written beside any open transaction. */
  progress(done: number, total: number | null, phase: string): void;
  /** The result, as the last statement of the transaction that it tells of: both are there, or neither. */
  finish(tx: Tx, result: TaskResult): Promise<void>;
}

/** A kind with what does it. */
export interface TaskHandler {
  readonly kind: TaskKind;
  run(actor: Actor, payload: unknown, run: TaskRun): Promise<void>;
}

/**
 * Gives a kind its handler, which acts as whoever started the task. What it writes it writes in one
 * `transaction(actor, reason, work, run.signal)` that ends with `run.finish`; so a task that failed, was cancelled or lost its
 * worker has changed nothing, and one that is run again cannot be done twice. An AppError tells the owner why it failed.
 */
export function taskHandler<S extends z.ZodType>(
  kind: TaskKind<S>,
  work: (actor: Actor, payload: z.output<S>, run: TaskRun) => Promise<void>,
): TaskHandler {
  return { kind, run: (actor, payload, run) => work(actor, kind.payload.parse(payload), run) };
}

/** Somebody asked for the end, or another worker has taken the task over. */
class Ended extends Error {}

type Claimed = { kind: string; payload: unknown; attempt: number };

/** Runs one task to its end; what it was cancelled for, or failed of, is written into it. Throws where the worker is being stopped. */
export async function runTask(
  actor: Actor,
  taskId: number,
  handlers: readonly TaskHandler[],
  { signal: stopped }: JobRun,
): Promise<void> {
  const task = await takeOn(taskId);
  if (!task) return;
  const { attempt } = task;
  const handler = handlers.find(({ kind }) => kind.name === task.kind);
  const ended = new AbortController();
  const signal = AbortSignal.any([stopped, ended.signal]);
  const heart = new Heart(taskId, attempt, () => ended.abort(new Ended('the task was ended')));
  try {
    if (!handler) throw new AppError('unavailable', 'This version of the program cannot do it.');
    await handler.run(actor, task.payload, {
      taskId,
      signal,
      progress: (done, total, phase) => heart.set(done, total, phase),
      finish: async (tx, result) => {
        // Its row is about to be locked by the transaction.
        await heart.stop();
        signal.throwIfAborted();
        await writeDone(tx, taskId, attempt, result);
      },
    });
    await heart.stop();
    await endAs('failed', taskId, attempt, 'It ended without a result.');
  } catch (error) {
    await heart.stop();
    if (stopped.aborted && !ended.signal.aborted) throw error;
    if (error instanceof Ended) await endAs('cancelled', taskId, attempt, 'Cancelled. Nothing was changed.');
    else await endAs('failed', taskId, attempt, reasonOf(error));
  }
}

/** Null where there is nothing to do any more. */
async function takeOn(taskId: number): Promise<Claimed | null> {
  const [task] = await query<Claimed & { cancelled: boolean }>(Prisma.sql`
    UPDATE task SET state = 'running', attempt = attempt + 1, done = 0, total = NULL, rate = NULL, phase = '',
      started_at = coalesce(started_at, clock_timestamp()), beat_at = clock_timestamp()
    WHERE id = ${taskId} AND ended_at IS NULL RETURNING kind, payload, attempt, cancel_at IS NOT NULL AS cancelled`);
  if (!task) return null;
  if (task.cancelled) {
    await endAs('cancelled', taskId, task.attempt, 'Cancelled. Nothing was changed.');
    return null;
  }
  if (task.attempt > MOST_ATTEMPTS) {
    await endAs('failed', taskId, task.attempt, LOST);
    return null;
  }
  return task;
}

const LOST = 'It was interrupted too often and given up. Nothing was changed.';

function reasonOf(error: unknown): string {
  if (error instanceof AppError) return Object.values(error.fields)[0] ?? error.message;
  const id = logUnexpected(error, 'task');
  return `Something went wrong on our side; nothing was changed. It has been logged as ${id}.`;
}

async function writeDone(tx: Tx, taskId: number, attempt: number, result: TaskResult): Promise<void> {
  const { message, href = null, data } = result;
  const written = await tx.$executeRaw`
    UPDATE task SET state = 'done', ended_at = clock_timestamp(), done = coalesce(total, done), message = ${message}, href = ${href},
      result = ${data ? JSON.stringify(data) : null}::jsonb
    WHERE id = ${taskId} AND attempt = ${attempt} AND state = 'running' AND cancel_at IS NULL`;
  if (written === 0) throw new Ended('the task was ended');
}

/** Does nothing where the task has ended already, or another worker has it. */
async function endAs(
  state: 'failed' | 'cancelled',
  taskId: number,
  attempt: number,
  message: string,
): Promise<void> {
  await query(Prisma.sql`
    UPDATE task SET state = ${state}::task_state, ended_at = clock_timestamp(), message = ${message}
    WHERE id = ${taskId} AND attempt = ${attempt} AND ended_at IS NULL`);
}

/** Writes progress and signs of life on connections of its own, and hears of the end that somebody asked for. */
class Heart {
  readonly #taskId: number;
  readonly #attempt: number;
  readonly #onEnd: () => void;
  readonly #still = new AbortController();
  readonly #beating: Promise<void>;
  #done = 0;
  #total: number | null = null;
  #phase = '';
  #rate: number | null = null;
  #mark = { done: 0, at: performance.now() };

  constructor(taskId: number, attempt: number, onEnd: () => void) {
    this.#taskId = taskId;
    this.#attempt = attempt;
    this.#onEnd = onEnd;
    this.#beating = this.#beat();
  }

  set(done: number, total: number | null, phase: string): void {
    if (phase !== this.#phase) this.#rate = null;
    this.#done = done;
    this.#total = total;
    this.#phase = phase;
  }

  async stop(): Promise<void> {
    this.#still.abort();
    await this.#beating;
  }

  async #beat(): Promise<void> {
    const { signal } = this.#still;
    while (!signal.aborted) {
      await sleep(BEAT_MS, undefined, { signal }).catch(() => undefined);
      try {
        await this.#write();
      } catch (error) {
        log.warn({ task: this.#taskId, err: error }, 'progress could not be written');
      }
    }
  }

  async #write(): Promise<void> {
    const mark = { done: this.#done, at: performance.now() };
    this.#rate = rateAfter(this.#rate, this.#mark, mark);
    this.#mark = mark;
    const rows = await query(Prisma.sql`
      UPDATE task SET done = ${this.#done}, total = ${this.#total}::int, phase = ${this.#phase}, rate = ${this.#rate}::real,
        beat_at = clock_timestamp()
      WHERE id = ${this.#taskId} AND attempt = ${this.#attempt} AND state = 'running' AND cancel_at IS NULL RETURNING id`);
    if (rows.length === 0) this.#onEnd();
  }
}

/**
 * Tasks whose job is given up end as failed; what ended 14 days ago is forgotten. A task that waits for its worker to be missed,
 * or for any worker, stays.
 */
export async function sweepTasks(at: Date): Promise<void> {
  await query(Prisma.sql`
    UPDATE task t SET state = 'failed', ended_at = clock_timestamp(), message = ${LOST}
    WHERE t.ended_at IS NULL AND NOT EXISTS (
      SELECT FROM pgboss.job j WHERE j.name = 'run-task' AND j.id = t.job_id AND j.state IN ('created', 'retry', 'active'))`);
  await query(Prisma.sql`DELETE FROM task WHERE ended_at < ${at}::timestamptz - interval '14 days'`);
}
