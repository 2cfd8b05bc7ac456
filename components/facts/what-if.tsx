import Link from 'next/link';
import { OUTCOME_LABELS, type ResolutionState } from '#lib/facts/vocabulary.ts';
import type { WeightChange, WhatIf } from '#lib/facts/what-if.ts';
import classes from './what-if.module.css';

/** Of values that are weighed apart. */
const GROUPS_TOLD = 6;

/** Which facts would come out otherwise with the weights that are tried. Nothing of it is kept. */
export function WhatIfChanges({ whatIf, changes }: { whatIf: WhatIf; changes: WeightChange[] }) {
  if (!whatIf.tried && whatIf.problems.length === 0) return null;
  return (
    <section className={classes['changes']} aria-label="With the weights tried" id="tried">
      {whatIf.problems.map((problem) => (
        <p key={problem} className={classes['problem']} role="alert">
          {problem}
        </p>
      ))}
      {whatIf.tried && (
        <>
          <h2 className={classes['title']}>{heading(changes.length)}</h2>
          {changes.length > 0 && (
            <ul className={classes['list']}>
              {changes.map(({ slug, question, from, to }) => (
                <li key={slug}>
                  <a href={`#${slug}`}>{question}</a>{' '}
                  <span>
                    {told(from)} → <strong>{told(to)}</strong>
                  </span>
                </li>
              ))}
            </ul>
          )}
          <p>
            Nothing is saved; the sheet below stays by the weights in force.{' '}
            <Link href="/facts">Try no more</Link>
          </p>
        </>
      )}
    </section>
  );
}

function heading(count: number): string {
  if (count === 0) return 'With these weights no fact would change';
  return `With these weights ${count === 1 ? '1 fact' : `${count.toLocaleString('en-GB')} facts`} would change`;
}

function told({ state, value, groups }: WeightChange['from']): string {
  if (groups.length > 0) {
    const told = groups
      .slice(0, GROUPS_TOLD)
      .map((group) => `${group.value ?? 'none'} ${label(group.state)}`);
    return groups.length > GROUPS_TOLD ? `${told.join(', ')} and others` : told.join(', ');
  }
  return value === null ? label(state) : `${value}, ${label(state)}`;
}

function label(state: ResolutionState): string {
  return OUTCOME_LABELS[state].toLowerCase();
}
