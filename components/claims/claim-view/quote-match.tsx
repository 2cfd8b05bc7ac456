import { IconAlertTriangle, IconCheck, IconQuestionMark, IconWaveSine } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { Day } from '#components/ui/time.tsx';
import type { QuoteMatch as Match } from '#lib/quotes/schema.ts';
import { QUOTE_LABELS, type QuoteOutcome } from '#lib/quotes/vocabulary.ts';
import classes from './evidence.module.css';

const ICONS: Record<QuoteOutcome, ReactNode> = {
  exact: <IconCheck size={14} aria-hidden />,
  fuzzy: <IconWaveSine size={14} aria-hidden />,
  missing: <IconAlertTriangle size={14} aria-hidden />,
  bad_capture: <IconQuestionMark size={14} aria-hidden />,
};

/** What became of the quote in the latest copy of its page. */
export function QuoteMatch({ match: { outcome, score, fetchedAt } }: { match: Match }) {
  const nearness = outcome === 'fuzzy' && score !== null ? ` (${Math.round(score * 100)} %)` : '';
  return (
    <p className={classes['match']} data-outcome={outcome}>
      {ICONS[outcome]}
      <span>
        {QUOTE_LABELS[outcome]}
        {nearness} in the copy of <Day at={fetchedAt} />
      </span>
    </p>
  );
}
