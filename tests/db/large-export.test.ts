import { beforeAll, describe, expect, test } from 'vitest';
import { startExport } from '#lib/claims/export-mutations.ts';
import { exportClaims } from '#lib/claims/export-queries.ts';
import { exportHandler } from '#lib/claims/jobs.ts';
import type { ExportFile } from '#lib/claims/vocabulary.ts';
import type { Actor } from '#lib/core/actor.ts';
import { Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { readTaskFile } from '#lib/tasks/file-queries.ts';
import { cancelTask, dismissTask } from '#lib/tasks/mutations.ts';
import { runTask, type TaskHandler } from '#lib/tasks/run-mutations.ts';
import { ownDatabase } from '../support/database.ts';
import { claimForm, type Ledger, makeClaim, makeLedger, refusal } from '../support/ledger.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

/** More than one part holds. */
const COUNT = 3_000;
beforeAll(async () => {
  await transaction(ledger.actors.editor, 'made up', async (tx) => {
    await tx.$executeRaw`INSERT INTO claim (programme_id, topic_id, statement, original_wording, language)
      SELECT ${ledger.programmeId}, ${ledger.topics.visa}, 'Заявление ' || n || ', "в двух" экземплярах', repeat(md5(n::text), 60), 'ru'
      FROM generate_series(1, ${COUNT}::int) n`;
  });
  await makeClaim(ledger, { statement: claimForm(ledger).statement, topicId: ledger.topics.decree });
});

const start = async (actor: Actor, what: ExportFile, address: string) =>
  (await startExport(actor, { what, query: address })).taskId;
const work = (taskId: number, actor: Actor, handler: TaskHandler = exportHandler) =>
  runTask(actor, taskId, [handler], { id: 'job', retry: 0, signal: new AbortController().signal });
const taskOf = (id: number) => prisma().task.findUniqueOrThrow({ where: { id } });
const partsOf = async (id: number) =>
  (await query<{ n: number }>(Prisma.sql`SELECT count(*)::int AS n FROM task_part WHERE task_id = ${id}`))[0]
    ?.n;
const bytesOf = async (body: ReadableStream<Uint8Array>) =>
  Buffer.from(await new Response(body).arrayBuffer());

describe('a file that is long work', () => {
  test('is the very file that one would have waited for, however it is ordered', async () => {
    const { viewer } = ledger.actors;
    for (const [what, address] of [
      ['claims.csv', '?topic=visa&sort=-created'],
      ['claims.json', '?sort=statement'],
      ['claims.csv', '?q=заявление&sort=-relevance'],
    ] as const) {
      const id = await start(viewer, what, address);
      await work(id, viewer);
      const { body, headers } = await exportClaims(
        viewer,
        what,
        new URLSearchParams(address),
        'http://localhost:3000',
      );
      const { body: waiting, name, bytes, type } = await readTaskFile(viewer, id);
      const [kept, straight] = [await bytesOf(waiting), await bytesOf(body)];
      expect(kept.equals(straight), `${what} ${address}`).toBe(true);
      expect(headers['Content-Disposition']).toContain(encodeURIComponent(name));
      expect([bytes, type]).toEqual([straight.byteLength, headers['Content-Type']]);
    }
  });

  test('names its claims once each, tells how many, and waits for its owner alone', async () => {
    const { viewer, editor } = ledger.actors;
    const id = await start(viewer, 'claims.csv', '?topic=visa');
    expect((await taskOf(id)).title).toBe('Export of 3,000 claims as CSV');
    await work(id, viewer);
    const task = await taskOf(id);
    expect([task.state, task.done, task.total, task.href]).toEqual([
      'done',
      COUNT,
      COUNT,
      `/tasks/${id}/file`,
    ]);
    expect(task.message).toMatch(/^3,000 claims, \d+(\.\d)? MB\.$/);
    expect(await partsOf(id)).toBeGreaterThan(1);
    const text = String(await bytesOf((await readTaskFile(viewer, id)).body));
    const ids = [...text.matchAll(/^"(\d+)"/gm)].map(([, one]) => one);
    expect([ids.length, new Set(ids).size]).toEqual([COUNT, COUNT]);
    expect(await refusal(readTaskFile(editor, id))).toMatchObject({ code: 'not_found' });
    await dismissTask(viewer, { id });
    expect(await partsOf(id)).toBe(0);
    expect(await refusal(readTaskFile(viewer, id))).toMatchObject({ code: 'not_found' });
  });

  test('is given up whole when it is cancelled', async () => {
    const { viewer } = ledger.actors;
    const id = await start(viewer, 'claims.json', '');
    const slowly: TaskHandler = {
      ...exportHandler,
      run: async (actor, payload, run) => {
        // Cancelled when it has begun to write.
        let asked = false;
        await exportHandler.run(actor, payload, {
          ...run,
          progress: (done, total, phase) => {
            run.progress(done, total, phase);
            if (done === 0 || asked) return;
            asked = true;
            void cancelTask(viewer, { id });
          },
          finish: async (tx, result) => {
            // Hears of it.
            await expect.poll(() => run.signal.aborted, { timeout: 5_000 }).toBe(true);
            await run.finish(tx, result);
          },
        });
      },
    };
    await work(id, viewer, slowly);
    expect([(await taskOf(id)).state, await partsOf(id)]).toEqual(['cancelled', 0]);
    expect(await refusal(readTaskFile(viewer, id))).toMatchObject({ code: 'not_found' });
    await expect
      .poll(async () => {
        const [row] = await query<{ n: number }>(Prisma.sql`
          SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`);
        return row?.n;
      })
      .toBe(0);
  });

  test('is not begun for a filter that cannot be read', async () => {
    expect(await refusal(start(ledger.actors.viewer, 'claims.csv', '?colour=red'))).toMatchObject({
      code: 'invalid',
    });
  });
});
