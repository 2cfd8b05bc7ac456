import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CSV_BOM, csvRows } from '#lib/core/csv.ts';
import { detectFormat, readCsv } from '#lib/core/csv-reading.ts';
import { withFormula, withoutFormula } from '#lib/core/formula.ts';
import {
  detectEncoding,
  type Encoding,
  SEPARATORS,
  type Separator,
  StrictDecoder,
} from '#lib/core/text-encoding.ts';

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

async function read(bytes: Uint8Array, encoding: Encoding, separator: Separator, size = 7) {
  const records: { line: number; cells: string[] }[] = [];
  for await (const record of readCsv(inPieces(bytes, size), { encoding, separator })) records.push(record);
  return records;
}

const cells = fc.array(fc.string({ unit: 'binary', maxLength: 12 }), { minLength: 2, maxLength: 4 });
const quoted = (rows: string[][], separator: string, end: string) =>
  rows.map((row) => row.map((cell) => `"${cell.replaceAll('"', '""')}"`).join(separator) + end).join('');

describe('reading CSV', () => {
  test('gives back any cells, whatever the separator, line end and size of the pieces', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(cells, { minLength: 1, maxLength: 4 }),
        fc.constantFrom(...SEPARATORS),
        fc.constantFrom('\r\n', '\n', '\r'),
        fc.integer({ min: 3, max: 40 }),
        async (rows, separator, end, size) => {
          const records = await read(Buffer.from(quoted(rows, separator, end)), 'utf-8', separator, size);
          expect(records.map((record) => record.cells)).toEqual(rows);
          let line = 1;
          for (const record of records) {
            expect(record.line).toBe(line);
            line += 1 + (record.cells.join('').match(/\r\n|\r|\n/g)?.length ?? 0);
          }
        },
      ),
      { numRuns: 60 },
    );
  });

  test('gives back what an export wrote, formulas included', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(cells, { minLength: 1, maxLength: 4 }), async (rows) => {
        const records = await read(Buffer.from(CSV_BOM + csvRows(rows)), 'utf-8', ',');
        expect(records.map((record) => record.cells.map(withFormula))).toEqual(rows);
      }),
      { numRuns: 60 },
    );
  });

  test.each<[Encoding, (text: string) => Buffer]>([
    ['utf-8', (text) => Buffer.from(text)],
    ['utf-16le', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le')],
    ['utf-16be', (text) => Buffer.from(`\uFEFF${text}`, 'utf16le').swap16()],
    ['utf-16le', (text) => Buffer.from(text, 'utf16le')],
    ['windows-1251', cyrillic],
  ])('finds out that a file is %s', async (encoding, write) => {
    const bytes = write('statement;topic\r\nИстра и Лужки;visa\r\n');
    expect(detectFormat(bytes)).toMatchObject({ encoding, separator: ';' });
    expect((await read(bytes, encoding, ';'))[1]?.cells).toEqual(['Истра и Лужки', 'visa']);
  });

  test.each([
    ['"a","b"\r\n"c,d\r\n', /line 2, column 1 is never closed/],
    ['a,b\r\nc,d"e\r\n', /line 2 has a quote in column 2/],
    ['a,b\r\n"x\n\ny",2\r\n"c"d,e\r\n', /line 5 has a quote in column 1/],
  ])('says where %j is broken', async (text, message) => {
    await expect(read(Buffer.from(text), 'utf-8', ',', 1_000)).rejects.toThrow(message);
  });
});

/** Basic Russian letters as Windows writes them. */
function cyrillic(text: string): Buffer {
  return Buffer.from(
    [...text].map((letter) => {
      const code = letter.codePointAt(0) ?? 0;
      return code >= 0x410 && code <= 0x44f ? code - 0x410 + 0xc0 : code;
    }),
  );
}

test('an apostrophe comes off exactly where the export put it', () => {
  fc.assert(
    fc.property(
      fc.array(fc.constantFrom("'", '=', '+', ' ', '\n', '\r\n', 'a', '\u200B', '＝', '-1'), {
        maxLength: 8,
      }),
      (parts) => {
        const text = parts.join('');
        expect(withFormula(withoutFormula(text))).toBe(text);
      },
    ),
  );
  expect(withFormula("it's 'so'")).toBe("it's 'so'");
});

describe('decoding', () => {
  test('gives the same text in whatever pieces it comes', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'grapheme' }),
        fc.integer({ min: 1, max: 5 }),
        fc.constantFrom<Encoding>('utf-8', 'utf-16le'),
        (text, size, encoding) => {
          const bytes = Buffer.from(text, encoding === 'utf-8' ? 'utf8' : 'utf16le');
          const decoder = new StrictDecoder(encoding);
          let read = '';
          for (let at = 0; at < bytes.length; at += size)
            read += decoder.decode(bytes.subarray(at, at + size));
          expect(read + decoder.decode(new Uint8Array(0), true)).toBe(text);
        },
      ),
    );
  });

  test('names the line and column of the first byte that is none, wherever the pieces end', () => {
    fc.assert(
      fc.property(
        fc.array(fc.constantFrom('a', 'й', '\n', '€', '𝄞'), { maxLength: 20 }),
        fc.integer({ min: 1, max: 6 }),
        (parts, size) => {
          const before = parts.join('');
          const bytes = Buffer.concat([Buffer.from(before), Buffer.from([0xff]), Buffer.from('rest')]);
          const decoder = new StrictDecoder('utf-8');
          const lines = before.split('\n');
          const place = `0xFF in line ${lines.length}, column ${(lines.at(-1)?.length ?? 0) + 1} `;
          expect(() => {
            for (let at = 0; at < bytes.length; at += size) decoder.decode(bytes.subarray(at, at + size));
          }).toThrow(place);
        },
      ),
    );
  });

  test('a file that is cut within a character is broken there', () => {
    const decoder = new StrictDecoder('utf-8');
    expect(decoder.decode(Buffer.from('ab').subarray(0, 2))).toBe('ab');
    expect(() => decoder.decode(Buffer.from('й').subarray(0, 1), true)).toThrow('line 1, column 3');
    expect(detectEncoding(Buffer.from('й').subarray(0, 1))).toBe('utf-8');
  });
});
