import { parseEdtf } from '#lib/core/edtf.ts';

/** From when to when a value held (EDTF), the days named among them; null where nobody knows, or where it goes on. */
export type Validity = { validFrom: string | null; validTo: string | null };

/** Days since 1970, infinite where open. */
export type DayRange = { lower: number; upper: number };

/** A validity ready to be compared; null on a side that is open. */
export type Period = { from: DayRange | null; to: DayRange | null };

const DAY = 86_400_000;

/** Dates recur in every pair that is compared, and reading one is slow. */
const read = new Map<string, DayRange>();
const READ_MOST = 10_000;

/** The days that a date can mean. Throws where it is none. */
export function dayRange(edtf: string): DayRange {
  const known = read.get(edtf);
  if (known) return known;
  const result = parseEdtf(edtf);
  if (!result.ok) throw new Error(result.message);
  const day = (iso: string | null, open: number) => (iso === null ? open : Date.parse(iso) / DAY);
  const range = {
    lower: day(result.date.lower, Number.NEGATIVE_INFINITY),
    upper: day(result.date.upper, Number.POSITIVE_INFINITY),
  };
  if (read.size >= READ_MOST) read.clear();
  read.set(edtf, range);
  return range;
}

export const VALIDITY_UNKNOWN: Validity = { validFrom: null, validTo: null };

/** All days of a range. */
export function lasting({ lower, upper }: DayRange): Period {
  return { from: { lower, upper: lower }, to: { lower: upper, upper } };
}

/** Null where nothing is said of it. */
export function periodOf({ validFrom, validTo }: Validity): Period | null {
  if (validFrom === null && validTo === null) return null;
  return {
    from: validFrom === null ? null : dayRange(validFrom),
    to: validTo === null ? null : dayRange(validTo),
  };
}

/**
 * Whether some day belongs to both. What begins as the other ends follows it: “until 2016-04-05” and “from 2016-04-05” share no time,
 * nor do “1993 to 2016” and “from 2016”.
 */
export function overlap(a: Period, b: Period): boolean {
  return !follows(a, b) && !follows(b, a);
}

function begin({ from }: Period): number {
  return from?.lower ?? Number.NEGATIVE_INFINITY;
}

function end({ to }: Period): number {
  return to?.upper ?? Number.POSITIVE_INFINITY;
}

function follows(earlier: Period, later: Period): boolean {
  if (earlier.to === null || later.from === null) return false;
  return earlier.to.lower <= later.from.upper && begin(earlier) < begin(later) && end(earlier) < end(later);
}

/** Periods (null: always) that overlap one another directly or by others between, in the order in which they begin; each once. */
export function epochs(periods: readonly (Period | null)[]): number[] {
  const order = periods
    .map((period, at) => ({ period: period ?? { from: null, to: null }, at }))
    .sort((a, b) => begin(a.period) - begin(b.period) || end(a.period) - end(b.period));
  const epochOf = new Array<number>(periods.length).fill(0);
  let epoch = 0;
  let members = new Map<string, Period>();
  for (const { period, at } of order) {
    if (members.size > 0 && ![...members.values()].some((member) => overlap(member, period))) {
      epoch += 1;
      members = new Map();
    }
    members.set(JSON.stringify([period.from, period.to]), period);
    epochOf[at] = epoch;
  }
  return epochOf;
}

/** “valid 1993 to 2016-04-05”, “valid from 2025-04-02”, “valid until 2016-04-05”; null where nothing is said of it. */
export function validityText({ validFrom, validTo }: Validity): string | null {
  if (validFrom !== null && validTo !== null) return `valid ${validFrom} to ${validTo}`;
  if (validFrom !== null) return `valid from ${validFrom}`;
  return validTo === null ? null : `valid until ${validTo}`;
}

/** What is wrong with it, for whoever gives it; null where nothing is. */
export function validityProblem({ validFrom, validTo }: Validity): string | null {
  if (validFrom === null || validTo === null) return null;
  const [from, to] = [parseEdtf(validFrom), parseEdtf(validTo)];
  if (!from.ok || !to.ok || from.date.lower === null || to.date.upper === null) return null;
  return from.date.lower > to.date.upper ? 'The value ends before it begins.' : null;
}
