import type { Route } from 'next';
import Link from 'next/link';
import { PageHeader } from '#components/ui/page.tsx';
import { EmptyState } from '#components/ui/states.tsx';
import { DateTime } from '#components/ui/time.tsx';
import type { QuotableEvidence } from '#lib/evidence/schema.ts';
import { markedText } from '#lib/quotes/marked-text.ts';
import type { QuoteInText } from '#lib/quotes/schema.ts';
import type { SnapshotRow } from '#lib/snapshots/schema.ts';
import type { SourceDetail } from '#lib/sources/schema.ts';
import { QuoteTool } from './quote-tool.tsx';
import { QuotesInCopy } from './quotes-in-copy.tsx';
import classes from './snapshot-view.module.css';
import { howWords, OUTCOME_LABELS } from './snapshot-words.ts';

const TEXT_ID = 'text-of-the-copy';

/** What a copy of a source says, with the quotes of claims marked in it. */
export function SnapshotView({
  source,
  snapshot,
  text,
  quotes,
  quotable,
  canQuote,
}: {
  source: Pick<SourceDetail, 'id' | 'title' | 'language'>;
  snapshot: SnapshotRow;
  /** '' where it has none. */
  text: string;
  quotes: QuoteInText[];
  quotable: QuotableEvidence[];
  canQuote: boolean;
}) {
  const language = snapshot.language ?? source.language ?? undefined;
  return (
    <>
      <PageHeader
        above={
          <Link href={`/sources/${source.id}` as Route}>
            Source {source.id}: {source.title}
          </Link>
        }
        title={snapshot.title ?? source.title}
        actions={text !== '' && <a href={`/snapshots/${snapshot.id}/text`}>Plain text</a>}
        lead={
          <>
            {OUTCOME_LABELS[snapshot.outcome]} of <DateTime at={snapshot.fetchedAt} />. {howWords(snapshot)}.{' '}
            {snapshot.detail}
          </>
        }
      />
      {text === '' ? (
        <EmptyState title="This copy has no text">
          <p>Its bytes are kept, but there are no words to read or to quote.</p>
        </EmptyState>
      ) : (
        <div className={classes['columns']}>
          <QuotesInCopy quotes={quotes} />
          <div>
            {canQuote && <QuoteTool textId={TEXT_ID} snapshotId={snapshot.id} quotable={quotable} />}
            <div id={TEXT_ID} className={classes['text']} lang={language}>
              <MarkedText text={text} quotes={quotes} />
            </div>
          </div>
        </div>
      )}
    </>
  );
}

function MarkedText({ text, quotes }: { text: string; quotes: QuoteInText[] }) {
  const byId = new Map(quotes.map((quote) => [quote.evidenceId, quote]));
  const ranges = quotes.map(({ evidenceId, start, end }) => ({ id: evidenceId, start, end }));
  return markedText(text, ranges).map((stretch) => {
    const quote = byId.get(stretch.quotes[0] ?? 0);
    return quote ? (
      <mark key={stretch.start} id={`at-${stretch.start}`} className={classes['mark']}>
        <Link href={`/claims/${quote.claimId}` as Route} title={quote.statement} prefetch={false}>
          {stretch.text}
        </Link>
      </mark>
    ) : (
      stretch.text
    );
  });
}
