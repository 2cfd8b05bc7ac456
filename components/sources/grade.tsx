import { VisuallyHidden } from '@mantine/core';
import { RELIABILITY_LABELS, type Reliability } from '#lib/sources/vocabulary.ts';
import classes from './grade.module.css';

/** How reliable a publisher is (Admiralty Code), as its letter; `full` says what the letter means. */
export function Grade({ reliability, full = false }: { reliability: Reliability; full?: boolean }) {
  const meaning = RELIABILITY_LABELS[reliability];
  return (
    <span
      className={classes['grade']}
      title={full ? undefined : `Reliability ${reliability}: ${meaning.toLowerCase()}`}
    >
      {!full && <VisuallyHidden component="span">reliability </VisuallyHidden>}
      <span className={classes['letter']} data-grade={reliability}>
        {reliability}
      </span>
      {full && <span>{meaning}</span>}
    </span>
  );
}
