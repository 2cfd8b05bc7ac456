// A large write lets the indexes of words gather what is new, and sorts it in before it ends. Anybody else's write would do that for it
// as soon as more is gathered than its own limit: seconds for one claim.

/** Told by a transaction that gathers, until it ends; any number at once. */
export const GATHERING = 'pg_advisory_xact_lock_shared(702, 1)';

/** Leaves what is gathered to who gathers, for this transaction; an expression. */
export const LEAVE_GATHERED = `set_config('gin_pending_list_limit', CASE WHEN EXISTS (
  SELECT FROM pg_locks l JOIN pg_database d ON d.oid = l.database AND d.datname = current_database()
  WHERE l.locktype = 'advisory' AND l.classid = 702 AND l.objid = 1 AND l.objsubid = 2
) THEN '1GB' ELSE current_setting('gin_pending_list_limit') END, true)`;
