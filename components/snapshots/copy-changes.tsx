import type { Route } from 'next';
import Link from 'next/link';
import { DateTime } from '#components/ui/time.tsx';
import type { QuoteInText } from '#lib/quotes/schema.ts';
import type { SnapshotRow } from '#lib/snapshots/schema.ts';
import classes from './snapshot-view.module.css';
import { textChanges } from './text-changes.ts';

/** What is another in a copy than in one before it, and which quotes went with it. */
export function CopyChanges({
  before,
  beforeText,
  text,
  language,
  lost,
}: {
  before: SnapshotRow;
  beforeText: string;
  text: string;
  language: string | undefined;
  /** Quotes that were in the copy before and are missing in this one. */
  lost: QuoteInText[];
}) {
  const parts = beforeText === text ? [] : textChanges(beforeText, text);
  return (
    <>
      <p className={classes['quiet']}>
        Against{' '}
        <Link href={`/sources/${before.sourceId}/snapshots/${before.id}` as Route} prefetch={false}>
          the copy of <DateTime at={before.fetchedAt} />
        </Link>
        : <del className={classes['gone']}>what went</del>, <ins className={classes['come']}>what came</ins>.
      </p>
      {lost.length > 0 && (
        <section className={classes['lostQuotes']} aria-label="Quotes that went missing">
          <h2 className={classes['asideTitle']}>
            {lost.length === 1 ? 'A quote went missing' : `${lost.length} quotes went missing`}
          </h2>
          <ul className={classes['quotes']}>
            {lost.map((quote) => (
              <li key={quote.evidenceId}>
                <blockquote className={classes['lost']}>{quote.quote}</blockquote>
                <Link href={`/claims/${quote.claimId}` as Route} prefetch={false}>
                  {quote.statement}
                </Link>
              </li>
            ))}
          </ul>
        </section>
      )}
      {parts.length === 0 && <p>The text is the same.</p>}
      <div className={classes['text']} lang={language}>
        {parts.map((part, at) => {
          const key = String(at);
          if (part.kind === 'folded')
            return (
              <span key={key} className={classes['folded']}>
                {part.characters.toLocaleString('en-GB')} characters left out
              </span>
            );
          if (part.kind === 'same') return part.text;
          return part.kind === 'removed' ? (
            <del key={key} className={classes['gone']}>
              {part.text}
            </del>
          ) : (
            <ins key={key} className={classes['come']}>
              {part.text}
            </ins>
          );
        })}
      </div>
    </>
  );
}
