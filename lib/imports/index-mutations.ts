import { connection, fromPrimary } from '#lib/core/db.ts';
import { GATHERING } from '#lib/core/gathering.ts';
import { log } from '#lib/core/log.ts';
import { asLongWork } from '#lib/core/query-watch.ts';

/**
 * The indexes of words gather what is new and sort it in together: less than half the time, where so much comes at once. What is
 * gathered slows every search down, so it is sorted in before the transaction ends.
 */
export const GATHER = `SELECT set_config('gin_pending_list_limit', '256MB', true), set_config('work_mem', '128MB', true),
  set_config('maintenance_work_mem', '256MB', true), ${GATHERING}`;
export const SORT_IN = `SELECT gin_clean_pending_list(x.oid) FROM pg_index i JOIN pg_class x ON x.oid = i.indexrelid JOIN pg_am m ON m.oid = x.relam
  WHERE i.indrelid = 'claim_search'::regclass AND m.amname = 'gin'`;

/** Sorts in what is gathered, however long it takes. A failure is logged: it slows searches down, and autovacuum puts it right. */
export async function sortIn(): Promise<void> {
  try {
    const client = await fromPrimary(connection);
    try {
      await asLongWork(() => client.query(`BEGIN; SET LOCAL statement_timeout = 0; ${SORT_IN}; COMMIT`));
    } finally {
      client.release(true);
    }
  } catch (error) {
    log.warn({ err: error }, 'what an import had gathered was not sorted in');
  }
}
