import pg from 'pg';
import type { Actor } from './actor.ts';
import { Prisma, query } from './db.ts';
import { requireDatabaseUrl } from './env.ts';
import { AppError } from './errors.ts';
import { SESSION_OPTIONS } from './pool.ts';

/**
 * One transaction of minutes, on a connection of its own, so that it takes none of those that everybody shares. The history is
 * written with this actor and reason. Where the signal aborts, what is running is cancelled and nothing is kept.
 * Throws `conflict` where somebody else changed the same rows meanwhile.
 */
export async function longTransaction<T>(
  actor: Actor,
  reason: string,
  signal: AbortSignal,
  work: (client: pg.Client) => Promise<T>,
): Promise<T> {
  signal.throwIfAborted();
  const client = new pg.Client({
    connectionString: requireDatabaseUrl(),
    application_name: 'claim-ledger long work',
    connectionTimeoutMillis: 5_000,
    keepAlive: true,
    options: `${SESSION_OPTIONS} -c statement_timeout=0`,
  });
  // A lost connection is told by the statement that was running.
  client.on('error', () => undefined);
  await client.connect();
  let pid = 0;
  const stop = () => {
    void query(Prisma.sql`SELECT pg_cancel_backend(${pid}::int)`).catch(() => undefined);
  };
  signal.addEventListener('abort', stop);
  try {
    const backend = await client.query<{ pid: number }>('SELECT pg_backend_pid() AS pid');
    pid = backend.rows[0]?.pid ?? 0;
    signal.throwIfAborted();
    await client.query('BEGIN');
    await client.query(
      `SELECT set_config('ledger.actor_id', $1, true), set_config('ledger.actor', $2, true), set_config('ledger.reason', $3, true)`,
      [actor.id === null ? '' : String(actor.id), actor.name, reason],
    );
    const result = await work(client);
    signal.throwIfAborted();
    await client.query('COMMIT');
    return result;
  } catch (error) {
    signal.throwIfAborted();
    throw expected(error);
  } finally {
    signal.removeEventListener('abort', stop);
    // Without COMMIT the server takes everything back when the connection ends.
    await client.end();
  }
}

function expected(error: unknown): unknown {
  const code = error instanceof pg.DatabaseError ? error.code : undefined;
  if (code === '40001' || code === '40P01' || code === '23505')
    return new AppError('conflict', 'Somebody else changed some of this meanwhile. Nothing was written.');
  if (code === '23503')
    return new AppError(
      'invalid',
      'Something that the rows name was taken away meanwhile. Nothing was written.',
    );
  return error;
}
