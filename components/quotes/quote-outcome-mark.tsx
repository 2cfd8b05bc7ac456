import { IconAlertTriangle, IconCheck, IconQuestionMark, IconWaveSine } from '@tabler/icons-react';
import type { ReactNode } from 'react';
import { QUOTE_LABELS, type QuoteOutcome } from '#lib/quotes/vocabulary.ts';
import classes from './quote-outcome-mark.module.css';

const ICONS: Record<QuoteOutcome, ReactNode> = {
  exact: <IconCheck size={14} aria-hidden />,
  fuzzy: <IconWaveSine size={14} aria-hidden />,
  missing: <IconAlertTriangle size={14} aria-hidden />,
  bad_capture: <IconQuestionMark size={14} aria-hidden />,
};

/** What became of a quote in a copy of its page. `score` is from 0 to 1; `children` go on with the sentence. */
export function QuoteOutcomeMark({
  outcome,
  score,
  children,
}: {
  outcome: QuoteOutcome;
  score: number | null;
  children?: ReactNode;
}) {
  return (
    <span className={classes['mark']} data-outcome={outcome}>
      {ICONS[outcome]}
      <span>
        {QUOTE_LABELS[outcome]}
        {outcome === 'fuzzy' && score !== null && ` (${Math.round(score * 100)} %)`}
        {children}
      </span>
    </span>
  );
}
