'use client';

import { type FormEvent, useState } from 'react';
import { DateField } from './date-field.tsx';
import classes from './date-range-filter.module.css';
import { FilterShell } from './filter-shell.tsx';

type DayFilterProps = {
  label: string;
  /** What choosing a day does, in a sentence. */
  hint: string;
  value: string | null;
  onChange: (value: string | null) => void;
  /** What is wrong with a typed day, in words; null when nothing is. */
  check: (text: string) => string | null;
};

/** One day (or moment), typed. */
export function DayFilter({ label, hint, value, onChange, check }: DayFilterProps) {
  return (
    <FilterShell label={label} count={Number(value !== null)} width={304}>
      <DayForm key={value} label={label} hint={hint} value={value} onChange={onChange} check={check} />
    </FilterShell>
  );
}

function DayForm({ label, hint, value, onChange, check }: DayFilterProps) {
  const [text, setText] = useState(value ?? '');
  const [error, setError] = useState<string | null>(null);
  const apply = (event: FormEvent) => {
    event.preventDefault();
    const next = text.trim() || null;
    const wrong = next && check(next);
    setError(wrong);
    if (!wrong) onChange(next);
  };
  return (
    <form className={classes['form']} aria-label={label} onSubmit={apply} noValidate>
      <DateField label={label} placeholder="2024-08-25" value={text} error={error} onChange={setText} />
      <p className={classes['hint']}>{hint}</p>
      <div className={classes['foot']}>
        <button
          type="button"
          className={classes['quiet']}
          disabled={!value && !text}
          onClick={() => {
            setText('');
            if (value) onChange(null);
          }}
        >
          Clear
        </button>
        <button type="submit" className={classes['apply']}>
          Apply
        </button>
      </div>
    </form>
  );
}
