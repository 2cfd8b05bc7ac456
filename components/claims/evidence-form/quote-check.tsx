'use client';

import { useEffect, useState } from 'react';
import { attempt } from '#components/ui/attempt.ts';
import { lookForQuoteAction } from '#lib/quotes/actions.ts';
import classes from './fields.module.css';

const TYPING_MS = 500;

/** Says whether the words stand in the page as it was captured last. Nothing where there is no capture to look in. */
export function QuoteCheck({ sourceId, quote }: { sourceId: number; quote: string }) {
  const [said, setSaid] = useState({ quote: '', words: '' });
  const words = quote.trim();
  useEffect(() => {
    if (words.length < 3) return;
    let wanted = true;
    const timer = window.setTimeout(async () => {
      const result = await attempt(() => lookForQuoteAction({ sourceId, quote: words }));
      if (wanted && result.ok)
        setSaid({ quote: words, words: result.data === null ? '' : inWords(result.data) });
    }, TYPING_MS);
    return () => {
      wanted = false;
      window.clearTimeout(timer);
    };
  }, [sourceId, words]);
  return (
    <p className={classes['quiet']} role="status">
      {said.quote === words ? said.words : ''}
    </p>
  );
}

type Looked = { found: { outcome: string; score?: number }; fetchedAt: string };

function inWords({ found, fetchedAt }: Looked): string {
  const day = fetchedAt.slice(0, 10);
  if (found.outcome === 'exact') return `Found in the page as captured on ${day}.`;
  if (found.outcome === 'fuzzy')
    return `Nearly found (${Math.round((found.score ?? 0) * 100)} %) in the page as captured on ${day}.`;
  return `Not found in the page as captured on ${day}.`;
}
