import fc from 'fast-check';
import { expect, test } from 'vitest';
import { BinaryRows } from '#lib/core/binary-rows.ts';

function int32(value: number): Buffer {
  const bytes = Buffer.alloc(4);
  bytes.writeInt32BE(value);
  return bytes;
}

/** The binary COPY format, as https://www.postgresql.org/docs/current/sql-copy.html has it. */
function copied(rows: readonly (readonly (Buffer | null)[])[]): Buffer {
  const head = Buffer.concat([Buffer.from('PGCOPY\n\xff\r\n\0', 'latin1'), int32(0), int32(0)]);
  const tuples = rows.map((fields) =>
    Buffer.concat([
      Buffer.from([0, fields.length]),
      ...fields.map((field) => (field ? Buffer.concat([int32(field.length), field]) : int32(-1))),
    ]),
  );
  return Buffer.concat([head, ...tuples, Buffer.from([0xff, 0xff])]);
}

const row = fc.record({
  number: fc.option(fc.integer({ min: -2_147_483_648, max: 2_147_483_647 })),
  text: fc.string({ unit: 'grapheme' }),
  flag: fc.boolean(),
  items: fc.uniqueArray(fc.integer({ min: 1, max: 9 })),
});

test('rows are read however they were cut on the way', () => {
  fc.assert(
    fc.property(fc.array(row, { maxLength: 20 }), fc.integer({ min: 1, max: 40 }), (rows, size) => {
      const bytes = copied(
        rows.map(({ number, text, flag, items }) => [
          number === null ? null : int32(number),
          Buffer.from(text),
          Buffer.from([flag ? 1 : 0]),
          Buffer.concat([
            ...[items.length ? 1 : 0, 0, 23].map(int32),
            ...(items.length ? [int32(items.length), int32(1)] : []),
            ...items.map((item) => Buffer.concat([int32(4), int32(item)])),
          ]),
        ]),
      );
      const read: typeof rows = [];
      const reader = new BinaryRows((fields) =>
        read.push({ number: fields.int(), text: fields.text(), flag: fields.flag(), items: fields.ints() }),
      );
      for (let at = 0; at < bytes.length; at += size) reader.push(bytes.subarray(at, at + size));
      expect(read).toEqual(rows);
    }),
  );
});
