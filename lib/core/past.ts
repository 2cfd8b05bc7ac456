import pg from 'pg';
import { requireDatabaseUrl } from './env.ts';
import { AppError } from './errors.ts';
import { log } from './log.ts';

/** So many pasts are kept; each holds as much as the ledger did then, without the indexes of searches and orders. */
export const PASTS_KEPT = 4;
export const PASTS_KEPT_FOR = '6 hours';
/** In milliseconds; so long nobody looks again whether it is still there. */
const SURE = 60_000;
/** In milliseconds; who asks for a moment waits no longer. It goes on being put together. */
const PATIENCE = 20_000;

/** What this process knows to be there or is putting together, by the moment in milliseconds. */
const making = new Map<number, Promise<void>>();

/** Puts a past together on a connection of its own: it may take minutes, and the application's are for answers. */
async function make(moment: Date): Promise<void> {
  const client = new pg.Client({
    connectionString: requireDatabaseUrl(),
    application_name: 'claim-ledger past',
    connectionTimeoutMillis: 5_000,
  });
  client.on('error', ({ message }) => log.warn({ reason: message }, 'the connection of a past was lost'));
  const begin = performance.now();
  await client.connect();
  try {
    await client.query('SET statement_timeout = 0');
    const { rows } = await client.query<{ made: boolean }>('SELECT make_past($1) AS made', [
      moment.toISOString(),
    ]);
    if (!rows[0]?.made) return;
    await client.query('SELECT forget_pasts($1, $2)', [PASTS_KEPT, PASTS_KEPT_FOR]);
    log.info({ moment, ms: Math.round(performance.now() - begin) }, 'a past was put together');
  } finally {
    await client.end();
  }
}

/**
 * Sees to it that the past of a moment is there, and waits for it at most `patience` milliseconds; false where it is still being
 * put together.
 */
export async function pastIsThere(moment: Date, patience = PATIENCE): Promise<boolean> {
  const at = moment.getTime();
  let made = making.get(at);
  if (made === undefined) {
    made = make(moment);
    making.set(at, made);
    made.then(
      () => setTimeout(() => making.delete(at), SURE).unref(),
      () => making.delete(at),
    );
  }
  let timer: NodeJS.Timeout | undefined;
  const late = new Promise<'late'>((resolve) => {
    timer = setTimeout(resolve, patience, 'late');
  });
  try {
    return (await Promise.race([made, late])) !== 'late';
  } catch (error) {
    if (error instanceof pg.DatabaseError && error.code === '55P03')
      throw new AppError(
        'unavailable',
        'Something that began before that moment is still being written. Come again soon.',
      );
    throw error;
  } finally {
    clearTimeout(timer);
  }
}

/** Like pastIsThere. Throws `unavailable` where it would take longer. */
export async function demandPast(moment: Date): Promise<void> {
  if (await pastIsThere(moment)) return;
  throw new AppError(
    'unavailable',
    'The ledger as it was then is being put together for the first time. Come again in a minute.',
  );
}

/** It was taken away since it was demanded. */
export class PastGone extends AppError {
  constructor() {
    super('unavailable', 'The ledger as it was then has to be put together again. Come again soon.');
  }
}

/**
 * Begins a read-only transaction of one snapshot on a connection, in which the tables are those of the moment; null is the
 * present. The past was demanded before. Throws PastGone.
 */
export async function beginReading(client: pg.PoolClient, moment: Date | null): Promise<void> {
  await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
  if (moment === null) return;
  const { rows } = await client.query<{ there: boolean }>('SELECT read_past($1) AS there', [
    moment.toISOString(),
  ]);
  if (rows[0]?.there) return;
  making.delete(moment.getTime());
  throw new PastGone();
}
