import { setTimeout as sleep } from 'node:timers/promises';
import { beforeAll, describe, expect, onTestFinished, test } from 'vitest';
import { z } from 'zod';
import { type Actor, systemActor } from '#lib/core/actor.ts';
import { Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { AppError } from '#lib/core/errors.ts';
import { startJobs } from '#lib/core/jobs.ts';
import { tasksHandler } from '#lib/tasks/jobs.ts';
import type { TaskKind } from '#lib/tasks/kind.ts';
import { cancelTask, dismissTask, markTasksSeen, startTask } from '#lib/tasks/mutations.ts';
import { listTasks, tallyTasks } from '#lib/tasks/queries.ts';
import {
  runTask,
  sweepTasks,
  type TaskHandler,
  type TaskRun,
  taskHandler,
} from '#lib/tasks/run-mutations.ts';
import { ownDatabase } from '../support/database.ts';
import { gate } from '../support/gate.ts';
import { type Ledger, makeLedger, refusal } from '../support/ledger.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const kind = { name: 'rename-topic', payload: z.strictObject({ slug: z.string() }) } satisfies TaskKind;
type Work = (actor: Actor, slug: string, run: TaskRun) => Promise<void>;
const handler = (work: Work) => taskHandler(kind, (actor, { slug }, run) => work(actor, slug, run));

const start = (actor: Actor, slug = 'new') =>
  transaction(actor, '', (tx) =>
    startTask(tx, actor, kind, { title: `A topic: ${slug}`, payload: { slug } }),
  );
const rowOf = (id: number) => prisma().task.findUniqueOrThrow({ where: { id } });
const stateOf = async (id: number) => (await rowOf(id)).state;
const nameOf = async () =>
  (await prisma().topic.findUniqueOrThrow({ where: { id: ledger.topics.visa } })).name;

/** Runs it as the worker's job would; the answer is what the job sees. */
const run = (
  id: number,
  work: TaskHandler,
  stop = new AbortController().signal,
  actor: Actor = ledger.actors.researcher,
) => runTask(actor, id, [work], { id: 'job', retry: 0, signal: stop });

/** Renames the topic, and then waits in a statement that would take a minute. */
const forever = handler((actor, slug, { signal, finish }) =>
  transaction(
    actor,
    'a task',
    async (tx) => {
      await tx.$executeRaw`UPDATE topic SET name = ${slug}, version = version + 1 WHERE id = ${ledger.topics.visa}`;
      await tx.$executeRaw`SELECT pg_sleep(60)`;
      await finish(tx, { message: 'Renamed.' });
    },
    signal,
  ),
);

describe('a task', () => {
  test('runs in a worker as its owner, tells how far it is while its transaction is open, and keeps its result', async () => {
    const { editor } = ledger.actors;
    const [looked, go] = gate();
    const { stop } = await startJobs(requireDatabaseUrl(), [
      tasksHandler([
        handler((actor, slug, { progress, finish, signal }) =>
          transaction(
            actor,
            'a task',
            async (tx) => {
              await tx.$executeRaw`UPDATE topic SET name = ${`${slug} by ${actor.name}`}, version = version + 1 WHERE id = ${ledger.topics.decree}`;
              progress(30, 100, 'Renaming');
              await looked;
              await finish(tx, { message: 'Renamed.', href: '/claims', data: { count: 1 } });
            },
            signal,
          ),
        ),
      ]),
    ]);
    onTestFinished(stop);
    const id = await start(editor);
    const far = () => rowOf(id).then(({ done, total, phase, state }) => ({ done, total, phase, state }));
    await expect.poll(far).toEqual({ done: 30, total: 100, phase: 'Renaming', state: 'running' });
    go();
    await expect.poll(() => stateOf(id)).toBe('done');
    expect(await rowOf(id)).toMatchObject({
      ownerId: editor.id,
      done: 100,
      message: 'Renamed.',
      href: '/claims',
      result: { count: 1 },
    });
    const topic = await prisma().topic.findUniqueOrThrow({ where: { id: ledger.topics.decree } });
    expect(topic.name).toBe('new by The editor');
  });

  test('that fails says why, changes nothing, and is not tried again', async () => {
    const failing = (error: Error) =>
      handler((actor, slug, { signal }) =>
        transaction(
          actor,
          '',
          async (tx) => {
            await tx.$executeRaw`UPDATE topic SET name = ${slug}, version = version + 1 WHERE id = ${ledger.topics.visa}`;
            throw error;
          },
          signal,
        ),
      );
    const expected = await start(ledger.actors.researcher);
    await run(expected, failing(new AppError('conflict', 'The selection changed. Nothing was changed.')));
    expect(await rowOf(expected)).toMatchObject({
      state: 'failed',
      message: 'The selection changed. Nothing was changed.',
    });
    const bug = await start(ledger.actors.researcher);
    await run(bug, failing(new TypeError('a secret of the program')));
    const { message } = await rowOf(bug);
    expect(message).toMatch(
      /^Something went wrong on our side; nothing was changed\. It has been logged as \w+\.$/,
    );
    expect(await nameOf()).toBe('visa');
  });

  test('of a kind that this version does not know says so', async () => {
    const id = await start(ledger.actors.researcher);
    await runTask(ledger.actors.researcher, id, [], {
      id: 'job',
      retry: 0,
      signal: new AbortController().signal,
    });
    expect(await stateOf(id)).toBe('failed');
  });
});

describe('cancelling', () => {
  test('stops the statement that runs and takes back what was written', async () => {
    const id = await start(ledger.actors.researcher, 'cancelled');
    const running = run(id, forever);
    await expect.poll(() => stateOf(id)).toBe('running');
    await sleep(500);
    await cancelTask(ledger.actors.researcher, { id });
    await running;
    expect(await rowOf(id)).toMatchObject({ state: 'cancelled', message: 'Cancelled. Nothing was changed.' });
    expect(await nameOf()).toBe('visa');
    const [left] = await query<{ count: number }>(
      Prisma.sql`SELECT count(*)::int AS count FROM pg_stat_activity WHERE query LIKE '%pg_sleep(60)%' AND pid <> pg_backend_pid() AND state = 'active'`,
    );
    expect(left?.count).toBe(0);
  });

  test('ends one that waits at once, and leaves one that has ended', async () => {
    const id = await start(ledger.actors.researcher);
    await cancelTask(ledger.actors.researcher, { id });
    expect(await stateOf(id)).toBe('cancelled');
    const none = handler(async () => {
      throw new Error('it ran all the same');
    });
    await run(id, none);
    expect(await stateOf(id)).toBe('cancelled');
    const quick = handler((actor, _slug, { finish, signal }) =>
      transaction(actor, '', (tx) => finish(tx, { message: 'Done.' }), signal),
    );
    const ended = await start(ledger.actors.researcher);
    await run(ended, quick);
    await cancelTask(ledger.actors.researcher, { id: ended });
    expect(await stateOf(ended)).toBe('done');
  });

  test('is for the owner and an administrator', async () => {
    const { researcher, editor, admin } = ledger.actors;
    const id = await start(researcher);
    expect((await refusal(cancelTask(editor, { id }))).code).toBe('not_found');
    expect(await stateOf(id)).toBe('queued');
    await cancelTask(admin, { id });
    expect(await stateOf(id)).toBe('cancelled');
  });
});

describe('a worker', () => {
  test('that is stopped leaves the task to another', async () => {
    const id = await start(ledger.actors.researcher, 'resumed');
    const stop = new AbortController();
    const running = run(id, forever, stop.signal);
    await expect.poll(() => stateOf(id)).toBe('running');
    await sleep(100);
    stop.abort(new Error('the worker stops'));
    await expect(running).rejects.toThrow('the worker stops');
    expect(await rowOf(id)).toMatchObject({ state: 'running', attempt: 1 });
    await run(
      id,
      handler((actor, _slug, { finish, signal }) =>
        transaction(actor, '', (tx) => finish(tx, { message: 'At the second try.' }), signal),
      ),
    );
    expect(await rowOf(id)).toMatchObject({ state: 'done', attempt: 2, message: 'At the second try.' });
  });

  test('that fell silent and comes back finds the task taken over, and writes nothing', async () => {
    const id = await start(ledger.actors.researcher, 'late');
    const [away, back] = gate();
    const late = run(
      id,
      handler((actor, slug, { finish }) =>
        // No signal: it hears of nothing.
        transaction(actor, '', async (tx) => {
          await away;
          await tx.$executeRaw`UPDATE topic SET name = ${slug}, version = version + 1 WHERE id = ${ledger.topics.visa}`;
          await finish(tx, { message: 'Late.' });
        }),
      ),
    );
    await expect.poll(() => stateOf(id)).toBe('running');
    await run(
      id,
      handler((actor, _slug, { finish, signal }) =>
        transaction(actor, '', (tx) => finish(tx, { message: 'In time.' }), signal),
      ),
    );
    back();
    await late;
    expect(await rowOf(id)).toMatchObject({ state: 'done', message: 'In time.' });
    expect(await nameOf()).toBe('visa');
  });

  test('that is lost again and again has the task given up; old ones are forgotten', async () => {
    const { researcher } = ledger.actors;
    const id = await start(researcher);
    await query(Prisma.sql`UPDATE task SET state = 'running', attempt = 3 WHERE id = ${id}`);
    await run(id, forever);
    expect(await rowOf(id)).toMatchObject({
      state: 'failed',
      message: 'It was interrupted too often and given up. Nothing was changed.',
    });
    const orphan = await start(researcher);
    const waiting = await start(researcher);
    await query(
      Prisma.sql`UPDATE pgboss.job SET state = 'failed' WHERE id = (SELECT job_id FROM task WHERE id = ${orphan})`,
    );
    await sweepTasks(new Date());
    expect([await stateOf(orphan), await stateOf(waiting)]).toEqual(['failed', 'queued']);
    await sweepTasks(new Date(Date.now() + 13.9 * 86_400_000));
    expect(await stateOf(orphan)).toBe('failed');
    await sweepTasks(new Date(Date.now() + 14.1 * 86_400_000));
    expect(await prisma().task.findUnique({ where: { id: orphan } })).toBeNull();
    expect(await stateOf(waiting)).toBe('queued');
  });
});

test('what became of it waits to be seen, and can be put away; others do not see it, an administrator while it goes on', async () => {
  const { viewer, editor, admin } = ledger.actors;
  const id = await start(viewer, 'waiting');
  const listed = async (actor: Actor) => (await listTasks(actor)).find((task) => task.id === id);
  expect(await listed(viewer)).toMatchObject({ state: 'queued', mine: true, seen: false, endedAt: null });
  expect(await listed(admin)).toMatchObject({ mine: false, owner: 'The viewer' });
  expect(await listed(editor)).toBeUndefined();
  const quick = handler((actor, _slug, { finish, signal }) =>
    transaction(actor, '', (tx) => finish(tx, { message: 'Renamed.' }), signal),
  );
  await run(id, quick, undefined, viewer);
  expect(await tallyTasks(viewer)).toEqual({ listed: 1, running: 0, unseen: 1 });
  expect(await listed(viewer)).toMatchObject({ state: 'done', endedAt: expect.stringMatching(/Z$/) });
  expect(await listed(admin)).toBeUndefined();
  await markTasksSeen(editor, { ids: [id] });
  expect((await tallyTasks(viewer)).unseen).toBe(1);
  await markTasksSeen(viewer, { ids: [id] });
  expect(await tallyTasks(viewer)).toEqual({ listed: 1, running: 0, unseen: 0 });
  await dismissTask(viewer, { id });
  expect(await listTasks(viewer)).toEqual([]);
});

test('a task that is never committed never runs', async () => {
  const lost = transaction(systemActor, '', async (tx) => {
    await startTask(tx, systemActor, kind, { title: 'Lost', payload: { slug: 'lost' } });
    throw new AppError('conflict', 'no');
  });
  await expect(lost).rejects.toThrow('no');
  expect(await prisma().task.count({ where: { title: 'Lost' } })).toBe(0);
});
