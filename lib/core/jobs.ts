import pg from 'pg';
import { fromPrisma, PgBoss, type Job as PgJob, systemClock } from 'pg-boss';
import { z } from 'zod';
import { type Actor, asActor, type Role, systemActor } from './actor.ts';
import { Prisma, query, type Tx } from './db.ts';
import { requireDatabaseUrl } from './env.ts';
import { AppError } from './errors.ts';
import type { Job, JobRun } from './job.ts';
import { patiently } from './lock-wait.ts';
import { log } from './log.ts';

/** A worker that sends no sign of life for so long is taken for dead, and another resumes its job. */
const HEARTBEAT_SECONDS = 20;
/** How long a stopping worker waits for what it is doing; the rest is resumed by another. */
const STOP_MS = 5_000;
const DAY_SECONDS = 86_400;

/** Who enqueued it, and what it is about. */
const envelope = z.strictObject({ actorId: z.int().nullable(), payload: z.unknown() });

type EnqueueOptions = {
  /** For a `keyed` job. */
  key?: string;
  /** Not before this moment. */
  after?: Date;
  /** For `atOncePerGroup`. */
  group?: string;
};

// Kept on the global object so that a hot reload does not start a second one.
const holder = globalThis as typeof globalThis & { ledgerSender?: Promise<PgBoss> };

/**
 * Only ever enqueues; keeps no process alive. It looks up queues on a connection of its own: the application's may all be taken
 * by transactions that wait for it.
 */
async function startSender(): Promise<PgBoss> {
  const pool = new pg.Pool({
    connectionString: requireDatabaseUrl(),
    application_name: 'claim-ledger sender',
    max: 1,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 1_000,
    allowExitOnIdle: true,
  });
  pool.on('error', ({ message }) => log.warn({ reason: message }, 'an idle database connection was lost'));
  const boss = new PgBoss({
    db: { executeSql: (text, values) => pool.query(text, values) },
    migrate: false,
    supervise: false,
    schedule: false,
    registerInstance: false,
    openTelemetry: { enabled: false },
    queueCacheIntervalSeconds: DAY_SECONDS,
    clock: { ...systemClock, setInterval: (work, ms) => setInterval(work, ms).unref() },
  });
  boss.on('error', (error) => log.warn({ err: error }, 'the sender of jobs failed'));
  return boss.start();
}

const made = new Set<string>();

async function demandQueue(boss: PgBoss, job: Job): Promise<void> {
  if (made.has(job.name)) return;
  await boss.createQueue(job.name, queueOptions(job));
  made.add(job.name);
}

function queueOptions(job: Job) {
  return {
    policy: job.keyed ? 'exclusive' : 'standard',
    notify: true,
    retryLimit: job.retries,
    retryDelay: job.retrySeconds,
    retryBackoff: true,
    expireInSeconds: job.timeLimitSeconds,
    heartbeatSeconds: HEARTBEAT_SECONDS,
    retentionSeconds: 14 * DAY_SECONDS,
    deleteAfterSeconds: 7 * DAY_SECONDS,
  };
}

/**
 * Enqueues a job with what the transaction writes: it runs when the transaction has committed, and never when it has not.
 * It acts as `actor`. Answers its id; null where a job with the same key waits or runs already.
 */
export async function enqueue<S extends z.ZodType>(
  tx: Tx,
  actor: Actor,
  job: Job<S>,
  payload: z.input<S>,
  { key, after, group }: EnqueueOptions = {},
): Promise<string | null> {
  job.payload.parse(payload);
  holder.ledgerSender ??= startSender().catch((error: unknown) => {
    delete holder.ledgerSender;
    throw error;
  });
  const boss = await holder.ledgerSender;
  await demandQueue(boss, job);
  const data = { actorId: actor.id, payload } satisfies z.input<typeof envelope>;
  return boss.send(job.name, data, {
    db: fromPrisma(tx),
    ...(key !== undefined && { singletonKey: key }),
    ...(after !== undefined && { startAfter: after }),
    ...(group !== undefined && { group: { id: group } }),
  });
}

/** A job with what does it. */
export interface JobHandler {
  readonly job: Job;
  run(data: unknown, run: JobRun): Promise<void>;
}

/**
 * Gives a job its handler. A job is run at least once: what the handler does must stand being done again. It acts as whoever
 * enqueued it, with the role that they have by now. Throwing has it tried again.
 */
export function handleJob<S extends z.ZodType>(
  job: Job<S>,
  work: (actor: Actor, payload: z.output<S>, run: JobRun) => Promise<void>,
): JobHandler {
  return {
    job,
    run: async (data, run) => {
      const { actorId, payload } = envelope.parse(data);
      await work(await actorOf(actorId), job.payload.parse(payload), run);
    },
  };
}

async function actorOf(id: number | null): Promise<Actor> {
  if (id === null) return systemActor;
  const [user] = await query<{ name: string; role: Role }>(
    Prisma.sql`SELECT name, role::text FROM user_account WHERE id = ${id} AND disabled_at IS NULL`,
  );
  if (!user) throw new AppError('forbidden', 'Whoever asked for this has no account any more.');
  return asActor({ id, ...user, sessionId: null });
}

/**
 * Works through the jobs until it is stopped. Any number of workers may share a database: each job is given to one, and is
 * given to another when that one falls silent.
 */
export async function startJobs(
  databaseUrl: string,
  handlers: readonly JobHandler[],
): Promise<{ stop(): Promise<void> }> {
  const boss = new PgBoss({
    connectionString: databaseUrl,
    application_name: 'claim-ledger worker',
    max: 4,
    migrate: false,
    useListenNotify: true,
    // How soon the job of a worker that was killed is noticed.
    superviseIntervalSeconds: 10,
    monitorIntervalSeconds: 10,
    openTelemetry: { enabled: false },
  });
  boss.on('error', (error) => log.error({ err: error }, 'the jobs failed'));
  boss.on('warning', ({ message }) => log.warn({ reason: message }, 'jobs'));
  await boss.start();
  for (const handler of handlers) await attach(boss, handler);
  return { stop: () => boss.stop({ timeout: STOP_MS }) };
}

async function attach(boss: PgBoss, handler: JobHandler): Promise<void> {
  const { job } = handler;
  const { policy: _, ...changeable } = queueOptions(job);
  await boss.createQueue(job.name, queueOptions(job));
  // A queue that an older version made takes the new settings.
  await boss.updateQueue(job.name, changeable);
  if (job.cron === undefined) await boss.unschedule(job.name);
  else await boss.schedule(job.name, job.cron, { actorId: null, payload: {} }, { tz: 'UTC', missed: 'once' });
  for (let place = 0; place < job.atOnce; place++) await attend(boss, handler);
}

/** One place of a worker: fetches a job, runs it, and looks for the next. */
async function attend(boss: PgBoss, handler: JobHandler): Promise<void> {
  const id = await boss.work<unknown>(
    handler.job.name,
    {
      pollingIntervalSeconds: 2,
      // A new job is told at once; a retry is only seen by looking.
      notifyPollingIntervalSeconds: 5,
      ...(handler.job.atOncePerGroup !== undefined && { groupConcurrency: handler.job.atOncePerGroup }),
    },
    async (batch) => {
      try {
        for (const one of batch) await runOne(handler, one);
      } finally {
        // By itself it would wait for its time, however much there is to do.
        boss.notifyWorker(id);
      }
    },
  );
}

async function runOne(
  { job, run }: JobHandler,
  { id, data, retryCount, signal }: PgJob<unknown>,
): Promise<void> {
  try {
    await patiently(() => run(data, { id, retry: retryCount, signal }));
  } catch (error) {
    const which = { job: job.name, id, retry: retryCount };
    if (signal.aborted) log.warn(which, 'a job was stopped before its end');
    else if (error instanceof AppError) log.warn({ ...which, reason: error.message }, 'a job failed');
    else log.error({ ...which, err: error }, 'a job failed');
    throw error;
  }
}
