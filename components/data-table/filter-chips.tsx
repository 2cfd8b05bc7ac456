'use client';

import type { ReactNode } from 'react';
import { Chip } from '#components/ui/chip.tsx';
import classes from './filter-chips.module.css';

export type FilterChip = {
  key: string;
  /** The filter's name, "Status". */
  label: string;
  value: ReactNode;
  /** The value in words for the remove button when `value` is not text. */
  valueText?: string;
  onRemove: () => void;
};

/** The filters that are on in a line that scrolls, each with a button that takes it away; nothing when none is. */
export function FilterChips({ chips, onClear }: { chips: readonly FilterChip[]; onClear: () => void }) {
  if (chips.length === 0) return null;
  return (
    <ul className={classes['chips']} aria-label="Active filters">
      {chips.map((chip) => (
        <li key={chip.key} className={classes['item']}>
          <Chip
            onRemove={chip.onRemove}
            removeLabel={`Remove the filter ${chip.label}: ${chip.valueText ?? String(chip.value)}`}
          >
            <span className={classes['label']}>{chip.label}</span> {chip.value}
          </Chip>
        </li>
      ))}
      <li className={classes['all']}>
        <button type="button" className={classes['clear']} onClick={onClear}>
          Clear all
        </button>
      </li>
    </ul>
  );
}
