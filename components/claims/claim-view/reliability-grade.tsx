import { RELIABILITY_LABELS, type Reliability } from '#lib/sources/vocabulary.ts';
import classes from './evidence.module.css';

/** How reliable a publisher is: a letter of the Admiralty Code, its meaning on hover, focus or touch. */
export function ReliabilityGrade({ grade, publisher }: { grade: Reliability; publisher: string }) {
  const meaning = `Reliability ${grade}: ${RELIABILITY_LABELS[grade].toLowerCase()}`;
  return (
    <button
      type="button"
      className={classes['grade']}
      data-grade={grade}
      aria-label={`${publisher}. ${meaning}`}
    >
      {grade}
      <span className={classes['gradeMeaning']} aria-hidden>
        {meaning}
      </span>
    </button>
  );
}
