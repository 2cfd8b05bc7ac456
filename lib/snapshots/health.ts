import type { CaptureOutcome, LinkState } from './vocabulary.ts';

export type Health = { state: LinkState; failures: number; nextCheckAt: Date; changedAt: Date | null };

const HOUR = 3_600_000;
const DAY = 24 * HOUR;
/** After a good answer. */
const USUAL = 7 * DAY;
/** After the first, second, … check in a row without one; the last goes on. */
const WAITS = [6 * HOUR, DAY, 3 * DAY, 7 * DAY, 14 * DAY, 30 * DAY];
/** A server that does not answer so many times in a row is taken for gone. */
const GONE_AFTER = 3;

/**
 * How a link is doing after a check. `changed` says whether the text is another than that of the first good capture; `gone`
 * whether a bad answer said so itself (404, 410), which counts at once.
 */
export function healthAfter(
  before: { failures: number; changedAt: Date | null } | null,
  check: { outcome: CaptureOutcome; changed: boolean; gone: boolean; at: Date },
): Health {
  const { outcome, changed, gone, at } = check;
  if (outcome === 'good') {
    const changedAt = changed ? (before?.changedAt ?? at) : null;
    return { state: changed ? 'changed' : 'ok', failures: 0, nextCheckAt: later(at, USUAL), changedAt };
  }
  const failures = (before?.failures ?? 0) + 1;
  const wait = WAITS[Math.min(failures, WAITS.length) - 1] ?? USUAL;
  return {
    state: badState(outcome, gone, failures),
    failures,
    nextCheckAt: later(at, wait),
    changedAt: before?.changedAt ?? null,
  };
}

function badState(outcome: CaptureOutcome, gone: boolean, failures: number): LinkState {
  switch (outcome) {
    case 'dead':
    case 'soft_404':
      return gone || outcome === 'soft_404' || failures >= GONE_AFTER ? 'dead' : 'failing';
    case 'wall':
    case 'blocked':
      return 'blocked';
    default:
      return 'unclear';
  }
}

function later(at: Date, ms: number): Date {
  return new Date(at.getTime() + ms);
}
