'use client';

import type { ReactNode } from 'react';
import { countOf, type Noun } from './column.ts';
import { type Selection, selectedCount } from './selection.ts';
import classes from './selection-bar.module.css';

/** Floats over the foot of the table while anything is selected, on this page or another. */
export function SelectionBar({
  selection,
  total,
  noun,
  onAll,
  onClear,
  actions,
}: {
  selection: Selection;
  total: number;
  noun: Noun;
  onAll: () => void;
  onClear: () => void;
  actions: ((selection: Selection, count: number) => ReactNode) | undefined;
}) {
  const count = selectedCount(selection, total);
  return (
    <div className={classes['anchor']}>
      <div role="status" className={classes['status']}>
        {count > 0 && `${countOf(count, noun)} selected`}
      </div>
      {count > 0 && (
        <section className={classes['bar']} aria-label={`Selected ${noun.many}`}>
          <span className={classes['count']} aria-hidden>
            {count.toLocaleString('en-GB')} selected
          </span>
          {count < total && (
            <button type="button" className={classes['text']} onClick={onAll}>
              Select all {countOf(total, noun)}
            </button>
          )}
          {actions && <div className={classes['actions']}>{actions(selection, count)}</div>}
          <button type="button" className={classes['text']} onClick={onClear}>
            Clear
          </button>
        </section>
      )}
    </div>
  );
}
