import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseEdtf } from '#lib/core/edtf.ts';
import { describeEdtf, edtfFromProse } from '#lib/core/edtf-text.ts';

describe('describeEdtf', () => {
  test.each([
    ['2024', '2024'],
    ['0987', '987'],
    ['2024-08', 'August 2024'],
    ['2024-08-19', '19 August 2024'],
    ['2022/2023', 'between 2022 and 2023'],
    ['2022-02/2023-05-01', 'between February 2022 and 1 May 2023'],
    ['2024~', 'about 2024'],
    ['2024?', '2024, uncertain'],
    ['2024-08%', 'about August 2024, uncertain'],
    ['202X', 'the 2020s'],
    ['20XX', 'some year from 2000 to 2099'],
    ['2024-XX', 'some month of 2024'],
    ['2024-08-XX', 'some day in August 2024'],
    ['2024-XX-XX', 'some day of 2024'],
    ['2024-22', 'summer 2024'],
    ['2024-34', 'second quarter of 2024'],
    ['2024-40', 'first half of 2024'],
    ['2022/..', '2022 or later'],
    ['../2022', '2022 or earlier'],
    ['2022/', 'from 2022, end unknown'],
    ['/2022-08', 'until August 2022, start unknown'],
    ['[2022,2024]', '2022 or 2024'],
    ['{2022,2023,2024-08}', '2022, 2023 and August 2024'],
  ])('%s reads %s', (text, words) => {
    expect(parseEdtf(text).ok).toBe(true);
    expect(describeEdtf(text)).toBe(words);
  });

  test('a form without plain words is given by its bounds', () => {
    const parsed = parseEdtf('2024-08-1X');
    expect(parsed).toMatchObject({ ok: true });
    if (parsed.ok)
      expect(describeEdtf(parsed.date.edtf, parsed.date)).toBe('between 10 August 2024 and 19 August 2024');
    expect(describeEdtf('2024-08-1X')).toBe('2024-08-1X');
  });

  test('a year of few digits says that it is one', () => {
    expect(describeEdtf('0001')).toBe('the year 1');
    expect(describeEdtf('0800')).toBe('800');
  });

  test('every date that can be read has words', () => {
    const year = fc.integer({ min: 1, max: 9999 }).map((value) => String(value).padStart(4, '0'));
    const two = (min: number, max: number) =>
      fc.oneof(
        fc.integer({ min, max }).map((value) => String(value).padStart(2, '0')),
        fc.constant('XX'),
      );
    const mark = fc.constantFrom('', '', '~', '?', '%');
    const point = fc
      .tuple(year, fc.option(two(1, 41)), fc.option(two(1, 31)), mark)
      .map(([y, m, d, q]) => [y, ...(m === null ? [] : [m, ...(d === null ? [] : [d])])].join('-') + q);
    const side = fc.oneof(point, fc.constantFrom('', '..'));
    const written = fc.oneof(
      point,
      fc.tuple(side, side).map(([a, b]) => `${a}/${b}`),
    );
    fc.assert(
      fc.property(written, (text) => {
        const parsed = parseEdtf(text);
        fc.pre(parsed.ok);
        if (!parsed.ok) return;
        const words = describeEdtf(text, parsed.date);
        expect(words).not.toMatch(/undefined|null|NaN|[[\]{}%~]|X/);
        expect(words.length).toBeGreaterThan(2);
      }),
    );
  });
});

describe('edtfFromProse', () => {
  test.each([
    ['19 August 2024', '2024-08-19'],
    ['19 aug 2024', '2024-08-19'],
    ['1st of May, 2024', '2024-05-01'],
    ['August 19, 2024', '2024-08-19'],
    ['Sep. 3 2024', '2024-09-03'],
    ['august 2024', '2024-08'],
    ['19.08.2024', '2024-08-19'],
    ['9.8.2024', '2024-08-09'],
    ['2024.08.19', '2024-08-19'],
    ['2024/8/19', '2024-08-19'],
    ['2024-8-9', '2024-08-09'],
    ['2022 – 2023', '2022/2023'],
    ['about 2024', '2024~'],
  ])('%s becomes %s', (prose, edtf) => {
    expect(edtfFromProse(prose)).toBe(edtf);
  });

  test.each(['08/09/2024', 'yesterday', '2024', '2024-08', '', 'Augustus 2024', '19.08.24'])(
    '%s is left alone',
    (prose) => {
      expect(edtfFromProse(prose)).toBeNull();
    },
  );

  test('an impossible day is passed on, so that it is named', () => {
    const edtf = edtfFromProse('31.02.2024');
    expect(edtf).toBe('2024-02-31');
    expect(parseEdtf(edtf ?? '')).toMatchObject({
      ok: false,
      message: '2024-02-31 is not a day of the calendar.',
    });
  });
});
