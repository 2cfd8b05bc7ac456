import { IconArrowsDiff } from '@tabler/icons-react';
import type { Route } from 'next';
import Link from 'next/link';
import type { FactChoice, Overruling } from '#lib/facts/schema.ts';
import type { SheetFact } from '#lib/facts/sheet.ts';
import { claimsAddress, type SheetTime } from '#lib/facts/sheet-address.ts';
import { TYPE_LABELS } from '#lib/facts/vocabulary.ts';
import classes from './fact-entry.module.css';
import { FactResolution } from './fact-resolution.tsx';
import { FactValue } from './fact-value.tsx';
import { Overrule } from './overrule-actions.tsx';
import { Overruled } from './overruled.tsx';
import { SeriesChart } from './series-chart.tsx';

type EntryProps = {
  fact: SheetFact;
  overruling: Overruling | null;
  mayOverrule: boolean;
  time: SheetTime;
};

/** Of a fact with more claims than this the sheet tells in brief; the rest is on the fact's own page. */
const CLAIMS_IN_FULL = 200;

/** A question with what the evidence answers and the values that claims give it. */
export function FactEntry(entry: EntryProps) {
  const { fact, time } = entry;
  const conflict = fact.agreement === 'conflict';
  return (
    <article className={classes['fact']} id={fact.slug}>
      <header className={classes['head']}>
        <h3 className={classes['question']}>
          <a href={`#${fact.slug}`}>{fact.question}</a>
        </h3>
        <p className={classes['about']}>
          <span className={classes['agreement']} data-agreement={fact.agreement}>
            {conflict && <IconArrowsDiff size={14} aria-hidden />}
            {time.on !== null && fact.valueCount === 0 ? 'Unknown on that day' : agreementText(fact)}
          </span>
          <span>{fact.series ? `series, ${TYPE_LABELS[fact.type]}` : TYPE_LABELS[fact.type]}</span>
          {fact.retired && <span className={classes['retired']}>Retired</span>}
          <code className={classes['slug']}>{fact.slug}</code>
          {fact.claimCount > 0 && (
            <Link href={claimsAddress(fact.slug, time)} prefetch={false}>
              {fact.claimCount === 1 ? '1 claim' : `${fact.claimCount.toLocaleString('en-GB')} claims`}
            </Link>
          )}
          <Link href={`/facts/${fact.id}` as Route} prefetch={false}>
            How it is asked
          </Link>
        </p>
        {fact.description !== '' && <p className={classes['description']}>{fact.description}</p>}
      </header>
      <FactEvidence {...entry} brief={fact.claimCount > CLAIMS_IN_FULL} />
    </article>
  );
}

/** What the evidence answers, and side by side the values that claims give; one value is a row, and a series runs down the page by date. */
export function FactEvidence({
  fact,
  overruling,
  mayOverrule,
  time,
  brief = false,
}: EntryProps & { brief?: boolean }) {
  return (
    <>
      {overruling !== null && <Overruled overruling={overruling} mayOverrule={mayOverrule} />}
      {overruling !== null && <p className={classes['evidence']}>What the evidence says:</p>}
      <FactResolution fact={fact} brief={brief} />
      {mayOverrule && overruling === null && !fact.retired && (
        <Overrule fact={choiceOf(fact)} evidence={fact.resolution.why} />
      )}
      <SeriesChart fact={fact} brief={brief} />
      {fact.values.length > 0 && (
        <ul
          className={classes['values']}
          data-layout={fact.series || fact.agreement === 'one' ? 'rows' : 'columns'}
        >
          {fact.values.map((value) => (
            <FactValue
              key={`${value.dates.join()} ${value.state} ${value.qualifier} ${value.text} ${value.validFrom} ${value.validTo}`}
              slug={fact.slug}
              time={time}
              value={value}
              brief={brief}
            />
          ))}
          {fact.valueCount > fact.values.length && (
            <li className={classes['more']}>
              <Link href={claimsAddress(fact.slug, time)} prefetch={false}>
                {(fact.valueCount - fact.values.length).toLocaleString('en-GB')}{' '}
                {fact.series ? 'earlier values' : 'more values'}
              </Link>{' '}
              stand in the table of claims
            </li>
          )}
        </ul>
      )}
    </>
  );
}

/** What the dialog needs; the sheet's own rows stay on the server. */
function choiceOf({ id, slug, question, type, series, unit, options }: SheetFact): FactChoice {
  return { id, slug, question, type, series, unit, options };
}

function agreementText(fact: SheetFact): string {
  const count = fact.valueCount.toLocaleString('en-GB');
  switch (fact.agreement) {
    case 'none':
      return 'No claim gives a value';
    case 'one':
      return fact.values[0]?.standing === 'fails' ? 'One value, not borne out' : 'One value';
    case 'unlike':
      return `${count} values, unlike in count, unit or date`;
    case 'compatible':
      return `${count} values, none contradicts another`;
    case 'conflict': {
      const { contradictedCount, valueCount, heldCount } = fact;
      const contradicted = contradictedCount.toLocaleString('en-GB');
      const which =
        contradictedCount === valueCount ? `${count} values` : `${contradicted} of ${count} values`;
      return `${which} contradict${heldCount === 1 ? ', one is borne out' : ''}`;
    }
  }
}
