import { AsyncLocalStorage } from 'node:async_hooks';
import { createHash } from 'node:crypto';
import { PrismaPg } from '@prisma/adapter-pg';
import pg from 'pg';
import { Prisma, PrismaClient } from '#prisma/generated/client.ts';
import type { Actor } from './actor.ts';
import { copyFrom } from './copy.ts';
import { expected } from './database-errors.ts';
import { env, requireDatabaseUrl } from './env.ts';
import { AppError } from './errors.ts';
import { LEAVE_GATHERED } from './gathering.ts';
import { lockWait } from './lock-wait.ts';
import { log } from './log.ts';
import { beginReading, demandPast, PastGone } from './past.ts';
import { openPool } from './pool.ts';
import { asLongWork } from './query-watch.ts';

/** The longest that work with progress may take, in milliseconds. */
const LONG_MS = 4 * 60 * 60_000;

export { Prisma };
export type Sql = Prisma.Sql;
/** A transaction's client. */
export type Tx = Prisma.TransactionClient;

/** `reading` is the pool of READ_DATABASE_URL, or the same as `pool`. */
type Connections = { pool: pg.Pool; reading: pg.Pool; prisma: PrismaClient };
// Kept on the global object so that a hot reload does not open a second pool.
const holder = globalThis as typeof globalThis & { ledgerConnections?: Connections };

function connect(): Connections {
  const pool = openPool(requireDatabaseUrl());
  const { readDatabaseUrl } = env();
  const reading = readDatabaseUrl === undefined ? pool : openPool(readDatabaseUrl);
  return { pool, reading, prisma: new PrismaClient({ adapter: new PrismaPg(pool) }) };
}

function connections(): Connections {
  holder.ledgerConnections ??= connect();
  return holder.ledgerConnections;
}

/** Plain reads and writes. Hot reads use `query`. */
export function prisma(): PrismaClient {
  return connections().prisma;
}

const replica = new AsyncLocalStorage<boolean>();

/**
 * Within `work`, `query` and `connection` read from the replica of READ_DATABASE_URL, which may be a moment behind. For exports and
 * the read API; never for who somebody is, what they may do, or what they have just changed. Prisma and transactions do not follow.
 */
export function fromReadReplica<T>(work: () => Promise<T>): Promise<T> {
  return replica.run(true, work);
}

/** Within `work` everything goes to the database of DATABASE_URL, wherever it was called from: for what writes beside a read. */
export function fromPrimary<T>(work: () => Promise<T>): Promise<T> {
  return replica.run(false, work);
}

function readingPool(): pg.Pool {
  return replica.getStore() ? connections().reading : connections().pool;
}

/** Stands for the database in use: another one, another object. */
export function currentPool(): object {
  return readingPool();
}

const moments = new AsyncLocalStorage<Date>();

/**
 * What `read` asks by `query` and in snapshots is answered as it was known at the moment, out of the history; null is the present.
 * Nothing can be written there, and it is always the primary that answers. Throws `unavailable` while the past of that moment is
 * still being put together. See docs/decisions/0020-the-past-is-a-schema.md.
 */
export async function asKnownAt<T>(moment: Date | null, read: () => Promise<T>): Promise<T> {
  if (moment === null) return read();
  const readPast = async () => {
    await demandPast(moment);
    return fromPrimary(() => moments.run(moment, read));
  };
  return readPast().catch((error: unknown) => {
    if (error instanceof PastGone) return readPast();
    throw error;
  });
}

/** The moment whose knowledge is being read; null is the present. */
export function momentRead(): Date | null {
  return moments.getStore() ?? null;
}

/** Runs one statement. */
type Read = <Row extends pg.QueryResultRow>(sql: Sql) => Promise<Row[]>;

/** Runs one statement in a snapshot; `copy` hands over what a statement without parameters reads, in the binary COPY format, as it comes. */
export type Snapshot = Read & { copy: ReturnType<typeof copyFrom> };

/** Begins a snapshot of the moment on a connection, and reads there; the caller ends it. */
export async function readingOn(client: pg.PoolClient, moment: Date | null): Promise<Snapshot> {
  await beginReading(client, moment);
  const read = async <Row extends pg.QueryResultRow>({ text, values }: Sql) =>
    (await client.query<Row>({ text, values })).rows;
  return Object.assign(read, { copy: copyFrom(client) });
}

/** Reads in one snapshot, over a connection of its own. */
export async function inSnapshot<T>(work: (read: Snapshot) => Promise<T>): Promise<T> {
  const client = await connection();
  let failed = true;
  try {
    const done = await work(await readingOn(client, momentRead()));
    await client.query('COMMIT');
    failed = false;
    return done;
  } finally {
    client.release(failed);
  }
}

/** Runs one typed SQL statement, made with `Prisma.sql`, outside a transaction. */
export function query<Row extends pg.QueryResultRow>(sql: Sql): Promise<Row[]> {
  return ask<Row>({ text: sql.text, values: sql.values }, sql);
}

/** Names of prepared statements, by their text. */
const prepared = new Map<string, string>();

/**
 * The same for a statement that finds its rows by keys, and has one good plan whatever the values are: a connection parses and plans
 * it once, which takes longer than to run it. Not for conditions that people choose: there are too many, and each wants its own plan.
 */
export function queryByKey<Row extends pg.QueryResultRow>(sql: Sql): Promise<Row[]> {
  const { text, values } = sql;
  // Told from the text alone: pages and route handlers are built apart, and ask over the same connections.
  const name = prepared.get(text) ?? `by key ${createHash('sha1').update(text).digest('hex')}`;
  prepared.set(text, name);
  return ask<Row>({ text, values, name }, sql);
}

async function ask<Row extends pg.QueryResultRow>(statement: pg.QueryConfig, sql: Sql): Promise<Row[]> {
  if (momentRead() !== null) return queryPast<Row>(sql);
  try {
    return (await readingPool().query<Row>(statement)).rows;
  } catch (error) {
    throw crowded(error);
  }
}

async function queryPast<Row extends pg.QueryResultRow>(sql: Sql): Promise<Row[]> {
  try {
    return await inSnapshot((read) => read<Row>(sql));
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '57014')
      throw new AppError(
        'unavailable',
        'Looking so far back took too long and was stopped. Narrow the list.',
      );
    throw error;
  }
}

/** A connection of one's own, for cursors. The caller releases it; pass an error to discard the connection. */
export function connection(): Promise<pg.PoolClient> {
  return readingPool().connect();
}

export async function disconnect(): Promise<void> {
  const open = holder.ledgerConnections;
  delete holder.ledgerConnections;
  await open?.prisma.$disconnect();
  await open?.pool.end();
  if (open && open.reading !== open.pool) await open.reading.end();
}

/**
 * Runs the writes of one act in one transaction. The database's triggers write the history with this actor and reason,
 * and refuse an update that does not bring the next version (conflict). Where it has to wait long for what others write, it throws
 * `unavailable` with the name of the task that writes.
 * With a signal it may take hours and its statements any time; when the signal aborts, the statement that runs is cancelled,
 * everything is rolled back, and the signal's reason is thrown.
 */
export async function transaction<T>(
  actor: Actor,
  reason: string,
  work: (tx: Tx) => Promise<T>,
  signal?: AbortSignal,
): Promise<T> {
  if (momentRead() !== null) throw new AppError('invalid', 'The past cannot be changed.');
  try {
    return await prisma().$transaction(
      async (tx) => {
        await tx.$executeRaw`SELECT set_config('ledger.actor_id', ${actor.id === null ? '' : String(actor.id)}, true),
          set_config('ledger.actor', ${actor.name}, true), set_config('ledger.reason', ${reason}, true),
          set_config('lock_timeout', ${lockWait(signal !== undefined)}, true), ${Prisma.raw(LEAVE_GATHERED)}`;
        return signal ? await asLongWork(() => untilAborted(tx, signal, work)) : await work(tx);
      },
      { maxWait: 5_000, timeout: signal ? LONG_MS : 60_000 },
    );
  } catch (error) {
    if (signal?.aborted) throw signal.reason;
    throw await expected(error, runningTasks);
  }
}

async function untilAborted<T>(tx: Tx, signal: AbortSignal, work: (tx: Tx) => Promise<T>): Promise<T> {
  const [backend] = await tx.$queryRaw<{ pid: number }[]>`
    SELECT pg_backend_pid() AS pid, set_config('statement_timeout', '0', true)`;
  let cancelling: Promise<unknown> = Promise.resolve();
  // More than once: the first may come between two statements.
  const cancel = () => {
    cancelling = query(Prisma.sql`SELECT pg_cancel_backend(${backend?.pid ?? 0}::int)`).catch(({ message }) =>
      log.warn({ reason: message }, 'a statement could not be cancelled'),
    );
  };
  let again: NodeJS.Timeout | undefined;
  const onAbort = () => {
    cancel();
    again = setInterval(cancel, 200);
  };
  signal.throwIfAborted();
  signal.addEventListener('abort', onAbort);
  try {
    const result = await work(tx);
    signal.throwIfAborted();
    return result;
  } finally {
    signal.removeEventListener('abort', onAbort);
    clearInterval(again);
    // The connection goes back to the pool: no cancelling may reach whoever has it next.
    await cancelling;
  }
}

/**
 * Makes a row once for each key that a form sends: a second send, even at the same moment, answers with the id of the first.
 * `kind` keeps the keys of different forms apart; keys of different people never meet.
 */
export async function makeOnce(
  tx: Tx,
  actor: Actor,
  kind: string,
  sent: string,
  make: () => Promise<number>,
): Promise<number> {
  const key = `${kind}:${actor.id ?? 0}:${sent}`;
  // Waits where another transaction holds the same key, until that one ends.
  const taken = await tx.$executeRaw`
    INSERT INTO idempotency_key (key, user_id, result) VALUES (${key}, ${actor.id ?? 0}, 'null') ON CONFLICT (key) DO NOTHING`;
  if (taken === 0) {
    const [first] = await tx.$queryRaw<
      { id: number }[]
    >`SELECT (result ->> 'id')::int AS id FROM idempotency_key WHERE key = ${key}`;
    if (first) return first.id;
    throw new AppError('conflict', 'This was sent twice. Try again.');
  }
  const id = await make();
  await tx.$executeRaw`UPDATE idempotency_key SET result = jsonb_build_object('id', ${id}::int) WHERE key = ${key}`;
  return id;
}

/** No connection came free in time: who asks is told to come back. */
function crowded(error: unknown): unknown {
  return error instanceof Error && error.message === 'timeout exceeded when trying to connect'
    ? new AppError('unavailable', 'Too much is going on at this moment. Try again soon.')
    : error;
}

/** What runs as a task, the longest first. */
async function runningTasks(): Promise<string[]> {
  const rows = await query<{ title: string }>(
    Prisma.sql`SELECT title FROM task WHERE state = 'running' ORDER BY started_at, id LIMIT 3`,
  );
  return rows.map(({ title }) => title);
}
