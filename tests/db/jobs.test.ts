import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Actor, systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { AppError } from '#lib/core/errors.ts';
import type { Job, JobRun } from '#lib/core/job.ts';
import { enqueue, handleJob, type JobHandler, startJobs } from '#lib/core/jobs.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeLedger } from '../support/ledger.ts';

ownDatabase();

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const payload = z.strictObject({ word: z.string() });
const usual = { payload, retries: 2, retrySeconds: 1, timeLimitSeconds: 60, atOnce: 2 };
type Done = { actor: Actor; word: string; run: JobRun };

/** A handler that tells what it did, and a promise of its next deed. */
function recorder(job: Job<typeof payload>, work: (done: Done) => Promise<void> = async () => undefined) {
  const done: Done[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  const handler = handleJob(job, async (actor, { word }, run) => {
    await work({ actor, word, run });
    done.push({ actor, word, run });
    for (const { count, resolve } of waiting) if (done.length >= count) resolve();
  });
  const times = (count: number) =>
    new Promise<void>((resolve) => {
      if (done.length >= count) resolve();
      else waiting.push({ count, resolve });
    });
  return { handler, done, times };
}

async function worker(...handlers: JobHandler[]): Promise<void> {
  const { stop } = await startJobs(requireDatabaseUrl(), handlers);
  onTestFinished(stop);
}

const send = (
  job: Job<typeof payload>,
  word: string,
  options = {},
  actor: Actor = ledger.actors.researcher,
) => transaction(actor, '', (tx) => enqueue(tx, actor, job, { word }, options));

function jobsOf(name: string) {
  return query<{ state: string; data: unknown; retryCount: number }>(
    Prisma.sql`SELECT state::text, data, retry_count AS "retryCount" FROM pgboss.job WHERE name = ${name}`,
  );
}

describe('a job', () => {
  test('runs when its transaction has committed, as whoever enqueued it', async () => {
    const job = { ...usual, name: 'commits' } satisfies Job;
    const { handler, done, times } = recorder(job);
    await worker(handler);
    const lost = transaction(ledger.actors.editor, '', async (tx) => {
      await enqueue(tx, ledger.actors.editor, job, { word: 'rolled back' });
      throw new AppError('conflict', 'no');
    });
    await expect(lost).rejects.toThrow('no');
    await send(job, 'kept');
    await send(job, 'ours', {}, systemActor);
    await times(2);
    expect(done.map(({ word }) => word).sort()).toEqual(['kept', 'ours']);
    const kept = done.find(({ word }) => word === 'kept');
    expect(kept?.actor).toMatchObject({
      id: ledger.actors.researcher.id,
      role: 'researcher',
      name: 'The researcher',
    });
    expect(done.find(({ word }) => word === 'ours')?.actor).toEqual(systemActor);
  });

  test('is tried again when it fails', async () => {
    const job = { ...usual, name: 'fails-once' } satisfies Job;
    const { handler, done, times } = recorder(job, async ({ run }) => {
      if (run.retry === 0) throw new AppError('unavailable', 'not yet');
    });
    await worker(handler);
    await send(job, 'again');
    await times(1);
    expect(done.map(({ run }) => run.retry)).toEqual([1]);
  });

  test('with a key waits once; without, as often as it is sent', async () => {
    const keyed = { ...usual, name: 'keyed', keyed: true } satisfies Job;
    expect(await send(keyed, 'first', { key: 'a' })).toEqual(expect.any(String));
    expect(await send(keyed, 'second', { key: 'a' })).toBeNull();
    expect(await send(keyed, 'other', { key: 'b' })).toEqual(expect.any(String));
    expect(await jobsOf('keyed')).toHaveLength(2);
    const { handler, times } = recorder(keyed);
    await worker(handler);
    await times(2);
    await expect.poll(() => send(keyed, 'later', { key: 'a' })).toEqual(expect.any(String));
    await times(3);
  });

  test('is done once, however many workers there are', async () => {
    const job = { ...usual, name: 'shared' } satisfies Job;
    const { handler, done, times } = recorder(job);
    await Promise.all([worker(handler), worker(handler), worker(handler)]);
    await Promise.all(Array.from({ length: 30 }, (_, i) => send(job, String(i))));
    await times(30);
    expect(new Set(done.map(({ word }) => word)).size).toBe(30);
    expect(done).toHaveLength(30);
  });

  test('refuses a payload that is none, when it is sent and when it runs', async () => {
    const job = { ...usual, name: 'strict', retries: 0 } satisfies Job;
    const wrong = z.strictObject({ word: z.number() });
    const asText = { ...job, payload: z.strictObject({ word: z.coerce.string() }) } satisfies Job;
    const refused = transaction(systemActor, '', (tx) =>
      enqueue(tx, systemActor, { ...job, payload: wrong }, JSON.parse('{"word": "text"}')),
    );
    await expect(refused).rejects.toThrow('word');
    await transaction(systemActor, '', (tx) => enqueue(tx, systemActor, asText, { word: 7 }));
    const { handler, done } = recorder(job);
    await worker(handler);
    await expect.poll(async () => (await jobsOf('strict'))[0]?.state, { timeout: 15_000 }).toBe('failed');
    expect(done).toEqual([]);
  });

  test('does nothing for somebody whose account is disabled', async () => {
    const job = { ...usual, name: 'disabled', retries: 0 } satisfies Job;
    await send(job, 'too late', {}, ledger.actors.viewer);
    await transaction(systemActor, 'left', (tx) =>
      tx.user.update({
        where: { id: ledger.actors.viewer.id ?? 0 },
        data: { disabledAt: new Date(), version: 2 },
      }),
    );
    const { handler, done } = recorder(job);
    await worker(handler);
    await expect.poll(async () => (await jobsOf('disabled'))[0]?.state, { timeout: 15_000 }).toBe('failed');
    expect(done).toEqual([]);
  });
});

test('a schedule is kept with its job, and goes with it', async () => {
  const job = { ...usual, name: 'nightly', payload: z.strictObject({}), cron: '17 3 * * *' } satisfies Job;
  const scheduled = () =>
    query<{ cron: string; timezone: string }>(
      Prisma.sql`SELECT cron, timezone FROM pgboss.schedule WHERE name = 'nightly'`,
    );
  await worker(handleJob(job, async () => undefined));
  expect(await scheduled()).toEqual([{ cron: '17 3 * * *', timezone: 'UTC' }]);
  const { cron: _, ...unscheduled } = job;
  await worker(handleJob(unscheduled, async () => undefined));
  expect(await scheduled()).toEqual([]);
});
