import type { Route } from 'next';
import Link from 'next/link';
import type { SheetFact } from '#lib/facts/sheet.ts';
import classes from './fact-resolution.module.css';
import { OutcomeMark } from './outcome-mark.tsx';

/** What the evidence says, its state and the reason; the weights of single origins fold out, or in brief are on the fact’s own page. */
export function FactResolution({ fact, brief }: { fact: SheetFact; brief: boolean }) {
  const { state, value, because, groups } = fact.resolution;
  const { unadded } = fact;
  const weighed = (brief ? [] : fact.values)
    .map((value) => ({ ...value, reasons: value.weighed.reasons() }))
    .filter(({ reasons }) => reasons.length > 0);
  return (
    <div className={classes['resolution']} data-state={state}>
      <p className={classes['answer']}>
        {value !== null && <strong className={classes['value']}>{value}</strong>}
        <OutcomeMark outcome={state} boxed />
      </p>
      <p className={classes['because']}>
        {because.slice(0, 1).toUpperCase()}
        {because.slice(1)}.
      </p>
      {groups.length > 0 && (
        <ul className={classes['groups']}>
          {groups.map((group) => (
            <li key={`${group.value} ${group.because}`}>
              <OutcomeMark outcome={group.state} /> {group.value !== null && <strong>{group.value}: </strong>}
              {group.because}.
            </li>
          ))}
          {fact.groupCount > groups.length && (
            <li>{(fact.groupCount - groups.length).toLocaleString('en-GB')} more, each weighed apart.</li>
          )}
        </ul>
      )}
      {unadded !== null && <p className={classes['unadded']}>Not added up: {unadded}.</p>}
      {brief && (
        <p className={classes['reasons']}>
          <Link href={`/facts/${fact.id}#evidence` as Route} prefetch={false}>
            What counts
          </Link>
        </p>
      )}
      {weighed.length > 0 && (
        <details className={classes['reasons']}>
          <summary>What counts</summary>
          {weighed.map((each) => (
            <section
              key={`${each.dates.join()} ${each.state} ${each.qualifier} ${each.text} ${each.validFrom} ${each.validTo}`}
            >
              <h4 className={classes['of']}>
                {each.text}
                {each.dates.length > 0 && `, ${each.dates.join(', ')}`}
                <span className={classes['sum']}>
                  {each.weighed.support.toLocaleString('en-GB')} for,{' '}
                  {each.weighed.against.toLocaleString('en-GB')} against
                </span>
              </h4>
              <ul className={classes['list']}>
                {each.reasons.map((reason) => (
                  <li key={reason}>{reason}</li>
                ))}
              </ul>
            </section>
          ))}
        </details>
      )}
    </div>
  );
}
