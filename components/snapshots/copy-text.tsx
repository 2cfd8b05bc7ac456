import type { Route } from 'next';
import Link from 'next/link';
import type { QuotableEvidence } from '#lib/evidence/schema.ts';
import { markedText } from '#lib/quotes/marked-text.ts';
import type { QuoteInText } from '#lib/quotes/schema.ts';
import { QuoteTool } from './quote-tool.tsx';
import { QuotesInCopy } from './quotes-in-copy.tsx';
import classes from './snapshot-view.module.css';

const TEXT_ID = 'text-of-the-copy';

/** The readable text of a copy, with the quotes of claims marked in it. */
export function CopyText({
  snapshotId,
  text,
  language,
  quotes,
  quotable,
  canQuote,
}: {
  snapshotId: number;
  text: string;
  language: string | undefined;
  quotes: QuoteInText[];
  quotable: QuotableEvidence[];
  canQuote: boolean;
}) {
  return (
    <div className={classes['columns']}>
      <QuotesInCopy quotes={quotes} />
      <div>
        {canQuote && <QuoteTool textId={TEXT_ID} snapshotId={snapshotId} quotable={quotable} />}
        <div id={TEXT_ID} className={classes['text']} lang={language}>
          <MarkedText text={text} quotes={quotes} />
        </div>
      </div>
    </div>
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
