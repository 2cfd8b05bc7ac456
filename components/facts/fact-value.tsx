import Link from 'next/link';
import { StatusBadge } from '#components/claims/status-badge.tsx';
import type { SheetValue } from '#lib/facts/sheet.ts';
import { claimAddress, claimsAddress, type SheetTime } from '#lib/facts/sheet-address.ts';
import { validityText } from '#lib/facts/validity.ts';
import classes from './fact-value.module.css';
import { OutcomeMark } from './outcome-mark.tsx';

const CLAIMS_IN_BRIEF = 2;

/** A value in words, the claims that assert it with their status, and what speaks for and against them. */
export function FactValue({
  slug,
  time,
  value,
  brief,
}: {
  slug: string;
  time: SheetTime;
  value: SheetValue;
  brief: boolean;
}) {
  const claimsOfFact = claimsAddress(slug, time);
  const { claimCount, countries, dates } = value;
  const claims = value.claims.slice(0, brief ? CLAIMS_IN_BRIEF : undefined);
  const validity = validityText(value);
  return (
    <li className={classes['value']} data-contradicted={value.contradicted || undefined}>
      <div className={classes['what']}>
        <p className={classes['said']} data-state={value.state} data-standing={value.standing}>
          {value.text}
        </p>
        <p className={classes['outcome']}>
          <OutcomeMark outcome={value.weighed.outcome} />
        </p>
        {dates.length > 0 && <p className={classes['dates']}>as of {dates.join(', ')}</p>}
        {validity !== null && <p className={classes['dates']}>{validity}</p>}
      </div>
      <ul className={classes['claims']}>
        {claims.map((claim) => (
          <li key={claim.id} className={classes['claim']}>
            <StatusBadge status={claim.status} />
            <Link className={classes['statement']} href={claimAddress(claim.id, time)} prefetch={false}>
              {claim.statement}
            </Link>
          </li>
        ))}
        {claimCount > claims.length && (
          <li>
            <Link href={claimsOfFact} prefetch={false}>
              {(claimCount - claims.length).toLocaleString('en-GB')} more
            </Link>
          </li>
        )}
      </ul>
      <dl className={classes['weight']}>
        <Weight
          side="For"
          href={claimsOfFact}
          origins={value.supportingOrigins}
          items={value.supports}
          publishers={value.supportingPublishers}
        />
        <Weight
          side="Against"
          href={claimsOfFact}
          origins={value.refutingOrigins}
          items={value.refutes}
          publishers={value.refutingPublishers}
        />
      </dl>
      {countries.length > 0 && (
        <details className={classes['countries']}>
          <summary>Names</summary>
          <ul className={classes['names']}>
            {countries.map((name) => (
              <li key={name}>{name}</li>
            ))}
          </ul>
        </details>
      )}
    </li>
  );
}

function Weight({
  side,
  href,
  origins,
  items,
  publishers,
}: {
  side: 'For' | 'Against';
  href: `/claims?${string}`;
  origins: number;
  items: number;
  publishers: string[];
}) {
  return (
    <div className={classes['side']}>
      <dt>{side}</dt>
      <dd>
        {items === 0 ? (
          <span className={classes['nothing']}>nothing</span>
        ) : (
          <>
            <Link href={href} prefetch={false} className={classes['count']}>
              {counted(origins, 'independent origin')}
            </Link>
            {items !== origins && `, ${counted(items, 'source')}`}
            {publishers.length > 0 && <span className={classes['publishers']}> {publishers.join(', ')}</span>}
          </>
        )}
      </dd>
    </div>
  );
}

function counted(count: number, noun: string): string {
  return `${count.toLocaleString('en-GB')} ${noun}${count === 1 ? '' : 's'}`;
}
