import { describe, expect, test } from 'vitest';
import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import { buildSheet, countAgreements, narrowSheet, type SaidFact, type SaidValue } from '#lib/facts/sheet.ts';
import { saidFact, saidValue } from '../../support/said.ts';

let claimId = 0;

function value(canonical: string, status: ClaimStatus, more: Partial<SaidValue> = {}): SaidValue {
  claimId += 1;
  const claims = [{ id: claimId, statement: `Claim ${claimId}`, status }];
  return saidValue(canonical, { claims, statuses: [status], ...more });
}

function only(said: SaidFact) {
  const found = buildSheet([said])[0]?.facts[0];
  if (!found) throw new Error('the fact is not on its sheet');
  return found;
}

describe('buildSheet', () => {
  test('puts facts under the first part of their slug, in the order given', () => {
    const sections = buildSheet([
      saidFact('visa.entries', []),
      saidFact('tax.rate', []),
      saidFact('visa.maxStay', []),
    ]);
    expect(sections.map(({ name, facts }) => [name, facts.map(({ slug }) => slug)])).toEqual([
      ['Entry visa', ['visa.entries', 'visa.maxStay']],
      ['Tax', ['tax.rate']],
    ]);
  });

  test('says what the values of a fact come to', () => {
    const number = { type: 'number', series: true } as const;
    expect(only(saidFact('a.b', [])).agreement).toBe('none');
    expect(only(saidFact('a.b', [value('x', 'true')])).agreement).toBe('one');
    expect(only(saidFact('a.b', [value('x', 'true'), value('y', 'false')])).agreement).toBe('conflict');
    const series = [
      value('800', 'true', { dates: ['2025-03-24'] }),
      value('1105', 'true', { dates: ['2025-04-24'] }),
    ];
    expect(only(saidFact('a.b', series, number)).agreement).toBe('unlike');
    const dates = [value('2024-08', 'true'), value('2024-08-19', 'true')];
    expect(only(saidFact('a.b', dates, { type: 'date' })).agreement).toBe('compatible');
  });

  test('marks the values that contradict, and no other', () => {
    const said = [value('2024-08-19', 'true'), value('2024-08', 'true'), value('2024-08-20', 'unverified')];
    const { values, agreement } = only(saidFact('a.b', said, { type: 'date' }));
    expect(agreement).toBe('conflict');
    expect(values.map(({ canonical, contradicted }) => [canonical, contradicted])).toEqual([
      ['2024-08-19', true],
      ['2024-08', false],
      ['2024-08-20', true],
    ]);
  });

  test('a value given for several dates meets another at any of them', () => {
    const said = [
      value('x', 'true', { dates: ['2023', '2025'] }),
      value('y', 'true', { dates: ['2025-07'] }),
    ];
    expect(only(saidFact('a.b', said)).agreement).toBe('conflict');
  });

  test('values stand by the verdicts on their claims, then by origins; a series by date', () => {
    const said = [
      value('false', 'false', { supportingOrigins: 9 }),
      value('open', 'unverified'),
      value('weak', 'true'),
      value('strong', 'true', { supportingOrigins: 2 }),
    ];
    const order = (found: SaidFact) => only(found).values.map(({ canonical }) => canonical);
    expect(order(saidFact('a.b', said))).toEqual(['strong', 'weak', 'open', 'false']);
    expect(order(saidFact('a.b', said, { series: true }))).toEqual(['false', 'open', 'weak', 'strong']);
  });

  test('a value holds when one of its claims does, and fails when none stands', () => {
    const standing = (...statuses: ClaimStatus[]) => {
      return only(saidFact('a.b', [value('x', 'true', { statuses })])).values[0]?.standing;
    };
    expect(standing('false', 'mostly_true')).toBe('holds');
    expect(standing('false', 'outdated', 'misleading')).toBe('fails');
    expect(standing('false', 'disputed')).toBe('open');
    expect(standing('unverified')).toBe('open');
  });

  test('a long country set is counted and named, a short one only named', () => {
    const of = (canonical: string) =>
      only(saidFact('a.b', [value(canonical, 'true')], { type: 'countries' })).values[0];
    expect(of('AT DE FR IT')).toMatchObject({
      text: '4 countries',
      countries: ['Austria', 'France', 'Germany', 'Italy'],
    });
    expect(of('DE FR')).toMatchObject({ text: 'France, Germany', countries: [] });
  });

  test('claims are counted over all values', () => {
    const said = [value('x', 'true', { claimCount: 3 }), value('y', 'true')];
    expect(only(saidFact('a.b', said)).claimCount).toBe(4);
  });
});

test('the sheet is counted and narrowed by agreement; a section without facts is left out', () => {
  const sections = buildSheet([
    saidFact('visa.entries', [value('x', 'true'), value('y', 'false')]),
    saidFact('visa.maxStay', [value('x', 'true')]),
    saidFact('case.a', [value('x', 'true')]),
    saidFact('list.a', []),
  ]);
  expect(countAgreements(sections)).toEqual({ none: 1, one: 2, unlike: 0, compatible: 0, conflict: 1 });
  const slugs = (agreement: Parameters<typeof narrowSheet>[1]) =>
    narrowSheet(sections, agreement).map(({ slug, facts }) => [slug, facts.length]);
  expect(slugs('conflict')).toEqual([['visa', 1]]);
  expect(slugs('one')).toEqual([
    ['visa', 1],
    ['case', 1],
  ]);
  expect(slugs(null)).toEqual([
    ['visa', 2],
    ['case', 1],
    ['list', 1],
  ]);
});
