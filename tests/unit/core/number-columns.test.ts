import fc from 'fast-check';
import { expect, test } from 'vitest';
import {
  ascending,
  grown,
  ListColumn,
  type Numbers,
  pickAll,
  placeAmong,
  putAll,
  withNumber,
} from '#lib/core/number-columns.ts';

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
      const picked = column.pick(Int32Array.of(1, 3));
      expect(picked.of(1)).toEqual(expected.get(3) ?? []);
      picked.set(1, [70_000, 2]);
      column.put(Int32Array.of(1, 3), picked);
      expect(column.of(3)).toEqual([70_000, 2]);
      expect(column.of(1)).toEqual(expected.get(1) ?? []);
      expect(column.limit).toBeGreaterThan(70_000);
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

test('rows that are picked, changed and put back stand where they stood, in a wider column where they need it', () => {
  const id = fc.nat({ max: 7 });
  fc.assert(
    fc.property(
      fc.array(number, { minLength: 8, maxLength: 8 }),
      fc.array(fc.tuple(id, number)),
      (before, puts) => {
        const holder: Record<'a', Numbers | Float64Array> = { a: Int32Array.from(before) };
        if (Math.max(...before) < 256) holder.a = Uint8Array.from(before);
        const ids = ascending([Int32Array.from(puts, ([each]) => each), Int32Array.of(7)]);
        expect([...ids]).toEqual([...new Set([...puts.map(([each]) => each), 7])].sort((a, b) => a - b));
        const picked = { a: holder.a };
        pickAll(holder, ['a'], ids, picked);
        expect([...picked.a]).toEqual([...ids].map((each) => before[each]));
        const after = [...before];
        for (const [each, to] of puts) {
          picked.a = withNumber(picked.a as Numbers, placeAmong(ids, each), to);
          after[each] = to;
        }
        putAll(holder, ['a'], ids, picked);
        expect([...holder.a]).toEqual(after);
      },
    ),
  );
});
