/** What was done by when: rows, and milliseconds of any one clock. */
type Mark = { done: number; at: number };

/** Older marks count for less: after so many milliseconds about a third. */
const MEMORY_MS = 5_000;

/**
 * Rows a second lately, from the mark before and the one now; null while nothing can be told. `former` is the rate of before.
 * A phase that begins anew goes back to fewer rows and to no rate.
 */
export function rateAfter(former: number | null, before: Mark, now: Mark): number | null {
  const seconds = (now.at - before.at) / 1_000;
  if (now.done < before.done) return null;
  if (seconds <= 0) return former;
  const lately = (now.done - before.done) / seconds;
  if (former === null) return now.done === before.done ? null : lately;
  const kept = Math.exp((-seconds * 1_000) / MEMORY_MS);
  return former * kept + lately * (1 - kept);
}

/** Whole seconds until the end at this rate; null where that is not known. */
export function secondsLeft(done: number, total: number | null, rate: number | null): number | null {
  if (total === null || rate === null || rate <= 0) return null;
  return Math.max(0, Math.ceil((total - done) / rate));
}
