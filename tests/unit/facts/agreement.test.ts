import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComparedValue, contradict } from '#lib/facts/agreement.ts';
import { durationInDays, parseDuration } from '#lib/facts/duration.ts';
import { type FactType, QUALIFIERS } from '#lib/facts/vocabulary.ts';

function said(canonical: string | null, more: Partial<ComparedValue> = {}): ComparedValue {
  return {
    state: 'known',
    canonical,
    qualifier: null,
    unit: null,
    measure: null,
    asOf: null,
    validFrom: null,
    validTo: null,
    ...more,
  };
}

const single = (type: FactType) => ({ type, series: false });
const series = (type: FactType) => ({ type, series: true });

describe('values that contradict', () => {
  test.each<[FactType, ComparedValue, ComparedValue]>([
    ['option', said('single'), said('multiple')],
    ['boolean', said('true'), said('false')],
    ['date', said('2024-08-19'), said('2024-04')],
    ['date', said('2024-08-19'), said('2023')],
    ['duration', said('P3M'), said('P3Y')],
    ['duration', said('P1Y'), said('P3Y')],
    ['number', said('27', { unit: 'ha' }), said('30', { unit: 'ha' })],
    ['number', said('2800', { qualifier: 'more_than' }), said('2500')],
    ['number', said('700', { qualifier: 'almost' }), said('701')],
    ['number', said('2000', { qualifier: 'up_to' }), said('2001')],
    ['countries', said('DE FR'), said('DE')],
    ['text', said('Federal Migration Service'), said('Interior Ministry')],
    ['number', said('800'), said(null, { state: 'none' })],
    ['text', said('asylum', { asOf: '2024-08' }), said('visa')],
    ['text', said('asylum', { asOf: '2024-08' }), said('visa', { asOf: '2024-08-16' })],
    ['text', said('Service', { validTo: '2016-04-05' }), said('Ministry')],
    [
      'text',
      said('Service', { validFrom: '2016', validTo: '2016' }),
      said('Ministry', { validFrom: '2016' }),
    ],
    ['text', said('Service', { validTo: '2016-05' }), said('Ministry', { validFrom: '2016-04-05' })],
    ['text', said('Service', { validTo: '2016' }), said('Ministry', { asOf: '2015' })],
  ])('%s: %#', (type, a, b) => {
    expect(contradict(single(type), a, b)).toBe(true);
    expect(contradict(single(type), b, a)).toBe(true);
  });
});

describe('values that do not', () => {
  test.each<[string, FactType, ComparedValue, ComparedValue]>([
    [
      'one begins on the day on which the other ends',
      'text',
      said('Service', { validFrom: '1993', validTo: '2016-04-05' }),
      said('Ministry', { validFrom: '2016-04-05' }),
    ],
    [
      'one ends in the year in which the other begins',
      'text',
      said('Service', { validTo: '2016' }),
      said('Ministry', { validFrom: '2016', validTo: '2025' }),
    ],
    [
      'one is said for a date after the other ended',
      'text',
      said('Service', { validTo: '2016-04-05' }),
      said('Ministry', { asOf: '2025-04-02' }),
    ],
    ['a day lies in its month', 'date', said('2024-08-19'), said('2024-08')],
    ['a day lies in an interval', 'date', said('2024-08-19'), said('2024/2025')],
    ['three months may be 90 days', 'duration', said('P3M'), said('P90D')],
    ['one year may be 365 days', 'duration', said('P1Y'), said('P365D')],
    ['“more than 1,100” may be 1,156', 'number', said('1100', { qualifier: 'more_than' }), said('1156')],
    ['“about 1,100” may be 1,105', 'number', said('1100', { qualifier: 'about' }), said('1105')],
    ['“almost 2,800” may be 2,760', 'number', said('2800', { qualifier: 'almost' }), said('2760')],
    ['“more than 800” may be rounded', 'number', said('800', { qualifier: 'more_than' }), said('800')],
    [
      'other measures',
      'number',
      said('800', { measure: 'applications' }),
      said('700', { measure: 'permits' }),
    ],
    ['other units', 'money', said('1600', { unit: 'RUB' }), said('20', { unit: 'EUR' })],
    ['other dates', 'number', said('27', { asOf: '2023-06-15' }), said('30', { asOf: '2025-07' })],
    ['unknown', 'number', said('800'), said(null, { state: 'unknown' })],
    ['none twice', 'number', said(null, { state: 'none' }), said(null, { state: 'none' })],
  ])('%s', (_, type, a, b) => {
    expect(contradict(single(type), a, b)).toBe(false);
    expect(contradict(single(type), b, a)).toBe(false);
  });

  test('a series has another value at each date, near as they are', () => {
    const april = said('1105', { asOf: '2025-04-24' });
    expect(contradict(series('number'), april, said('1156', { asOf: '2025-04' }))).toBe(false);
    expect(contradict(series('number'), april, said('1156'))).toBe(false);
    expect(contradict(series('number'), april, said('1156', { asOf: '2025-04-24' }))).toBe(true);
  });
});

const decimals = fc
  .tuple(fc.integer({ min: -100_000, max: 100_000 }), fc.boolean())
  .map(([whole, half]) => `${whole}${half ? '.5' : ''}`);
const numbers = fc.record({ canonical: decimals, qualifier: fc.constantFrom(null, ...QUALIFIERS) });

test('contradiction is mutual, and nothing contradicts itself', () => {
  fc.assert(
    fc.property(numbers, numbers, (left, right) => {
      const [a, b] = [said(left.canonical, left), said(right.canonical, right)];
      expect(contradict(single('number'), a, b)).toBe(contradict(single('number'), b, a));
      expect(contradict(single('number'), a, a)).toBe(false);
      if (left.qualifier === null && right.qualifier === null)
        expect(contradict(single('number'), a, b)).toBe(left.canonical !== right.canonical);
    }),
  );
});

test('a duration lasts as long as the calendar says, from any day', () => {
  fc.assert(
    fc.property(
      fc.date({ min: new Date('1950-01-01'), max: new Date('2090-01-01'), noInvalidDate: true }),
      fc.nat({ max: 60 }),
      fc.nat({ max: 400 }),
      (start, months, days) => {
        // From the first of a month, so that adding months needs no rounding to a shorter one.
        const from = Date.UTC(start.getUTCFullYear(), start.getUTCMonth(), 1);
        const to = Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + months, 1 + days);
        const duration = parseDuration(`P${months}M${days}D`);
        if (!duration.ok) throw new Error(duration.message);
        const { lower, upper } = durationInDays(duration.duration);
        const lasted = (to - from) / 86_400_000;
        expect(lasted).toBeGreaterThanOrEqual(lower);
        expect(lasted).toBeLessThanOrEqual(upper);
      },
    ),
  );
});
