import { type Instant, isoDay, isoMinute, relativeDay } from './time-format.ts';

type TimeProps = { at: Instant };

/** `2026-11-22 18:04 UTC` */
export function DateTime({ at }: TimeProps) {
  return <time dateTime={new Date(at).toISOString()}>{isoMinute(at)}</time>;
}

/** `2026-11-22`, the minute in the tooltip. */
export function Day({ at }: TimeProps) {
  return (
    <time dateTime={new Date(at).toISOString()} title={isoMinute(at)}>
      {isoDay(at)}
    </time>
  );
}

/** `today`, `3 days ago`; `now` comes from the server with the rows, so that both renderings agree. */
export function RelativeTime({ at, now }: TimeProps & { now: Instant }) {
  return (
    <time dateTime={new Date(at).toISOString()} title={isoMinute(at)}>
      {relativeDay(at, now)}
    </time>
  );
}
