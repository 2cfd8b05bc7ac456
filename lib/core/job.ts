import type { z } from 'zod';

/**
 * A kind of background work. It is declared in the feature's schema.ts, so that whoever enqueues it need not load what
 * does it; `jobs.ts` of the feature gives it its handler.
 */
export interface Job<S extends z.ZodType = z.ZodType> {
  /** The name of its queue, such as `capture-source`. Never reuse one for something else. */
  readonly name: string;
  /** Parsed when it is enqueued, and again when it runs: the row may be older than the program. Plain JSON. */
  readonly payload: S;
  /** How often it is tried again after a failure, with a growing wait from `retrySeconds` on. */
  readonly retries: number;
  readonly retrySeconds: number;
  /** A try that takes longer counts as failed, and its signal aborts. */
  readonly timeLimitSeconds: number;
  /** So many at once in one worker. */
  readonly atOnce: number;
  /** So many at once of one group (see enqueue), over all workers. */
  readonly atOncePerGroup?: number;
  /** With a key, at most one job of that key waits or runs; another is not enqueued. */
  readonly keyed?: boolean;
  /** When it runs by itself, as the system, with an empty payload: a cron expression in UTC. */
  readonly cron?: string;
}

/** What a handler is told besides its payload. */
export interface JobRun {
  readonly id: string;
  /** 0 for the first try. */
  readonly retry: number;
  /** Aborts when the time is up or the worker is stopped; the job is then tried again. */
  readonly signal: AbortSignal;
}
