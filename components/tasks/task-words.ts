import { secondsLeft } from '#lib/tasks/pace.ts';
import type { TaskRow } from '#lib/tasks/schema.ts';

const grouped = (count: number) => Math.round(count).toLocaleString('en-GB');

/** `40 s`, `2 min 5 s`, `1 h 20 min`, never broken across lines. */
export function span(seconds: number): string {
  return spanWords(seconds).replaceAll(' ', '\u00A0');
}

function spanWords(seconds: number): string {
  const whole = Math.round(seconds);
  if (whole < 60) return `${whole} s`;
  const minutes = Math.floor(whole / 60);
  if (minutes < 60) return whole % 60 === 0 ? `${minutes} min` : `${minutes} min ${whole % 60} s`;
  return minutes % 60 === 0 ? `${minutes / 60} h` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

/** How far a task is: rows, rate and time left, as far as they are known. */
export function progressWords({ state, done, total, rate, phase, interrupted, cancelling }: TaskRow): string {
  if (cancelling) return 'Cancelling…';
  if (state === 'queued') return 'Waiting for its turn';
  if (interrupted) return 'Interrupted; it is taken up again';
  const left = secondsLeft(done, total, rate);
  return [
    phase || 'Running',
    total === null ? (done > 0 ? `${grouped(done)} rows` : '') : `${grouped(done)} of ${grouped(total)} rows`,
    rate === null || rate < 1 ? '' : `${grouped(rate)} a second`,
    left === null ? '' : `${span(left)}\u00A0left`,
  ]
    .filter(Boolean)
    .join(' · ');
}
