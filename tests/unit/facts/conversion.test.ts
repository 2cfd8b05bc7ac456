import { describe, expect, test } from 'vitest';
import { type Asked, convert, type Recorded } from '#lib/facts/conversion.ts';
import { askedThen } from '#lib/facts/value.ts';
import type { FactType } from '#lib/facts/vocabulary.ts';

function asked(type: FactType, more: Partial<Asked> = {}): Asked {
  return { type, options: [], unit: null, measures: [], ...more };
}

function said(canonical: string, more: Partial<Recorded> = {}): Recorded {
  return { state: 'known', canonical, qualifier: null, unit: null, measure: null, ...more };
}

function result(from: Asked, to: Asked, value: Recorded): string | null {
  const conversion = convert(from, to, value);
  return conversion.ok ? conversion.canonical : `refused: ${conversion.why}`;
}

describe('a recorded value whose fact is asked otherwise', () => {
  test.each<[FactType, string, FactType, string]>([
    ['text', '3 months', 'duration', 'P3M'],
    ['text', '19 August 2024', 'date', '2024-08-19'],
    ['text', 'yes', 'boolean', 'true'],
    ['text', 'Hungary, Slovakia', 'countries', 'HU SK'],
    ['text', '1,105', 'number', '1105'],
    ['duration', 'P3M', 'text', '3 months'],
    ['boolean', 'true', 'text', 'yes'],
    ['number', '800', 'text', '800'],
  ])('%s %s becomes %s %s', (from, before, to, after) => {
    expect(result(asked(from), asked(to), said(before))).toBe(after);
  });

  test('keeps a number beside its text', () => {
    expect(convert(asked('text'), asked('number'), said('27.5'))).toMatchObject({ number: '27.5' });
  });

  test('is refused where its text is none of the new type', () => {
    expect(result(asked('text'), asked('number'), said('many'))).toMatch(/^refused: “many” is not a number/);
    expect(result(asked('text'), asked('boolean'), said('partly'))).toMatch(/^refused: “partly” is neither/);
  });

  test('is refused where an answer would no longer be offered, and spelled as it is now', () => {
    const from = asked('option', { options: ['single', 'multiple'] });
    const to = asked('option', { options: ['Single', 'double'] });
    expect(result(from, to, said('single'))).toBe('Single');
    expect(result(from, to, said('multiple'))).toMatch(/^refused: “multiple” is not one of the answers/);
  });

  test('never loses its unit, measure or qualifier', () => {
    const number = asked('number', { unit: 'ha', measures: ['permits'] });
    expect(result(number, asked('text'), said('27', { unit: 'ha' }))).toMatch(/^refused: Its unit is “ha”/);
    expect(result(number, asked('text'), said('27', { measure: 'permits' }))).toMatch(
      /^refused: It counts “permits”/,
    );
    expect(result(number, asked('text'), said('27', { qualifier: 'about' }))).toMatch(
      /^refused: It says “about”/,
    );
    expect(result(number, asked('number', { unit: 'ha' }), said('27', { measure: 'permits' }))).toMatch(
      /no measure of this fact any more/,
    );
  });

  test('keeps its own unit beside a new usual one, and is not given a unit that it never had', () => {
    expect(
      result(asked('number', { unit: 'ha' }), asked('number', { unit: 'km²' }), said('27', { unit: 'ha' })),
    ).toBe('27');
    expect(result(asked('number'), asked('number', { unit: 'ha' }), said('27'))).toMatch(
      /^refused: It gives no unit, and would be read in “ha”/,
    );
    expect(result(asked('number'), asked('money', { unit: 'RUB' }), said('27'))).toMatch(/^refused/);
  });

  test('“unknown” fits every type', () => {
    expect(result(asked('text'), asked('date'), said('', { state: 'unknown', canonical: null }))).toBe(null);
  });
});

test('a text of a former type is shown as it stands', () => {
  const fact = {
    id: 1,
    slug: 'a.b',
    question: '?',
    type: 'countries' as const,
    series: false,
    unit: null,
    options: [],
  };
  expect(askedThen(fact, 'Hungary and others').type).toBe('text');
  expect(askedThen(fact, 'HU SK').type).toBe('countries');
});
