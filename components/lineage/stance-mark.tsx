import type { ReactNode } from 'react';
import { STANCE_LABELS, type Stance } from '#lib/evidence/vocabulary.ts';
import classes from './lineage.module.css';

/** One shape per stance on a grid of 10, so that they keep apart without their colours. */
const SHAPES: Record<Stance, ReactNode> = {
  supports: <path d="M5 1l4 8H1z" />,
  refutes: <path d="M2 2l6 6M8 2l-6 6" />,
  mentions: <circle cx="5" cy="5" r="3" />,
  origin: <path d="M5 .5L9.5 5 5 9.5.5 5z" />,
};

/** What a source says of the claim, as a shape, a colour and a word. */
export function StanceMark({ stance }: { stance: Stance }) {
  return (
    <span className={classes['stance']} data-stance={stance}>
      <svg viewBox="0 0 10 10" width="10" height="10" aria-hidden>
        {SHAPES[stance]}
      </svg>
      {STANCE_LABELS[stance]}
    </span>
  );
}
