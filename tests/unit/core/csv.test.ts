import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { CSV_BOM, csvRows } from '#lib/core/csv.ts';
import { SKIPPED, withoutFormula } from '#lib/core/formula.ts';

const read = (text: string): string[][] =>
  parse(text, { relax_column_count: true, record_delimiter: '\r\n' });

test('cells read back as they were, formulas behind an apostrophe', () => {
  fc.assert(
    fc.property(
      fc.array(fc.array(fc.string({ unit: 'binary' }), { minLength: 2, maxLength: 4 }), { minLength: 1 }),
      (rows) => {
        expect(read(csvRows(rows))).toEqual(rows.map((row) => row.map(withoutFormula)));
      },
    ),
  );
});

test('no line of any cell begins a formula', () => {
  const signs = ['=', '+', '-', '@', '＝', '＋', '－', '＠', '−'];
  const before = [
    '',
    ' ',
    '\t',
    '\u00A0',
    '\u200B',
    '\uFEFF',
    '\u202E',
    '\r',
    '\n',
    '\u0000',
    'text\n',
    'text\r\n  ',
  ];
  for (const sign of signs)
    for (const start of before) {
      const made = withoutFormula(`${start}${sign}1+1`);
      expect(
        made.split(/\r\n|\r|\n/).every((line) => !/^[\s\p{Cf}\p{Cc}]*[=+\-@＝＋－＠−]/u.test(line)),
      ).toBe(true);
      expect(made.replaceAll("'", '')).toBe(`${start}${sign}1+1`);
    }
});

test('every cell is quoted, rows end in CRLF, numbers stay, null is empty', () => {
  expect(csvRows([['a "b"', 5, null, 'Истра\nЛужки']])).toBe('"a ""b""","5","","Истра\nЛужки"\r\n');
  expect(csvRows([[-5]])).toBe('"-5"\r\n');
  expect(CSV_BOM.charCodeAt(0)).toBe(0xfeff);
});

test('what is skipped before a formula is white space, format and control characters, but for the ends of lines', () => {
  const skipped: number[] = [];
  for (let code = 0; code <= 0x10_ffff; code++)
    if (/[\s\p{Cf}\p{Cc}]/u.test(String.fromCodePoint(code)) && code !== 0xa && code !== 0xd)
      skipped.push(code);
  const told = SKIPPED.flatMap(([first, last]) =>
    Array.from({ length: last - first + 1 }, (_, step) => first + step),
  );
  expect(told).toEqual(skipped);
});
