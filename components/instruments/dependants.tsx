import type { Route } from 'next';
import Link from 'next/link';
import { StatusBadge } from '#components/claims/status-badge.tsx';
import { Day } from '#components/ui/time.tsx';
import type { DependantRow } from '#lib/instruments/schema.ts';
import classes from './instruments.module.css';

/** The claims that depend on an article, the stale first. */
export function Dependants({ rows }: { rows: readonly DependantRow[] }) {
  if (rows.length === 0) return null;
  return (
    <ul className={classes['dependants']} aria-label="Claims that depend on it">
      {rows.map(({ id, claim, part, note, staleSince }) => (
        <li key={id} className={classes['dependant']}>
          <StatusBadge status={claim.status} />
          <div>
            <Link className={classes['statement']} href={`/claims/${claim.id}` as Route} prefetch={false}>
              {claim.statement}
            </Link>
            <p className={classes['quiet']}>
              {staleSince && (
                <span className={classes['stale']}>
                  Stale since <Day at={staleSince} />
                  {(part === 'value' || note) && ' · '}
                </span>
              )}
              {part === 'value' && 'its value'}
              {part === 'value' && note && ' · '}
              {note}
            </p>
          </div>
        </li>
      ))}
    </ul>
  );
}
