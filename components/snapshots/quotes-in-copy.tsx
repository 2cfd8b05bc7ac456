import type { Route } from 'next';
import Link from 'next/link';
import { QuoteOutcomeMark } from '#components/quotes/quote-outcome-mark.tsx';
import { STANCE_LABELS, STANCES } from '#lib/evidence/vocabulary.ts';
import type { QuoteInText } from '#lib/quotes/schema.ts';
import classes from './snapshot-view.module.css';

/** The quotes of this source's claims, with where each stands in the copy. */
export function QuotesInCopy({ quotes }: { quotes: QuoteInText[] }) {
  return (
    <aside className={classes['aside']} aria-label="Quotes in this copy">
      <h2 className={classes['asideTitle']}>Quotes in this copy</h2>
      {quotes.length === 0 && <p className={classes['quiet']}>No claim quotes this source yet.</p>}
      <ul className={classes['quotes']}>
        {quotes.map((quote) => {
          const stance = STANCES.find((known) => known === quote.stance);
          return (
            <li key={quote.evidenceId}>
              <p className={classes['outcome']}>
                <QuoteOutcomeMark outcome={quote.outcome} score={quote.score} />
                {quote.start !== null && <a href={`#at-${quote.start}`}>Show it</a>}
              </p>
              <Link href={`/claims/${quote.claimId}` as Route} prefetch={false}>
                {quote.statement}
              </Link>
              <p className={classes['quiet']}>{stance && STANCE_LABELS[stance]}</p>
              {quote.start === null && <blockquote className={classes['lost']}>{quote.quote}</blockquote>}
            </li>
          );
        })}
      </ul>
    </aside>
  );
}
