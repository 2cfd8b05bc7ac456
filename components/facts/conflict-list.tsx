import Link from 'next/link';
import { StatusBadge } from '#components/claims/status-badge.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import type { ClaimConflict, FactConflict } from '#lib/facts/conflicts.ts';
import classes from './conflict-list.module.css';
import { OutcomeMark } from './outcome-mark.tsx';

/** Of values that are weighed apart. */
const GROUPS_TOLD = 4;

/** Facts and claims whose evidence disagrees, what matters most first. */
export function ConflictList({ facts, claims }: { facts: FactConflict[]; claims: ClaimConflict[] }) {
  if (facts.length + claims.length === 0)
    return (
      <EmptyState title="No conflicts">No fact and no claim has evidence on two sides at present.</EmptyState>
    );
  return (
    <>
      {facts.length > 0 && (
        <ol className={classes['list']} aria-label="Facts">
          {facts.map(({ fact, weight, origins, openVerdicts }) => (
            <li key={fact.id} className={classes['conflict']}>
              <h2 className={classes['question']}>
                <Link href={`/facts#${fact.slug}`}>{fact.question}</Link>
              </h2>
              <p className={classes['why']}>
                <OutcomeMark outcome={fact.resolution.state} /> {contestedIn(fact.resolution)}.
              </p>
              <p className={classes['matter']}>
                {weight.toLocaleString('en-GB')} weighs on the smaller side · {counted(origins, 'origin')} ·{' '}
                {counted(openVerdicts, 'open verdict')}
              </p>
            </li>
          ))}
        </ol>
      )}
      {claims.length > 0 && (
        <ol className={classes['list']} aria-label="Claims that give no value">
          {claims.map((claim) => (
            <li key={claim.id} className={classes['conflict']}>
              <p className={classes['why']}>
                <StatusBadge status={claim.status} />{' '}
                <Link href={`/claims/${claim.id}`} prefetch={false}>
                  {claim.statement}
                </Link>
              </p>
              <p className={classes['matter']}>
                {claim.supports} for, {claim.refutes} against · {counted(claim.origins, 'independent origin')}
              </p>
            </li>
          ))}
        </ol>
      )}
    </>
  );
}

function contestedIn({ groups, value, because }: FactConflict['fact']['resolution']): string {
  const contested = groups.filter(({ state }) => state === 'contested');
  const told = (contested.length > 0 ? contested : [{ value, because }])
    .slice(0, GROUPS_TOLD)
    .map((each) => `${each.value ?? 'No value'}: ${each.because}`);
  return contested.length > GROUPS_TOLD ? `${told.join('; ')}; and others` : told.join('; ');
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
