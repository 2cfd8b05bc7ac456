import { Button } from '@mantine/core';
import { DateTime } from '#components/ui/time.tsx';
import type { SealState } from '#lib/history/schema.ts';
import classes from './account.module.css';

const count = (n: number) => n.toLocaleString('en');
/** Sealed every minute; longer than this, and something is in the way. */
const LATE_MS = 15 * 60_000;

/** How far the history is sealed, and the newest checkpoint to save. `now` is ISO 8601 UTC. */
export function SealedHistory({ state: { latest, waiting }, now }: { state: SealState; now: string }) {
  const late = waiting.since !== null && Date.parse(now) - Date.parse(waiting.since) > LATE_MS;
  return (
    <>
      {latest === null ? (
        <p className={classes['details']}>Nothing was sealed yet.</p>
      ) : (
        <>
          <p>
            {count(latest.events)} events are sealed, the last on <DateTime at={latest.at} />.
          </p>
          <dl className={classes['fingerprints']}>
            <dt>Root</dt>
            <dd>{latest.root}</dd>
            <dt>Key</dt>
            <dd>{latest.fingerprint}</dd>
          </dl>
        </>
      )}
      {late && (
        <p className={classes['failure']}>
          {count(waiting.count)}
          {waiting.more && ' or more'} events wait since <DateTime at={waiting.since ?? now} />. A large
          history takes a while at first; otherwise the log of the worker says why.
        </p>
      )}
      <p className={classes['details']}>
        Every change is chained to all before it, and signed. With a checkpoint that you keep,{' '}
        <code>npm run history -- --checkpoint FILE</code> shows whether anything before it was changed, taken
        away or slipped in. It does not say that an entry was right when it was made, and without a checkpoint
        kept elsewhere, whoever holds the server and the key could write both anew.
      </p>
      {latest !== null && (
        <Button
          className={classes['below']}
          component="a"
          variant="default"
          size="compact-sm"
          href="/api/v1/checkpoint"
          download={`claim-ledger-checkpoint-${latest.events}.json`}
        >
          Save the newest checkpoint
        </Button>
      )}
    </>
  );
}
