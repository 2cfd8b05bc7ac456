import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComparedValue, contradict, laterCounts, moreExact } from '#lib/facts/agreement.ts';
import { tellDifference } from '#lib/facts/country-sets.ts';
import { type Resolution, resolve } from '#lib/facts/resolution.ts';
import { type Addend, sum } from '#lib/facts/sum.ts';
import { type FactType, QUALIFIERS } from '#lib/facts/vocabulary.ts';
import type { OriginItem, WeighedInput } from '#lib/facts/weighing.ts';
import { WEIGHTS } from '#lib/facts/weights.ts';
import { origin } from '../../support/said.ts';

function said(canonical: string, more: Partial<ComparedValue> = {}): ComparedValue {
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

function input(canonical: string, origins: OriginItem[], more: Partial<WeighedInput> = {}): WeighedInput {
  return {
    ...said(canonical),
    text: canonical,
    dates: [],
    claimCount: 1,
    statuses: ['unverified'],
    fails: false,
    origins,
    ...more,
  };
}

const single = (type: FactType) => ({ type, series: false });
const DATE = single('date');
const YES_NO = single('boolean');

describe('a more exact value', () => {
  test.each<[FactType, ComparedValue, ComparedValue]>([
    ['date', said('2024-08-19'), said('2024-08')],
    ['date', said('2024-08'), said('2024')],
    ['duration', said('P90D'), said('P3M')],
    ['number', said('1105'), said('800', { qualifier: 'more_than' })],
    ['number', said('1105'), said('1100', { qualifier: 'about' })],
  ])('%s: %#', (type, exact, rough) => {
    expect(moreExact(single(type), exact, rough)).toBe(true);
    expect(moreExact(single(type), rough, exact)).toBe(false);
  });

  test.each<[string, FactType, ComparedValue, ComparedValue]>([
    ['part of a set of countries is another answer', 'countries', said('DE'), said('DE FR')],
    [
      'another measure',
      'number',
      said('1105', { measure: 'permits' }),
      said('800', { qualifier: 'more_than' }),
    ],
    [
      'another currency',
      'money',
      said('20', { unit: 'EUR' }),
      said('10', { unit: 'RUB', qualifier: 'more_than' }),
    ],
    ['itself', 'date', said('2024-08'), said('2024-08')],
  ])('is not: %s', (_, type, a, b) => {
    expect(moreExact(single(type), a, b)).toBe(false);
  });

  test('never contradicts what it is more exact than', () => {
    const numbers = fc.record({
      canonical: fc.integer({ min: 1, max: 3000 }).map(String),
      qualifier: fc.constantFrom(null, ...QUALIFIERS),
    });
    fc.assert(
      fc.property(numbers, numbers, (left, right) => {
        const [a, b] = [said(left.canonical, left), said(right.canonical, right)];
        if (moreExact(single('number'), a, b)) {
          expect(contradict(single('number'), a, b)).toBe(false);
          expect(moreExact(single('number'), b, a)).toBe(false);
        }
      }),
    );
  });
});

test('a later, higher count bears out “more than”; an earlier, a lower or another measure does not', () => {
  const series = { type: 'number', series: true } as const;
  const dated = (canonical: string, date: string, more: Partial<ComparedValue> = {}) => ({
    ...said(canonical, { measure: 'applications', ...more }),
    dates: [date],
  });
  const march = dated('800', '2025-03-24', { qualifier: 'more_than' });
  const april = dated('1105', '2025-04-24');
  const others = [
    march,
    dated('1105', '2025-02'),
    dated('700', '2025-04-24'),
    dated('1105', '2025-04-24', { measure: 'applicants' }),
  ];
  expect(laterCounts(series, others)(march)).toBeUndefined();
  expect(laterCounts(series, [...others, april, dated('1156', '2025-05')])(march)).toBe(april);
  expect(laterCounts(series, [...others, april])({ ...march, qualifier: null })).toBeUndefined();
  expect(laterCounts({ ...series, series: false }, [march, april])(march)).toBeUndefined();
});

/** Its reasons written out. */
function told({ values, ...resolution }: Resolution) {
  return { ...resolution, values: values.map((value) => ({ ...value, reasons: value.reasons() })) };
}

describe('what is said more or less exactly, weighed', () => {
  test('less exactly: part of the weight, and no origin', () => {
    const { value, state, values } = resolve(DATE, [
      input('2024-08-19', [origin('a')]),
      input('2024-08', [origin('b'), origin('c')]),
    ]);
    expect(values.map(({ support, outcome }) => [support, outcome])).toEqual([
      [3 + 6 * WEIGHTS.lessExactFactor, 'open'],
      [9, 'settled'],
    ]);
    expect({ state, value }).toEqual({ state: 'settled', value: '2024-08' });
  });

  test('the most exact of what is settled is the answer, and a voice counts once', () => {
    const { value, values, why } = resolve(DATE, [
      input('2024-08', [origin('a'), origin('c')]),
      input('2024-08-19', [origin('a'), origin('b')]),
    ]);
    expect(value).toBe('2024-08-19');
    expect(values.map(({ support }) => support)).toEqual([9, 6 + 3 * WEIGHTS.lessExactFactor]);
    expect(why).toBe('2024-08-19. Settled: a and b, less exactly c.');
  });

  test('who says it less exactly cannot tip two exact values apart', () => {
    const { state, value } = resolve(DATE, [
      input('2024-08-19', [origin('a'), origin('b')]),
      input('2024-08-20', [origin('c'), origin('d')]),
      input('2024-08', [origin('e')]),
    ]);
    expect({ state, value }).toEqual({ state: 'settled', value: '2024-08' });
  });

  test('whatever the dates, a copy changes nothing and less support never settles', () => {
    const item = fc.record({
      voice: fc.constantFrom('a', 'b', 'c', 'd'),
      against: fc.boolean(),
      relayed: fc.boolean(),
    });
    const dates = fc.constantFrom('2024', '2024-08', '2024-08-19', '2024-08-20', '2023');
    const inputs = fc.uniqueArray(fc.tuple(dates, fc.array(item, { maxLength: 6 })), {
      minLength: 1,
      selector: ([date]) => date,
    });
    fc.assert(
      fc.property(inputs, fc.nat(), fc.nat(), (list, which, piece) => {
        const all = list.map(([date, items]) =>
          input(
            date,
            items.map((each) => origin(each.voice, each)),
          ),
        );
        const place = which % all.length;
        const origins = all[place]?.origins ?? [];
        const copied = origins[piece % Math.max(origins.length, 1)];
        fc.pre(copied !== undefined);
        const more = all.map((each, at) =>
          at === place ? { ...each, origins: [...each.origins, { ...copied, relayed: true }] } : each,
        );
        expect(told(resolve(DATE, more))).toEqual(told(resolve(DATE, all)));
      }),
    );
  });
});

describe('yes and no', () => {
  test('a yes that enough weight refutes becomes a no that nobody claims', () => {
    const against = (voice: string) => origin(voice, { against: true });
    const { state, value, why, values } = resolve(YES_NO, [
      input('true', [origin('blog', { reliability: 'E' }), against('a'), against('b')], { text: 'yes' }),
    ]);
    expect({ state, value }).toEqual({ state: 'settled', value: 'no' });
    expect(why).toBe('No. Settled: a and b; 1 claim says yes, resting on blog.');
    expect(values).toHaveLength(1);
    expect(resolve(YES_NO, [input('true', [against('a')], { text: 'yes' })]).state).toBe('open');
  });

  test('who refutes a yes speaks for the no that is claimed', () => {
    const { values } = resolve(YES_NO, [
      input('true', [origin('a', { against: true })], { text: 'yes' }),
      input('false', [origin('b')], { text: 'no' }),
    ]);
    expect(values.map(({ support, against }) => [support, against])).toEqual([
      [0, 6],
      [6, 0],
    ]);
  });
});

test('sets of countries differ by their members', () => {
  expect(tellDifference('DE FR TR', 'DE FR HU SK')).toBe('with Hungary and Slovakia, without Türkiye');
  expect(tellDifference('DE', 'DE')).toBe('');
  const { why } = resolve(single('countries'), [
    input('DE FR', [origin('a'), origin('b')], { text: 'Germany, France' }),
    input('DE HU', [origin('c', { reliability: 'E' })], { text: 'Germany, Hungary' }),
  ]);
  expect(why).toContain('1 claim says Germany, Hungary (with Hungary, without France), resting on c');
});

describe('sum', () => {
  const figure = (canonical: string, more: Partial<Addend> = {}): Addend => ({
    type: 'number',
    ...said(canonical, { measure: 'permits', asOf: '2025' }),
    ...more,
  });

  test('adds what is alike, to the last digit', () => {
    expect(sum([figure('0.1'), figure('0.2'), figure('-1')])).toEqual({
      ok: true,
      total: '-0.7',
      unit: null,
      measure: 'permits',
    });
    fc.assert(
      fc.property(fc.array(fc.maxSafeInteger(), { minLength: 1 }), (all) => {
        const expected = all.reduce((total, each) => total + BigInt(each), 0n).toString();
        expect(sum(all.map((each) => figure(String(each))))).toMatchObject({ total: expected });
      }),
    );
  });

  test.each<[string, Addend[], RegExp]>([
    [
      'permits and families',
      [figure('1'), figure('2', { measure: 'families' })],
      /different things \(permits, families\)/,
    ],
    [
      'two stages',
      [figure('200', { measure: 'families planned' }), figure('2', { measure: 'families resident' })],
      /different things/,
    ],
    ['hectares and acres', [figure('1', { unit: 'ha' }), figure('2', { unit: 'acres' })], /units differ/],
    [
      'two currencies',
      [figure('1', { type: 'money', unit: 'RUB' }), figure('2', { type: 'money', unit: 'EUR' })],
      /currencies \(RUB, EUR\)/,
    ],
    ['two dates', [figure('1'), figure('2', { asOf: '2026' })], /different dates/],
    ['“more than”', [figure('1'), figure('2', { qualifier: 'more_than' })], /not all of them are exact/],
    ['unknown', [figure('1'), figure('2', { state: 'unknown' })], /not known/],
    ['dates', [figure('2024', { type: 'date' })], /only numbers/],
    ['nothing', [], /nothing to add/],
  ])('refuses %s', (_, values, reason) => {
    const result = sum(values);
    expect(result.ok).toBe(false);
    expect(result.ok ? '' : result.reason).toMatch(reason);
  });
});
