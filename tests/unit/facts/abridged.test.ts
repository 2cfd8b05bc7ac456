import { expect, test } from 'vitest';
import { abridged } from '#lib/facts/abridged.ts';
import { resolve } from '#lib/facts/resolution.ts';
import { type SaidValue, sheetFact } from '#lib/facts/sheet.ts';
import { origin, saidFact, saidValue } from '../../support/said.ts';

const value = (canonical: string, more: Partial<SaidValue> = {}) =>
  saidValue(canonical, { origins: [origin(`of ${canonical}`)], ...more });
const fact = (series: boolean, values: SaidValue[]) =>
  sheetFact(saidFact('a.b', values, { type: 'number', series }));

test('of very many values a page shows the best and counts all; of a series the latest', () => {
  const many = Array.from({ length: 40 }, (_, at) => value(String(at + 1), { supportingOrigins: at }));
  const whole = fact(false, many);
  const page = abridged(whole);
  expect(page.values.map(({ canonical }) => canonical)).toEqual(
    whole.values.slice(0, 12).map(({ canonical }) => canonical),
  );
  expect(page.values[0]?.canonical).toBe('40');
  expect([page.valueCount, page.contradictedCount, page.claimCount]).toEqual([40, 40, 40]);
  expect(page.answer).toBe(whole.answer);
  expect(page.values[0]?.weighed.reasons()).toEqual(whole.values[0]?.weighed.reasons());

  const dated = many.map((each, at) => ({ ...each, dates: [`20${String(at + 10)}`] }));
  const series = abridged(fact(true, dated));
  expect(series.values.map(({ dates }) => dates[0])).toEqual(dated.slice(-12).map(({ dates }) => dates[0]));
  expect([series.resolution.groups.length, series.groupCount]).toEqual([12, 40]);
});

test('what a page can hold is left as it is, and of many publishers the first are named', () => {
  const names = Array.from({ length: 25 }, (_, at) => `Paper ${at}`);
  const few = fact(false, [value('1', { supportingPublishers: names }), value('2')]);
  const page = abridged(few);
  expect(page.values.map(({ canonical }) => canonical)).toEqual(few.values.map(({ canonical }) => canonical));
  expect(page.values.find(({ canonical }) => canonical === '1')?.supportingPublishers).toEqual([
    ...names.slice(0, 20),
    '5 more',
  ]);
});

test('of very many values that do not hold a sentence names the first', () => {
  const values = Array.from({ length: 20 }, (_each, at) => {
    const origins = [origin(`a${at}`), origin(`b${at}`)];
    return { ...value(`v${at}`, { origins }), text: `v${at}`, fails: false };
  });
  const { state, value: told, because } = resolve({ type: 'text', series: false }, values);
  expect([state, told]).toEqual(['open', null]);
  expect(because.match(/ does not hold/g)).toHaveLength(6);
  expect(because).toMatch(/; 14 more do not hold$/);
});
