'use client';

import { type FormEvent, useState } from 'react';
import { Demanded, OnDemand } from '#components/ui/on-demand.tsx';
import { DateField } from './date-field.tsx';
import classes from './date-range-filter.module.css';
import { FilterShell } from './filter-shell.tsx';

const calendar = new OnDemand(() => import('./range-calendar.tsx'));

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
        <DateField label="From" placeholder="2024-08" value={from} error={errors.from} onChange={setFrom} />
        <DateField label="To" placeholder="2024-08" value={to} error={errors.to} onChange={setTo} />
      </div>
      <Demanded code={calendar} loading={<div className={classes['loading']} />}>
        {({ RangeCalendar }) => (
          <RangeCalendar
            from={from}
            to={to}
            onChange={(start, end) => {
              setFrom(start ?? '');
              setTo(end ?? '');
              setErrors({ from: null, to: null });
            }}
          />
        )}
      </Demanded>
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
