'use client';

import { SegmentedControl, Stack } from '@mantine/core';
import { DatePicker, MonthPicker, YearPicker } from '@mantine/dates';
import '@mantine/dates/styles.layer.css';
import { useState } from 'react';
import type { EdtfDate } from '#lib/core/edtf.ts';

type Precision = 'day' | 'month' | 'year';

const PRECISIONS: { value: Precision; label: string }[] = [
  { value: 'day', label: 'Day' },
  { value: 'month', label: 'Month' },
  { value: 'year', label: 'Year' },
];
const LABELS = {
  nextMonth: 'Next month',
  previousMonth: 'Previous month',
  nextYear: 'Next year',
  previousYear: 'Previous year',
  nextDecade: 'Next decade',
  previousDecade: 'Previous decade',
};
const LENGTH: Record<Precision, number> = { day: 10, month: 7, year: 4 };

/** A day, a month or a year, as EDTF. */
export function EdtfCalendar({ edtf, onPick }: { edtf: EdtfDate | null; onPick: (edtf: string) => void }) {
  const [precision, setPrecision] = useState<Precision>(() => precisionOf(edtf?.edtf));
  const Picker = { day: DatePicker, month: MonthPicker, year: YearPicker }[precision];
  const shown = edtf?.lower ?? edtf?.upper ?? undefined;
  return (
    <Stack gap="xs" align="center">
      <SegmentedControl
        size="xs"
        fullWidth
        w="100%"
        aria-label="How exact"
        data={PRECISIONS}
        value={precision}
        onChange={setPrecision}
      />
      <Picker
        ariaLabels={LABELS}
        weekendDays={[]}
        value={edtf?.edtf.length === LENGTH[precision] ? (edtf.lower ?? null) : null}
        {...(shown === undefined ? {} : { defaultDate: shown })}
        onChange={(day) => {
          if (day !== null) onPick(day.slice(0, LENGTH[precision]));
        }}
      />
    </Stack>
  );
}

function precisionOf(edtf: string | undefined): Precision {
  if (edtf === undefined) return 'day';
  if (/^\d{4}$/.test(edtf)) return 'year';
  return /^\d{4}-\d{2}$/.test(edtf) ? 'month' : 'day';
}
