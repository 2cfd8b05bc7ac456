import { beforeAll, describe, expect, test } from 'vitest';
import { bulkChange, changeSelected } from '#lib/claims/bulk-mutations.ts';
import { bulkChangeHandler, undoBulkHandler } from '#lib/claims/jobs.ts';
import { changeStatus } from '#lib/claims/mutations.ts';
import { type BulkChangeInput, bulkChangeInput } from '#lib/claims/schema.ts';
import { undoBulkChange } from '#lib/claims/undo-mutations.ts';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { runTask } from '#lib/tasks/run-mutations.ts';
import { ownDatabase } from '../support/database.ts';
import { claimRowOf, type Ledger, makeClaim, makeLedger } from '../support/ledger.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const reason = 'checked against the decree';

describe('more than one waits for', () => {
  const COUNT = 2_100;
  let act = '';

  beforeAll(async () => {
    await transaction(systemActor, 'made up', async (tx) => {
      const tag = await tx.tag.create({ data: { slug: 'many', name: 'many' } });
      await tx.$executeRaw`INSERT INTO claim (programme_id, topic_id, statement, tag_ids)
        SELECT ${ledger.programmeId}, ${ledger.topics.visa}, 'Made-up claim ' || n, ARRAY[${tag.id}::int] FROM generate_series(1, ${COUNT}::int) n`;
    });
  });

  const many = {
    selection: { query: '?tag=many', except: [], expected: COUNT },
    change: { field: 'priority', priority: 'urgent' },
    reason,
  } satisfies BulkChangeInput;
  const urgent = async () =>
    (
      await query<{ count: number }>(
        Prisma.sql`SELECT count(*)::int AS count FROM claim WHERE priority = 'urgent' AND statement LIKE 'Made-up claim %'`,
      )
    )[0]?.count;
  const work = (taskId: number) =>
    runTask(ledger.actors.researcher, taskId, [bulkChangeHandler, undoBulkHandler], {
      id: 'job',
      retry: 0,
      signal: new AbortController().signal,
    });
  const started = async (answer: Promise<object>) => {
    const task = await answer;
    if (!('taskId' in task) || typeof task.taskId !== 'number') throw new Error('no task was started');
    return task.taskId;
  };
  const taskOf = (id: number) => prisma().task.findUniqueOrThrow({ where: { id } });

  test('is a task, that ends with one act; others read and write meanwhile', async () => {
    const other = await makeClaim(ledger);
    const seen: [number, number | null][] = [];
    const answer = await changeSelected(ledger.actors.researcher, bulkChangeInput.parse(many), {
      taskId: 0,
      signal: new AbortController().signal,
      progress: (done, total) => seen.push([done, total]),
      finish: async () => {
        // Not committed yet, but all done: who reads sees what was before, and who writes another claim does not wait.
        expect(await urgent()).toBe(0);
        await changeStatus(ledger.actors.editor, {
          id: other,
          version: 1,
          status: 'in_review',
          rationale: '',
        });
        throw new AppError('conflict', 'rolled back');
      },
    }).catch((error: unknown) => error);
    expect(answer).toBeInstanceOf(AppError);
    expect(seen).toEqual([
      [0, null],
      [0, COUNT],
      [2_000, COUNT],
      [COUNT, COUNT],
    ]);
    expect(await claimRowOf(other)).toMatchObject({ status: 'in_review', version: 2 });
    expect(await urgent()).toBe(0);

    const id = await started(bulkChange(ledger.actors.researcher, bulkChangeInput.parse(many)));
    expect(await taskOf(id)).toMatchObject({ title: 'Priority of 2,100 claims: urgent', state: 'queued' });
    expect(await urgent()).toBe(0);
    await work(id);
    const done = await taskOf(id);
    expect(done).toMatchObject({
      state: 'done',
      message: '2,100 claims changed.',
      done: COUNT,
      total: COUNT,
    });
    expect(done.result).toMatchObject({ changed: COUNT, unchanged: 0, act: expect.stringMatching(/^\d+$/) });
    act = String(Object(done.result)['act']);
    const [events] = await query<{ count: number; acts: number }>(
      Prisma.sql`SELECT count(*)::int AS count, count(DISTINCT tx)::int AS acts FROM event WHERE reason = ${reason} AND tx = ${act}::bigint`,
    );
    expect(events).toEqual({ count: COUNT, acts: 1 });
  });

  test('is undone by its act, as a task', async () => {
    const id = await started(undoBulkChange(ledger.actors.editor, { act, reason: '' }));
    await work(id);
    expect(await taskOf(id)).toMatchObject({ state: 'done', message: '2,100 claims put back.' });
    const offered = await prisma().task.count({ where: { result: { path: ['act'], equals: act } } });
    expect(offered).toBe(0);
    expect(await urgent()).toBe(0);
  });

  test('that is not what was on the screen any more fails, and changes nothing', async () => {
    const wrong = { ...many, selection: { ...many.selection, expected: COUNT + 1 } };
    const id = await started(bulkChange(ledger.actors.researcher, bulkChangeInput.parse(wrong)));
    await work(id);
    expect(await taskOf(id)).toMatchObject({
      state: 'failed',
      message: 'The selection changed: 2100 claims now, 2101 before. Nothing was changed.',
    });
    expect(await urgent()).toBe(0);
  });

  test('is cancelled between two statements', async () => {
    const ended = new AbortController();
    const answer = changeSelected(ledger.actors.researcher, bulkChangeInput.parse(many), {
      taskId: 0,
      signal: ended.signal,
      progress: (done) => {
        if (done > 0) ended.abort(new Error('cancelled'));
      },
      finish: async () => undefined,
    });
    await expect(answer).rejects.toThrow('cancelled');
    expect(await urgent()).toBe(0);
  });
});
