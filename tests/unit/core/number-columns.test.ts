import fc from 'fast-check';
import { expect, test } from 'vitest';
import { grown, ListColumn, type Numbers, withNumber } from '#lib/core/number-columns.ts';

/** Around the places where a column widens. */
const number = fc.oneof(
  fc.integer({ min: 0, max: 5 }),
  fc.constantFrom(255, 256, 65_535, 65_536, 2_147_483_647),
);

test('a column holds every number that was put there, and is no wider than it has to be', () => {
  fc.assert(
    fc.property(fc.array(fc.tuple(fc.nat({ max: 7 }), number)), (puts) => {
      let column: Numbers = new Uint8Array(8);
      const expected = new Array<number>(8).fill(0);
      let largest = 0;
      for (const [place, each] of puts) {
        column = withNumber(column, place, each);
        expected[place] = each;
        largest = Math.max(largest, each);
      }
      expect([...column]).toEqual(expected);
      expect(column.BYTES_PER_ELEMENT).toBe(largest < 256 ? 1 : largest < 65_536 ? 2 : 4);
      expect([...grown(column, 9)]).toEqual([...expected, 0]);
    }),
  );
});

test('lists are as they were set last, however often the pool is packed, widened or trimmed', () => {
  const set = fc.record({
    id: fc.oneof(fc.nat({ max: 69 }), fc.constantFrom(0, 1, 31, 32, 63, 69)),
    items: fc.uniqueArray(number, { maxLength: 6 }),
    trim: fc.boolean(),
  });
  fc.assert(
    fc.property(fc.array(set, { maxLength: 60 }), (sets) => {
      const column = new ListColumn();
      column.resize(70);
      const expected = new Map<number, number[]>();
      for (const { id, items, trim } of sets) {
        column.set(id, items);
        expected.set(id, items);
        if (trim) column.trim();
      }
      for (const [id, items] of expected) {
        expect(column.of(id)).toEqual(items);
        expect(column.limit).toBeGreaterThan(Math.max(0, ...items));
      }
      expect(column.pick([3, 1]).of(1)).toEqual(expected.get(1) ?? []);
    }),
  );
});

test('lists are counted and sought through row by row, in whatever order the rows come', () => {
  const lists = fc.array(fc.uniqueArray(fc.nat({ max: 9 }), { maxLength: 4 }), {
    minLength: 70,
    maxLength: 70,
  });
  fc.assert(
    fc.property(lists, fc.uniqueArray(fc.nat({ max: 69 })), fc.nat({ max: 69 }), (rows, ids, from) => {
      const column = new ListColumn();
      column.resize(rows.length);
      for (const [id, items] of rows.entries()) column.set(id, items);
      const all = ids.flatMap((id) => rows[id] ?? []);
      expect([...column.count(Int32Array.from(ids))]).toEqual(
        Array.from({ length: column.limit }, (_, item) => all.filter((own) => own === item).length),
      );
      const wanted = Uint8Array.from({ length: column.limit }, (_, item) => Number(item === 3 || item === 8));
      const misses = new Uint32Array(rows.length - from);
      column.missWhereNone(wanted, 4, misses, from);
      expect([...misses]).toEqual(
        rows.slice(from).map((items) => (items.includes(3) || items.includes(8) ? 0 : 4)),
      );
    }),
  );
});
