import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutPage, decodePlace, encodePlace, type Place } from '#lib/core/keyset.ts';

const place: fc.Arbitrary<Place> = fc.record({
  sort: fc.constantFrom('-updated', 'statement', 'relevance'),
  direction: fc.constantFrom('next' as const, 'previous' as const),
  border: fc.option(
    fc.record({
      key: fc.string({ unit: 'grapheme' }).filter((text) => !text.includes('\0')),
      id: fc.integer({ min: 1, max: 2_147_483_647 }),
    }),
    { nil: null },
  ),
  offset: fc.nat(),
});

test('a place reads back as it was written, in characters that an address takes', () => {
  fc.assert(
    fc.property(place, (value) => {
      const text = encodePlace(value);
      expect(text).toMatch(/^[\w-]+$/);
      expect(decodePlace(text)).toEqual(value);
    }),
  );
});

test('anything else is no place', () => {
  fc.assert(
    fc.property(
      fc.string(),
      (text) => decodePlace(text) === null || encodePlace(decodePlace(text) as Place) !== '',
    ),
  );
  for (const text of [
    '',
    'x',
    btoa('[]'),
    btoa('["a",1,null,1,0]'),
    btoa('["a",2,"k",1,0]'),
    btoa('["a",1,"k",1e99,0]'),
  ])
    expect(decodePlace(text)).toBeNull();
});

type Row = { id: number; key: number };

/** What SQL would answer: rows beyond the place in its direction, one more than a page. */
function read(rows: readonly Row[], at: Place | null, per: number): Row[] {
  const backwards = at?.direction === 'previous';
  const way = backwards ? -1 : 1;
  const border = at?.border;
  const order = (a: Row, b: Row) => way * (a.key - b.key || a.id - b.id);
  return rows
    .filter((row) => !border || order(row, { id: border.id, key: Number(border.key) }) > 0)
    .sort(order)
    .slice(0, per + 1);
}

test('walking forward, from the end back, and to and fro meets every row once and knows where it stands', () => {
  fc.assert(
    fc.property(
      fc.array(fc.integer({ min: 0, max: 3 }), { maxLength: 60 }),
      fc.integer({ min: 1, max: 12 }),
      (keys, per) => {
        const rows = keys.map((key, index) => ({ id: index + 1, key }));
        const sorted = read(rows, null, rows.length);
        const cut = (at: Place | null) =>
          cutPage(read(rows, at, per), {
            per,
            sort: 's',
            place: at,
            total: rows.length,
            keyOf: (row) => String(row.key),
          });
        const forward: number[] = [];
        let at: Place | null = null;
        for (;;) {
          const page = cut(at);
          if (page.rows.length) expect(page.links.position).toBe(forward.length + 1);
          forward.push(...page.rows.map((row) => row.id));
          if (page.links.next === null) break;
          const next = decodePlace(page.links.next);
          const back = cut(next).links.previous;
          expect(cut(back === null ? null : decodePlace(back)).rows).toEqual(page.rows);
          at = next;
        }
        expect(forward).toEqual(sorted.map((row) => row.id));
        const backward: number[] = [];
        let last = cut(null).links.last;
        while (last !== null) {
          const page = cut(decodePlace(last));
          expect(page.links.position).toBe(rows.length - backward.length - page.rows.length + 1);
          backward.unshift(...page.rows.map((row) => row.id));
          last = page.links.previous;
        }
        if (backward.length) expect(backward).toEqual(forward);
      },
    ),
  );
});
