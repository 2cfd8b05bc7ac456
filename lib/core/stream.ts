import { AsyncLocalStorage } from 'node:async_hooks';
import type { PoolClient } from 'pg';
import Cursor from 'pg-cursor';
import { connection, momentRead, Prisma, query, readingOn, type Snapshot, type Sql } from './db.ts';
import { AppError } from './errors.ts';
import { log } from './log.ts';

/** Files that this process sends at once. Each holds a connection, and most of the pool's ten are for people who look at pages. */
const MOST_AT_ONCE = 4;
// Pages and route handlers are built apart: the global object is where they meet.
const holder = globalThis as typeof globalThis & { ledgerDownloads?: Set<symbol> };

/** A place among the files being sent, until the function it answers with is called. Throws `unavailable` where there is none. */
function takePlace(): () => void {
  holder.ledgerDownloads ??= new Set();
  const places = holder.ledgerDownloads;
  if (places.size >= MOST_AT_ONCE)
    throw new AppError(
      'unavailable',
      `${MOST_AT_ONCE} files are being downloaded already. Try again when one of them is done.`,
    );
  const place = Symbol('download');
  places.add(place);
  return () => places.delete(place);
}

/**
 * The rows of one statement, each as somebody takes it, in a snapshot; memory does not grow with their number. Holds a connection
 * until the last is taken or nobody takes any more.
 */
export async function* eachRow<Row>({ text, values }: Sql): AsyncGenerator<Row, undefined> {
  const client = await connection();
  let failed = true;
  try {
    await readingOn(client, momentRead());
    await client.query('SET LOCAL statement_timeout = 0');
    const cursor = client.query(new Cursor<Row>(text, [...values]));
    for (let rows = await cursor.read(1); rows.length > 0; rows = await cursor.read(1)) yield* rows;
    await cursor.close();
    await client.query('COMMIT');
    failed = false;
  } finally {
    client.release(failed);
  }
}

/** What the sources give, one after the other; each begins when the first of the one before it is there, and works while that is taken. */
export async function* inTurn<T>(
  sources: readonly (() => AsyncGenerator<T, undefined>)[],
): AsyncGenerator<T, undefined> {
  const begun = new Set<AsyncGenerator<T, undefined>>();
  const begin = (source: (() => AsyncGenerator<T, undefined>) | undefined) => {
    if (source === undefined) return null;
    const items = source();
    begun.add(items);
    const first = items.next();
    // Who waits for it is told; it may be that nobody does any more.
    first.catch(() => undefined);
    return { items, first };
  };
  try {
    let present = begin(sources[0]);
    for (let at = 1; present !== null; at += 1) {
      const { items, first } = present;
      let step = await first;
      present = begin(sources[at]);
      for (; step.done !== true; step = await items.next()) yield step.value;
      begun.delete(items);
    }
  } finally {
    for (const items of begun) await items.return(undefined);
  }
}

/** Rows that are fetched at once. */
const ROWS = 8;

/** What stands before, between and after the texts. */
export type Frame = { head: string; between: string; tail: string };

/** The same, each asked for when the one before it is handed over: who makes and who takes them work side by side. */
async function* oneAhead<T>(source: AsyncGenerator<T, undefined>): AsyncGenerator<T, undefined> {
  const next = () => {
    const step = source.next();
    // Who waits for it is told; it may be that nobody does any more.
    step.catch(() => undefined);
    return step;
  };
  let ahead = next();
  try {
    for (;;) {
      const { value, done } = await ahead;
      if (done || value === undefined) return;
      ahead = next();
      yield value;
    }
  } finally {
    await source.return(undefined);
  }
}

/**
 * A download of texts that SQL writes: `statements` yields one statement after another, each with rows of one column `text`, and
 * all are read in one snapshot, some rows at a time, at the pace of who reads: memory does not grow with the number of rows. When the
 * reader goes, the query is cancelled; when the reading fails, the stream breaks, so that a file is never silently short.
 * Throws `unavailable` while too many are being sent.
 */
export function streamText(
  statements: (read: Snapshot) => AsyncIterable<Sql>,
  { head, between, tail }: Frame,
): ReadableStream<Uint8Array> {
  const leave = takePlace();
  const encoder = new TextEncoder();
  // Rows are pulled later and from elsewhere: which database they come from, and as of when, is the caller's choice.
  const asCaller = AsyncLocalStorage.snapshot();
  const moment = momentRead();
  let pid = 0;
  let gone = false;

  /** Some texts at a time. */
  async function* batches(client: PoolClient): AsyncGenerator<string[], undefined> {
    const read = await readingOn(client, moment);
    await client.query(`SET LOCAL statement_timeout = 0; SET LOCAL work_mem = '64MB'`);
    for await (const { text, values } of statements(read)) {
      if (gone) throw new Error('the reader of an export went between two statements');
      const cursor = client.query(new Cursor<{ text: string }>(text, [...values]));
      for (let rows = await cursor.read(ROWS); rows.length > 0; rows = await cursor.read(ROWS))
        yield rows.map((row) => row.text);
      await cursor.close();
    }
    await client.query('COMMIT');
  }

  async function* texts(): AsyncGenerator<string, undefined> {
    const client = await connection();
    let failed = true;
    try {
      const backend = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
      pid = backend.rows[0]?.pid ?? 0;
      // The reader may have gone while the connection was awaited; the statements have no limit of their own.
      if (gone) throw new Error('the reader of an export went before it began');
      yield head;
      let first = true;
      for await (const batch of oneAhead(batches(client)))
        for (const text of batch) {
          yield first ? text : between + text;
          first = false;
        }
      failed = false;
      if (tail !== '') yield tail;
    } finally {
      pid = 0;
      client.release(failed);
    }
  }

  // The database writes the next text while this one is on its way.
  const source = oneAhead(texts());
  const next = () => asCaller(() => source.next());

  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { value, done } = await next();
          if (!done) return controller.enqueue(encoder.encode(value));
          leave();
          controller.close();
        } catch (error) {
          leave();
          if (!gone) log.error({ err: error }, 'an export broke off');
          controller.error(error);
        }
      },
      async cancel() {
        gone = true;
        if (pid !== 0) await asCaller(() => query(Prisma.sql`SELECT pg_cancel_backend(${pid}::int)`));
        await source.return(undefined).catch(() => undefined);
        leave();
      },
    },
    { highWaterMark: 1 },
  );
}
