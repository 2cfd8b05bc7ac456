import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { COUNTRY_CODES } from '#lib/facts/countries.ts';
import type { ClaimValue, FactChoice } from '#lib/facts/schema.ts';
import { formatValue, parseUnit, parseValue, valueText } from '#lib/facts/value.ts';
import { FACT_TYPES, type FactType } from '#lib/facts/vocabulary.ts';

const OPTIONS = ['single', 'multiple', 'Decree 702 visa'];

function fact(type: FactType, unit: string | null = null): FactChoice {
  return { id: 1, slug: `test.${type}`, question: 'What?', type, series: false, unit, options: OPTIONS };
}

function value(type: FactType, canonical: string | null, more: Partial<ClaimValue> = {}): ClaimValue {
  return {
    fact: fact(type),
    state: 'known',
    canonical,
    qualifier: null,
    unit: null,
    measure: null,
    validFrom: null,
    validTo: null,
    asOf: null,
    ...more,
  };
}

function parsed(type: FactType, text: string): string | null {
  const result = parseValue(fact(type), { state: 'known', text });
  if (!result.ok) throw new Error(result.message);
  return result.canonical;
}

function refused(type: FactType, text: string): string {
  const result = parseValue(fact(type), { state: 'known', text });
  if (result.ok) throw new Error(`“${text}” was read as ${result.canonical}`);
  return result.message;
}

describe('parseValue', () => {
  test.each<[FactType, string, string]>([
    ['number', '1105', '1105'],
    ['number', '1,105', '1105'],
    ['number', '1 105', '1105'],
    ['number', '1\u00a0105', '1105'],
    ['number', '1\u202f234\u202f567.50', '1234567.5'],
    ['number', '1’105', '1105'],
    ['number', '+007.250', '7.25'],
    ['number', '−3', '-3'],
    ['number', '-0.00', '0'],
    ['money', '1,600', '1600'],
    ['duration', 'P3M', 'P3M'],
    ['duration', 'p3m', 'P3M'],
    ['duration', '3 months', 'P3M'],
    ['duration', 'three months', 'P3M'],
    ['duration', '90 days', 'P90D'],
    ['duration', '1 year', 'P1Y'],
    ['duration', 'P12M', 'P1Y'],
    ['duration', '18 months', 'P1Y6M'],
    ['duration', '1 year and 6 months', 'P1Y6M'],
    ['duration', 'two weeks', 'P14D'],
    ['duration', 'PT90M', 'PT1H30M'],
    ['duration', '0 days', 'P0D'],
    ['boolean', 'Yes', 'true'],
    ['boolean', 'false', 'false'],
    ['option', 'Single', 'single'],
    ['option', 'decree 702 VISA', 'Decree 702 visa'],
    ['countries', 'Germany, the Bahamas; KR', 'BS DE KR'],
    ['countries', 'us uk', 'GB US'],
    ['countries', 'Côte d’Ivoire\nCote d Ivoire', 'CI'],
    ['countries', 'Czech Republic, Türkiye, Turkey', 'CZ TR'],
    ['date', '2024-08-19', '2024-08-19'],
    ['date', '2022/2023', '2022/2023'],
    ['date', '19 August 2024', '2024-08-19'],
    ['text', '  Об  оказании\nподдержки ', 'Об оказании поддержки'],
    ['text', 'e\u0301', 'é'],
  ])('reads the %s “%s” as %s', (type, text, canonical) => {
    expect(parsed(type, text)).toBe(canonical);
  });

  test('gives the number of a number and of money, and of nothing else', () => {
    const number = (type: FactType, text: string) => {
      const result = parseValue(fact(type), { state: 'known', text });
      return result.ok ? result.number : undefined;
    };
    expect(number('number', '1,105.50')).toBe('1105.5');
    expect(number('money', '1,600')).toBe('1600');
    expect(number('duration', '3 months')).toBeNull();
    expect(number('boolean', 'yes')).toBeNull();
  });

  test.each<[FactType, string, string]>([
    ['number', 'abc', '“abc” is not a number'],
    ['number', 'NaN', 'is not a number'],
    ['number', 'Infinity', 'is not a number'],
    ['number', '0x10', 'is not a number'],
    ['number', '1e400', 'without a power of ten'],
    ['number', '1,5', 'Write it with a point: 1.5'],
    ['number', '1,10,5', 'is not a number'],
    ['number', '1 105,000', 'is not a number'],
    ['number', '9'.repeat(40), 'too long'],
    ['money', '1600 RUB', 'the currency has its own field'],
    ['money', '$5', 'the currency has its own field'],
    ['duration', 'a while', 'is not a length of time'],
    ['duration', 'P', 'is not a length of time'],
    ['duration', 'PT', 'is not a length of time'],
    ['duration', '1.5 years', 'in whole units'],
    ['duration', '999999999 weeks', 'longer than can be kept'],
    ['boolean', 'maybe', 'neither yes nor no'],
    ['option', 'double', 'single, multiple, Decree 702 visa'],
    ['countries', 'Germany, Atlantis, Mordor', '“Atlantis”, “Mordor”'],
    ['countries', 'ZZ', '“ZZ”'],
    ['countries', ' , ', 'The value is missing'],
    ['date', '2024-02-30', 'not a day of the calendar'],
    ['date', '08/09/2024', 'is not a date that can be read'],
    ['text', '   ', 'The value is missing'],
  ])('refuses the %s “%s” in words', (type, text, words) => {
    expect(refused(type, text)).toContain(words);
  });

  test.each(FACT_TYPES)('has no text for an unknown or missing %s', (type) => {
    for (const state of ['unknown', 'none'] as const)
      expect(parseValue(fact(type), { state, text: 'left over' })).toEqual({
        ok: true,
        canonical: null,
        number: null,
      });
  });
});

describe('parseUnit', () => {
  test('money has a currency, its own or the fact’s', () => {
    expect(parseUnit(fact('money'), ' eur ')).toEqual({ ok: true, unit: 'EUR' });
    expect(parseUnit(fact('money', 'RUB'), '')).toEqual({ ok: true, unit: 'RUB' });
    expect(parseUnit(fact('money'), '')).toMatchObject({ ok: false });
    expect(parseUnit(fact('money'), 'roubles')).toMatchObject({
      ok: false,
      message: expect.stringContaining('“roubles”'),
    });
  });

  test('any other unit is kept as it is', () => {
    expect(parseUnit(fact('number', 'ha'), '')).toEqual({ ok: true, unit: 'ha' });
    expect(parseUnit(fact('number', 'ha'), 'km²')).toEqual({ ok: true, unit: 'km²' });
    expect(parseUnit(fact('number'), ' ')).toEqual({ ok: true, unit: null });
  });
});

describe('formatValue', () => {
  test.each<[ClaimValue, string]>([
    [
      value('number', '800', { qualifier: 'more_than', measure: 'applications', asOf: '2025-03-24' }),
      'more than 800 applications (2025-03-24)',
    ],
    [value('number', '1234567.5', { unit: 'ha' }), '1,234,567.5 ha'],
    [value('money', '1600', { unit: 'RUB', qualifier: 'about' }), 'about 1,600 RUB'],
    [value('duration', 'P3M'), '3 months'],
    [value('duration', 'P1Y6M'), '1 year 6 months'],
    [value('boolean', 'true'), 'yes'],
    [value('option', 'single'), 'single'],
    [value('countries', 'DE FR'), 'France, Germany'],
    [value('countries', 'AD AL AT AU'), '4 countries'],
    [value('date', '2024-08'), '2024-08'],
    [value('text', null, { state: 'unknown' }), 'unknown'],
    [value('number', null, { state: 'none', measure: 'visas', asOf: '2025' }), 'none (visas) (2025)'],
  ])('%# is %s', (said, text) => {
    expect(formatValue(said)).toBe(text);
  });
});

describe('canonical form', () => {
  const decimals = fc
    .tuple(fc.bigInt({ min: -(10n ** 29n), max: 10n ** 29n }), fc.nat({ max: 999_999 }))
    .map(([whole, fraction]) => `${whole}.${String(fraction).padStart(6, '0')}`);
  const counts = fc.nat({ max: 9_999 });
  const durations = fc
    .tuple(counts, counts, counts, counts, counts)
    .map(([years, months, days, hours, minutes]) => `P${years}Y${months}M${days}DT${hours}H${minutes}M`);
  const texts: Record<FactType, fc.Arbitrary<string>> = {
    number: decimals,
    money: decimals,
    duration: durations,
    boolean: fc.constantFrom('yes', 'no', 'TRUE', 'False'),
    option: fc.constantFrom(...OPTIONS),
    countries: fc.subarray([...COUNTRY_CODES], { minLength: 1 }).map((codes) => codes.reverse().join(', ')),
    date: fc
      .date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    text: fc.string({ unit: 'grapheme', minLength: 1 }).filter((text) => text.normalize('NFC').trim() !== ''),
  };

  test.each(FACT_TYPES)('a %s that is shown for editing is read back as the same', (type) => {
    fc.assert(
      fc.property(texts[type], (text) => {
        const canonical = parsed(type, text);
        expect(parsed(type, valueText(value(type, canonical)))).toBe(canonical);
        expect(parsed(type, canonical ?? '')).toBe(canonical);
      }),
    );
  });

  test('numbers are equal when their canonical form is', () => {
    fc.assert(
      fc.property(fc.nat(), fc.nat({ max: 5 }), fc.nat({ max: 5 }), (whole, zeros, more) => {
        const plain = parsed('number', String(whole));
        const padded = `${'0'.repeat(zeros)}${whole}${more > 0 ? `.${'0'.repeat(more)}` : ''}`;
        expect(parsed('number', padded)).toBe(plain);
        expect(parsed('number', whole.toLocaleString('en-GB'))).toBe(plain);
        expect(parsed('number', whole.toLocaleString('fr-FR'))).toBe(plain);
      }),
    );
  });

  test('durations are equal when months, days and seconds are', () => {
    fc.assert(
      fc.property(counts, counts, counts, (years, weeks, hours) => {
        const larger = parsed('duration', `P${years}Y${weeks}WT${hours}H`);
        expect(parsed('duration', `P${years * 12}M${weeks * 7}DT${hours * 60}M`)).toBe(larger);
      }),
    );
  });

  test('a country set does not depend on order, repetition or spelling', () => {
    fc.assert(
      fc.property(fc.shuffledSubarray([...COUNTRY_CODES], { minLength: 1 }), (codes) => {
        const sorted = [...codes].sort().join(' ');
        expect(parsed('countries', [...codes, ...codes].join(';'))).toBe(sorted);
        expect(parsed('countries', codes.map((code) => code.toLowerCase()).join('\n'))).toBe(sorted);
      }),
    );
  });

  test('every country is known by the name it is shown with', () => {
    for (const code of COUNTRY_CODES)
      expect(parsed('countries', formatValue(value('countries', code)))).toBe(code);
  });

  test('whatever is typed gives a value or a message, and never an error', () => {
    fc.assert(
      fc.property(fc.constantFrom(...FACT_TYPES), fc.string({ unit: 'binary' }), (type, text) => {
        const result = parseValue(fact(type), { state: 'known', text });
        expect(result.ok ? result.canonical : result.message).toBeTruthy();
      }),
    );
  });
});
