import pg from 'pg';
import { log } from './log.ts';
import { watchPool } from './query-watch.ts';

/** What every session of the application sets. */
// A word of five letters with one letter added, changed or left out is still among what has_near_word looks at.
export const SESSION_OPTIONS =
  '-c pg_trgm.word_similarity_threshold=0.5 -c jit=off -c client_min_messages=warning -c timezone=UTC';

/** Connections of the application to one database. */
export function openPool(connectionString: string): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 5_000,
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    application_name: 'claim-ledger',
    options: `${SESSION_OPTIONS} -c statement_timeout=30000`,
  });
  // The error carries the whole client; its message says enough.
  pool.on('error', ({ message }) => log.warn({ reason: message }, 'an idle database connection was lost'));
  // Who waits for an answer of a lost connection is told; without a listener the process would end besides.
  pool.on('connect', (client) => client.on('error', () => undefined));
  watchPool(pool);
  return pool;
}
