'use client';

import { useRouter } from 'next/navigation';
import { DayFilter } from '#components/data-table/day-filter.tsx';
import { DAY_FORM, momentProblem, readDay } from '#lib/core/moment.ts';
import { type SheetAddress, sheetAddress } from '#lib/facts/sheet-address.ts';

/** Takes the sheet back to what was known at a moment, or to what was true on a day. */
export function FactMoment({ address }: { address: SheetAddress }) {
  const router = useRouter();
  return (
    <>
      <DayFilter
        label="As known on"
        hint="The sheet as the evidence stood at the end of that day (UTC), from the history."
        value={address.asOf}
        check={(text) => momentProblem(text, new Date())}
        onChange={(asOf) => router.push(sheetAddress({ ...address, asOf }))}
      />
      <DayFilter
        label="True on"
        hint="Only values that held that day: dated no later, and resting on no act that was not in force."
        value={address.on}
        check={(text) => (readDay(text) === null ? DAY_FORM : null)}
        onChange={(on) => router.push(sheetAddress({ ...address, on }))}
      />
    </>
  );
}
