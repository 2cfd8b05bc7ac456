'use client';

import '@mantine/dates/styles.layer.css';
import { DatePicker } from '@mantine/dates';

const FULL_DAY = /^\d{4}-\d{2}-\d{2}$/;

function dayOrNull(text: string): string | null {
  return FULL_DAY.test(text.trim()) ? text.trim() : null;
}

/** The calendar under the two fields; loaded with the first opening, since it brings a date library along. */
export function RangeCalendar({
  from,
  to,
  onChange,
}: {
  from: string;
  to: string;
  onChange: (from: string | null, to: string | null) => void;
}) {
  return (
    <DatePicker
      type="range"
      size="sm"
      weekendDays={[]}
      mt={10}
      fullWidth
      firstDayOfWeek={1}
      allowSingleDateInRange
      value={[dayOrNull(from), dayOrNull(to)]}
      onChange={([start, end]) => onChange(start, end)}
      ariaLabels={{
        previousMonth: 'Previous month',
        nextMonth: 'Next month',
        previousYear: 'Previous year',
        nextYear: 'Next year',
        previousDecade: 'Previous decade',
        nextDecade: 'Next decade',
      }}
    />
  );
}
