import { AsyncLocalStorage } from 'node:async_hooks';

const patient = new AsyncLocalStorage<true>();

/** Within `work`, for which nobody waits, a write waits for what others write as long as a statement may take. */
export function patiently<T>(work: () => Promise<T>): Promise<T> {
  return patient.run(true, work);
}

/**
 * How long a write waits for what others have written and not yet committed, as PostgreSQL's `lock_timeout`; 0 is without an end.
 * Others' saves take milliseconds, so who waits longer waits for long work, which may hold what it writes for minutes.
 */
export function lockWait(long: boolean): string {
  return long || patient.getStore() ? '0' : '5s';
}
