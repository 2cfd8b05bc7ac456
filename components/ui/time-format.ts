/** Times are shown in UTC everywhere, so that the server, the browser and a colleague abroad see the same words. */

const DAY = 86_400_000;

export type Instant = Date | string | number;

function toDate(at: Instant): Date {
  return at instanceof Date ? at : new Date(at);
}

/** `2026-11-22` */
export function isoDay(at: Instant): string {
  return toDate(at).toISOString().slice(0, 10);
}

/** `2026-11-22 18:04 UTC` */
export function isoMinute(at: Instant): string {
  const text = toDate(at).toISOString();
  return `${text.slice(0, 10)} ${text.slice(11, 16)} UTC`;
}

/**
 * `today`, `yesterday`, `3 days ago` within a week, else the date. Days are counted by the UTC calendar, not in
 * spans of 24 hours; a time ahead of `now` is shown as its date.
 */
export function relativeDay(at: Instant, now: Instant): string {
  const then = toDate(at).getTime();
  const days = Math.floor(toDate(now).getTime() / DAY) - Math.floor(then / DAY);
  if (days === 0) return 'today';
  if (days === 1) return 'yesterday';
  if (days > 1 && days < 7) return `${days} days ago`;
  return isoDay(then);
}
