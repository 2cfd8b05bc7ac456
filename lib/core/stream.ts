import { AsyncLocalStorage } from 'node:async_hooks';
import Cursor from 'pg-cursor';
import { connection, momentRead, Prisma, query, readingOn, type Snapshot, type Sql } from './db.ts';
import { log } from './log.ts';

/** Rows that are fetched at once. */
const ROWS = 8;

/** What stands before, between and after the texts. */
export type Frame = { head: string; between: string; tail: string };

/**
 * A download of texts that SQL writes: `statements` yields one statement after another, each with rows of one column `text`, and
 * all are read in one snapshot, some rows at a time, at the pace of who reads: memory does not grow with the number of rows. When the
 * reader goes, the query is cancelled; when the reading fails, the stream breaks, so that a file is never silently short.
 */
export function streamText(
  statements: (read: Snapshot) => AsyncIterable<Sql>,
  { head, between, tail }: Frame,
): ReadableStream<Uint8Array> {
  const encoder = new TextEncoder();
  // Rows are pulled later and from elsewhere: which database they come from, and as of when, is the caller's choice.
  const asCaller = AsyncLocalStorage.snapshot();
  const moment = momentRead();
  let pid = 0;
  let gone = false;

  async function* texts(): AsyncGenerator<string, undefined> {
    const client = await connection();
    let failed = true;
    try {
      const backend = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      pid = backend.rows[0]?.pid ?? 0;
      // The reader may have gone while the connection was awaited; the statements have no limit of their own.
      if (gone) throw new Error('the reader of an export went before it began');
      const read = await readingOn(client, moment);
      await client.query(`SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'`);
      yield head;
      let first = true;
      for await (const { text, values } of statements(read)) {
        const cursor = client.query(new Cursor<{ text: string }>(text, [...values]));
        for (let rows = await cursor.read(ROWS); rows.length > 0; rows = await cursor.read(ROWS))
          for (const row of rows) {
            yield first ? row.text : between + row.text;
            first = false;
          }
        await cursor.close();
      }
      await client.query('COMMIT');
      failed = false;
      if (tail !== '') yield tail;
    } finally {
      pid = 0;
      client.release(failed);
    }
  }

  const source = texts();
  const next = () => {
    const step = asCaller(() => source.next());
    // Who waits for it is told; it may be that nobody does any more.
    step.catch(() => undefined);
    return step;
  };
  // The database writes the next text while this one is on its way.
  let ahead: ReturnType<typeof next> | undefined;

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await (ahead ?? next());
          if (done) return controller.close();
          ahead = next();
          controller.enqueue(encoder.encode(value));
        } catch (error) {
          if (!gone) log.error({ err: error }, 'an export broke off');
          controller.error(error);
        }
      },
      async cancel() {
        gone = true;
        if (pid !== 0) await asCaller(() => query(Prisma.sql`SELECT pg_cancel_backend(${pid}::int)`));
        await source.return(undefined).catch(() => undefined);
      },
    },
    { highWaterMark: 1 },
  );
}
