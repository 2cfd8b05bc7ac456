'use client';

import dynamic from 'next/dynamic';
import { type FormEvent, useId, useState } from 'react';
import classes from './date-range-filter.module.css';
import { FilterShell } from './filter-shell.tsx';

const RangeCalendar = dynamic(() => import('./range-calendar.tsx').then((module) => module.RangeCalendar), {
  ssr: false,
  loading: () => <div className={classes['loading']} />,
});

type DateRange = { from: string | null; to: string | null };

type DateRangeFilterProps = {
  label: string;
  value: DateRange;
  onChange: (value: DateRange) => void;
  /** What is wrong with a typed date, in words; null when nothing is. */
  check: (text: string) => string | null;
};

/** From and to as partial dates ("2024", "2024-08", "2024-08-19"), typed or picked. */
export function DateRangeFilter({ label, value, onChange, check }: DateRangeFilterProps) {
  const count = Number(value.from !== null) + Number(value.to !== null);
  return (
    <FilterShell label={label} count={count} width={304}>
      <RangeForm
        key={`${value.from}/${value.to}`}
        label={label}
        value={value}
        onChange={onChange}
        check={check}
      />
    </FilterShell>
  );
}

function RangeForm({ label, value, onChange, check }: DateRangeFilterProps) {
  const [from, setFrom] = useState(value.from ?? '');
  const [to, setTo] = useState(value.to ?? '');
  const [errors, setErrors] = useState<DateRange>({ from: null, to: null });

  const apply = (event: FormEvent) => {
    event.preventDefault();
    const next = { from: from.trim() || null, to: to.trim() || null };
    const wrong = { from: next.from && check(next.from), to: next.to && check(next.to) };
    setErrors(wrong);
    if (!wrong.from && !wrong.to) onChange(next);
  };

  return (
    <form className={classes['form']} aria-label={label} onSubmit={apply} noValidate>
      <div className={classes['fields']}>
        <DateField label="From" value={from} error={errors.from} onChange={setFrom} />
        <DateField label="To" value={to} error={errors.to} onChange={setTo} />
      </div>
      <RangeCalendar
        from={from}
        to={to}
        onChange={(start, end) => {
          setFrom(start ?? '');
          setTo(end ?? '');
          setErrors({ from: null, to: null });
        }}
      />
      <div className={classes['foot']}>
        <button
          type="button"
          className={classes['quiet']}
          disabled={!value.from && !value.to && !from && !to}
          onClick={() => {
            setFrom('');
            setTo('');
            if (value.from || value.to) onChange({ from: null, to: null });
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

function DateField({
  label,
  value,
  error,
  onChange,
}: {
  label: string;
  value: string;
  error: string | null;
  onChange: (value: string) => void;
}) {
  const id = useId();
  return (
    <div>
      <label className={classes['label']} htmlFor={id}>
        {label}
      </label>
      <input
        id={id}
        type="text"
        className={classes['input']}
        inputMode="numeric"
        autoComplete="off"
        placeholder="2024-08"
        value={value}
        aria-invalid={error !== null}
        aria-describedby={error ? `${id}-error` : undefined}
        onChange={(event) => onChange(event.currentTarget.value)}
      />
      {error && (
        <p id={`${id}-error`} className={classes['error']}>
          {error}
        </p>
      )}
    </div>
  );
}
