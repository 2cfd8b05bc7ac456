import fc from 'fast-check';
import { expect, test } from 'vitest';
import { edtfBounds, parseEdtf } from '#lib/core/edtf.ts';

test.each([
  ['2024', '2024-01-01', '2024-12-31'],
  ['2024-08', '2024-08-01', '2024-08-31'],
  ['2024-08-19', '2024-08-19', '2024-08-19'],
  ['2024-02', '2024-02-01', '2024-02-29'],
  ['2022/2023', '2022-01-01', '2023-12-31'],
  ['2024~', '2024-01-01', '2024-12-31'],
  ['2024/..', '2024-01-01', null],
  ['../2024', null, '2024-12-31'],
  ['201X', '2010-01-01', '2019-12-31'],
  [' 2024-08 ', '2024-08-01', '2024-08-31'],
])('%s lies from %s to %s', (text, lower, upper) => {
  expect(parseEdtf(text)).toEqual({ ok: true, date: { edtf: text.trim(), lower, upper } });
});

test.each([
  '',
  'August 2024',
  '2024-13',
  '2024-02-30',
  '2023-02-29',
  '19.08.2024',
  '2024-8-1',
  '2024-08-19T10:00:00Z',
  'Y12024',
  '-0044',
  '0000',
  '2024-09/2024-08',
  '../..',
  '2'.repeat(80),
])('refuses %j in words', (text) => {
  const result = parseEdtf(text);
  expect(result.ok).toBe(false);
  expect(result.ok ? '' : result.message).toMatch(/\w+ \w+/);
});

test('a day stands for itself in whatever zone the machine is', () => {
  fc.assert(
    fc.property(
      fc.date({
        min: new Date('0001-01-01T00:00:00Z'),
        max: new Date('9999-12-31T00:00:00Z'),
        noInvalidDate: true,
      }),
      (date) => {
        const day = date.toISOString().slice(0, 10);
        const bounds = edtfBounds(day);
        expect([bounds.lower?.toISOString(), bounds.upper?.toISOString()]).toEqual([
          `${day}T00:00:00.000Z`,
          `${day}T00:00:00.000Z`,
        ]);
      },
    ),
  );
});
