import { IconCircleCheck, IconCircleDashed, IconCircleX, IconScale } from '@tabler/icons-react';
import { OUTCOME_LABELS, type ValueOutcome } from '#lib/facts/vocabulary.ts';
import classes from './outcome-mark.module.css';

const ICONS = {
  settled: IconCircleCheck,
  contested: IconScale,
  open: IconCircleDashed,
  outweighed: IconCircleX,
} satisfies Record<ValueOutcome, unknown>;

/** What the evidence comes to: word, drawing, colour. `boxed` for a fact, plain for one of its values. */
export function OutcomeMark({ outcome, boxed = false }: { outcome: ValueOutcome; boxed?: boolean }) {
  const Icon = ICONS[outcome];
  return (
    <span className={classes['mark']} data-outcome={outcome} data-boxed={boxed || undefined}>
      <Icon size={boxed ? 16 : 14} aria-hidden />
      {OUTCOME_LABELS[outcome]}
    </span>
  );
}
