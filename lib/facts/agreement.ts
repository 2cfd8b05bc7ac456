import { durationInDays } from './duration.ts';
import type { ClaimValue, FactChoice } from './schema.ts';
import { type DayRange, dayRange, lasting, overlap, type Period, periodOf } from './validity.ts';

export type ComparedValue = Pick<
  ClaimValue,
  'state' | 'canonical' | 'qualifier' | 'unit' | 'measure' | 'asOf' | 'validFrom' | 'validTo'
>;

/** A value with all the dates that claims give it. */
export type DatedValue = Omit<ComparedValue, 'asOf'> & { dates: readonly string[] };

/** A value ready to be compared: what it can mean, and when, are read once for all comparisons. */
export type Comparable = Pick<ComparedValue, 'state' | 'canonical' | 'unit' | 'measure'> & {
  /** null where its type has no scale. */
  range: DayRange | null;
  moments: readonly { asOf: string | null; period: Period | null }[];
};

export function comparableOf(fact: Pick<FactChoice, 'type'>, value: DatedValue): Comparable {
  const { state, canonical, unit, measure, dates } = value;
  const validity = periodOf(value);
  const periodAt = (asOf: string) => validity ?? lasting(dayRange(asOf));
  return {
    state,
    canonical,
    unit,
    measure,
    range: state === 'known' && canonical !== null ? rangeOf(fact, value, canonical) : null,
    moments:
      dates.length > 0
        ? dates.map((asOf) => ({ asOf, period: periodAt(asOf) }))
        : [{ asOf: null, period: validity }],
  };
}

/**
 * Whether two values of one fact cannot both hold. Unlike units, measures, dates and validities never do; neither does what is only
 * said less exactly: 2024-08 and 2024-08-19, “more than 1,100” and 1,156, three months and 90 days. Texts that differ
 * count as contradicting, since nothing tells that they mean the same.
 */
export function contradicts(fact: Pick<FactChoice, 'series'>, a: Comparable, b: Comparable): boolean {
  return differ(a, b) && meet(fact, a, b);
}

/**
 * Whether `a` says what `b` says and more: 2024-08-19 of 2024-08, 1,156 of “more than 1,100”, 90 days of three months. Not
 * for sets of countries, of which a part is another answer, nor across dates of a series.
 */
export function saysMore(fact: Pick<FactChoice, 'series'>, a: Comparable, b: Comparable): boolean {
  return within(a, b) && meet(fact, a, b);
}

/** Whether values that meet contradict each other. */
export function differ(a: Comparable, b: Comparable): boolean {
  if (a.state === 'unknown' || b.state === 'unknown') return false;
  if (a.state !== b.state) return true;
  if (a.range !== null && b.range !== null)
    return a.range.upper < b.range.lower || b.range.upper < a.range.lower;
  return a.canonical !== null && b.canonical !== null && a.canonical !== b.canonical;
}

/** Whether the first of values that meet says what the other says and more. */
function within({ range: inner }: Comparable, { range: outer }: Comparable): boolean {
  if (inner === null || outer === null) return false;
  if (inner.lower < outer.lower || inner.upper > outer.upper) return false;
  return outer.lower < inner.lower || inner.upper < outer.upper;
}

/** Whether two values of one fact count the same thing in the same unit at the same time. */
export function meet(fact: Pick<FactChoice, 'series'>, a: Comparable, b: Comparable): boolean {
  if (a.unit !== b.unit || a.measure !== b.measure) return false;
  return a.moments.some((left) => b.moments.some((right) => sameTime(fact, left, right)));
}

/** The same as `contradicts`, of two values alone. */
export function contradict(
  fact: Pick<FactChoice, 'type' | 'series'>,
  a: ComparedValue,
  b: ComparedValue,
): boolean {
  return contradictAtSomeDate(fact, dated(a), dated(b));
}

export function contradictAtSomeDate(
  fact: Pick<FactChoice, 'type' | 'series'>,
  a: DatedValue,
  b: DatedValue,
): boolean {
  return contradicts(fact, comparableOf(fact, a), comparableOf(fact, b));
}

/** The same as `saysMore`, of two values alone. */
export function moreExact(
  fact: Pick<FactChoice, 'type' | 'series'>,
  a: ComparedValue,
  b: ComparedValue,
): boolean {
  return saysMore(fact, comparableOf(fact, dated(a)), comparableOf(fact, dated(b)));
}

/**
 * Of a series, the first count that bears out another's “more than”, told by its later date: 1,105 in April “more than 800” in March.
 * Nothing is weighed by it, since a count may also fall. What is read of the counts is read once for all.
 */
export function laterCounts<T extends DatedValue>(
  fact: Pick<FactChoice, 'type' | 'series'>,
  counts: readonly T[],
): (said: DatedValue) => T | undefined {
  if (!fact.series) return () => undefined;
  const alike = new Map<string, { count: T; day: number; number: number }[]>();
  const keyOf = ({ unit, measure }: DatedValue) => JSON.stringify([unit, measure]);
  for (const count of counts) {
    const [date] = count.dates;
    const range = count.canonical === null ? null : rangeOf(fact, count, count.canonical);
    if (date === undefined || range === null) continue;
    const key = keyOf(count);
    const found = { count, day: dayRange(date).lower, number: range.lower };
    const others = alike.get(key);
    if (others) others.push(found);
    else alike.set(key, [found]);
  }
  return (said) => {
    const [date] = said.dates;
    if (said.qualifier !== 'more_than' || said.canonical === null || date === undefined) return undefined;
    const floor = rangeOf(fact, said, said.canonical);
    if (floor === null) return undefined;
    const last = dayRange(date).upper;
    return alike.get(keyOf(said))?.find(({ day, number }) => day > last && number > floor.lower)?.count;
  };
}

function dated({ asOf, ...value }: ComparedValue): DatedValue {
  return { ...value, dates: asOf === null ? [] : [asOf] };
}

/**
 * A series has a value at each date. Another fact's value holds while it is valid, else at the date for which it is said; without
 * either it holds always.
 */
function sameTime(
  fact: Pick<FactChoice, 'series'>,
  a: Comparable['moments'][number],
  b: Comparable['moments'][number],
): boolean {
  if (fact.series && a.asOf !== b.asOf) return false;
  return a.period === null || b.period === null || overlap(a.period, b.period);
}

/** What the value can mean, on a scale; null where its type has none. */
function rangeOf(
  fact: Pick<FactChoice, 'type'>,
  { qualifier }: Pick<ComparedValue, 'qualifier'>,
  canonical: string,
): DayRange | null {
  switch (fact.type) {
    case 'number':
    case 'money':
      return qualified(qualifier, point(Number(canonical)), lastDigit(canonical));
    case 'duration':
      return qualified(qualifier, durationInDays(canonical), 0);
    case 'date':
      return dayRange(canonical);
    case 'boolean':
    case 'text':
    case 'option':
    case 'countries':
      return null;
  }
}

function point(at: number): DayRange {
  return { lower: at, upper: at };
}

/** Both ends belong to the range: who says “more than 800” may have rounded. `step` is worth one of the last digit given. */
function qualified(qualifier: ClaimValue['qualifier'], { lower, upper }: DayRange, step: number): DayRange {
  switch (qualifier) {
    case 'more_than':
      return { lower, upper: Number.POSITIVE_INFINITY };
    case 'up_to':
      return { lower: Number.NEGATIVE_INFINITY, upper };
    case 'almost':
      return { lower: lower - step, upper };
    case 'about':
      return { lower: lower - step / 2, upper: upper + step / 2 };
    case null:
      return { lower, upper };
  }
}

/** 100 for 1100, 1 for 1105, 0.1 for 27.5. */
function lastDigit(decimal: string): number {
  const fraction = decimal.split('.')[1];
  if (fraction !== undefined) return 10 ** -fraction.length;
  return 10 ** (/(?<=[1-9])0*$/.exec(decimal)?.[0].length ?? 0);
}
