import { AsyncLocalStorage } from 'node:async_hooks';
import Cursor from 'pg-cursor';
import { connection, momentRead, Prisma, query, type Sql } from './db.ts';
import { log } from './log.ts';
import { beginReading } from './past.ts';

const BATCH = 500;

/**
 * Reads a statement's rows with a cursor in one snapshot and writes each batch as text, at the pace of who reads: memory does not
 * grow with the number of rows. When the reader goes, the query is cancelled; when the reading fails, the stream breaks, so that
 * a file is never silently short.
 */
export function streamRows<Row>(
  sql: Sql,
  write: { head: string; batch: (rows: Row[], first: boolean) => string; tail: string },
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  // Rows are pulled later and from elsewhere: which database they come from, and as of when, is the caller's choice.
  const asCaller = AsyncLocalStorage.snapshot();
  const moment = momentRead();
  let client: Awaited<ReturnType<typeof connection>> | undefined;
  let cursor: Cursor<Row> | undefined;
  let pid = 0;
  let first = true;
  let cancelled = false;

  const open = async () => {
    client = await asCaller(connection);
    const backend = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    pid = backend.rows[0]?.pid ?? 0;
    // The reader may have gone while the connection was awaited; the statement has no limit of its own.
    if (cancelled) throw new Error('the reader of an export went before it began');
    await beginReading(client, moment);
    await client.query('SET LOCAL statement_timeout = 0');
    cursor = client.query(new Cursor<Row>(sql.text, [...sql.values]));
    return cursor;
  };
  const close = async (failed: boolean) => {
    const held = client;
    client = undefined;
    if (!held) return;
    if (!failed) {
      await cursor?.close();
      await held.query('COMMIT');
    }
    held.release(failed);
  };

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const reading = cursor ?? (await open());
          const rows = await reading.read(BATCH);
          const text = (first ? write.head : '') + (rows.length ? write.batch(rows, first) : '');
          first = false;
          if (rows.length === BATCH) {
            controller.enqueue(encoder.encode(text));
            return;
          }
          await close(false);
          controller.enqueue(encoder.encode(text + write.tail));
          controller.close();
        } catch (error) {
          if (!cancelled) log.error({ err: error }, 'an export broke off');
          await close(true);
          controller.error(error);
        }
      },
      async cancel() {
        cancelled = true;
        if (client) await asCaller(() => query(Prisma.sql`SELECT pg_cancel_backend(${pid}::int)`));
        await close(true);
      },
    },
    { highWaterMark: 1 },
  );
}
