import { expect, test, vi } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { inSnapshot, Prisma, query, transaction } from '#lib/core/db.ts';
import { log } from '#lib/core/log.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase('starter');

test('a statement over 500 ms is logged with its plan, without the words that were asked for', async () => {
  const told = vi.spyOn(log, 'warn');
  const slow = (word: string) =>
    query(
      Prisma.sql`SELECT c.id, pg_sleep(0.6) FROM claim c WHERE c.statement = ${word} OR c.id = 1 LIMIT 1`,
    );
  await slow('a private word');
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
  const [entry, message] = told.mock.calls[0] ?? [];
  expect(message).toBe('a slow query');
  expect(entry).toMatchObject({ ms: expect.any(Number), sql: expect.stringContaining('c.statement = $1') });
  expect(entry).toMatchObject({ plan: expect.stringMatching(/Scan.* on claim/) });
  expect(JSON.stringify(entry)).not.toContain('private');

  // Its plan is known now; that it was slow again is told all the same.
  await slow('another one');
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(2));
  expect(told.mock.calls[1]?.[0]).not.toMatchObject({ plan: expect.any(String) });
});

test('a quick one is not', async () => {
  const told = vi.spyOn(log, 'warn');
  await query(Prisma.sql`SELECT 1`);
  expect(told).not.toHaveBeenCalled();
});

test('a step of long work has more time', async () => {
  const told = vi.spyOn(log, 'warn');
  const { signal } = new AbortController();
  await transaction(systemActor, 'a test', (tx) => tx.$queryRaw`SELECT pg_sleep(0.6)::text`, signal);
  expect(told).not.toHaveBeenCalled();
  await transaction(systemActor, 'a test', (tx) => tx.$queryRaw`SELECT pg_sleep(0.6)::text`);
  await vi.waitFor(() => expect(told).toHaveBeenCalledTimes(1));
});

test('a COPY that is read tells what went wrong, in the database and in who reads', async () => {
  const some = 'SELECT generate_series(1, 1000)';
  await expect(
    inSnapshot((read) =>
      read.copy(some, () => {
        throw new Error('unreadable');
      }),
    ),
  ).rejects.toThrow('unreadable');
  await expect(inSnapshot((read) => read.copy('SELECT nothing', () => undefined))).rejects.toThrow(
    'column "nothing" does not exist',
  );
  let rows = 0;
  const count = () => {
    rows += 1;
  };
  await inSnapshot((read) => read.copy(some, count));
  expect(rows).toBeGreaterThanOrEqual(1_000);
});
