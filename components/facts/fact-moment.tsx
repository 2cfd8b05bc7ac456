'use client';

import { useRouter } from 'next/navigation';
import { DayFilter } from '#components/data-table/day-filter.tsx';
import { momentProblem } from '#lib/core/moment.ts';
import { sheetAddress } from '#lib/facts/sheet-address.ts';

/** Takes the sheet back to what was known at a moment. */
export function FactMoment({ asOf, show }: { asOf: string | null; show: string | null }) {
  const router = useRouter();
  return (
    <DayFilter
      label="As known on"
      hint="The sheet as the evidence stood at the end of that day (UTC), from the history."
      value={asOf}
      check={(text) => momentProblem(text, new Date())}
      onChange={(moment) => router.push(sheetAddress({ asOf: moment, show }))}
    />
  );
}
