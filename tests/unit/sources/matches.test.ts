import fc from 'fast-check';
import { expect, test } from 'vitest';
import { cutIds } from '#lib/core/key-order.ts';
import { LINK_STATES } from '#lib/snapshots/vocabulary.ts';
import { type SourceNarrowing, sourceList } from '#lib/sources/filter.ts';
import { countFacet, keyOf, matchSources, type PublisherNames } from '#lib/sources/matches.ts';
import { type CountedSource, SourceColumns } from '#lib/sources/source-columns.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';

/** Two publishers, of the grades A and F. */
const PUBLISHERS: PublisherNames = {
  names: new Map([
    [1, 'TASS'],
    [2, 'Blog'],
  ]),
  grades: Uint8Array.of(0, 1, 6),
  ranks: Int32Array.of(0, 2, 1),
  rankOf: new Map([
    ['tass', 2],
    ['blog', 1],
  ]),
};

const source: CountedSource = {
  id: 1,
  deleted: false,
  kind: 1,
  link: 0,
  publisher: 0,
  language: '',
  dated: false,
  lower: null,
  upper: null,
  updated: 0,
};

function columnsOf(rows: readonly Partial<CountedSource & { claims: number }>[]): SourceColumns {
  const columns = new SourceColumns();
  for (const [place, { claims = 0, ...row }] of rows.entries()) {
    columns.set({ ...source, ...row, id: place + 1 });
    columns.setCount(place + 1, 'claims', claims);
  }
  return columns;
}

function matched(columns: SourceColumns, address: string) {
  const filter: SourceNarrowing = sourceList.parse(new URLSearchParams(address)).filter;
  return matchSources(columns, { filter, publishers: PUBLISHERS, found: null });
}

const hits = (columns: SourceColumns, address: string) => [...matched(columns, address).hits];
const day = (text: string) => Date.parse(text) / 86_400_000;

test('a source without a date lies in no range, one whose date is open in every one it may lie in', () => {
  const columns = columnsOf([
    {},
    { dated: true, lower: day('2024-01-01'), upper: day('2024-12-31') },
    { dated: true, lower: null, upper: day('2023-06-01') },
    { dated: true },
  ]);
  expect(hits(columns, 'from=2024-06')).toEqual([2, 4]);
  expect(hits(columns, 'to=2023')).toEqual([3, 4]);
  expect(hits(columns, 'from=../2024')).toEqual([2, 3, 4]);
  expect(hits(columns, '')).toEqual([1, 2, 3, 4]);
});

test('however many claims rest on a source, it is one of many', () => {
  const columns = columnsOf([{ claims: 0 }, { claims: 1 }, { claims: 2 }, { claims: 70_000 }]);
  expect(hits(columns, 'used=many')).toEqual([3, 4]);
  expect(hits(columns, 'used=none,one')).toEqual([1, 2]);
  const key = keyOf(columns, PUBLISHERS, 'claims', true);
  expect(key && cutIds(matched(columns, '').hits, key, true, null, 2)).toEqual([4, 3]);
});

test('a source that is set anew keeps what is counted of it, and one that is not there has no count', () => {
  const columns = columnsOf([{ claims: 3 }]);
  columns.set({ ...source, id: 1, kind: 2 });
  columns.setCount(9_999, 'claims', 5);
  expect(hits(columns, 'used=many')).toEqual([1]);
  expect(columns.end).toBe(2);
});

test('of what has no publisher, language or link `none` is the value; absent names come last either way', () => {
  const columns = columnsOf([
    {},
    { publisher: 1, language: 'ru', link: 1 },
    { publisher: 2, language: 'en' },
  ]);
  expect(hits(columns, 'publisher=none,2')).toEqual([1, 3]);
  expect(hits(columns, 'reliability=none')).toEqual([1]);
  expect(hits(columns, 'language=none,ru')).toEqual([1, 2]);
  expect(hits(columns, 'link=none')).toEqual([1, 3]);
  for (const [sort, first] of [
    ['publisher', 3],
    ['language', 3],
    ['link', 2],
  ] as const)
    for (const descending of [false, true]) {
      const key = keyOf(columns, PUBLISHERS, sort, descending);
      const ids = key && cutIds(matched(columns, '').hits, key, descending, null, 3);
      if (sort === 'link') expect(ids?.[descending ? 2 : 0]).toBe(first);
      else expect(ids).toEqual(descending ? [2, 3, 1] : [3, 2, 1]);
    }
});

test('each count of a facet is the total that its value would give', () => {
  const row = fc.record({
    deleted: fc.boolean(),
    kind: fc.integer({ min: 1, max: SOURCE_KINDS.length }),
    link: fc.integer({ min: 0, max: LINK_STATES.length }),
    publisher: fc.integer({ min: 0, max: 2 }),
    language: fc.constantFrom('', 'en', 'ru'),
    claims: fc.integer({ min: 0, max: 3 }),
  });
  const addresses = fc.constantFrom(
    '',
    'kind=blog,ngo',
    'kind=official&used=one,many',
    'link=none&kind=blog',
  );
  fc.assert(
    fc.property(fc.array(row, { minLength: 1, maxLength: 30 }), addresses, (rows, address) => {
      const columns = columnsOf(rows);
      const counts = countFacet(matched(columns, address), 'kind');
      for (const [place, kind] of SOURCE_KINDS.entries()) {
        const wanted = new URLSearchParams(address);
        wanted.set('kind', kind);
        expect([kind, counts[place + 1]]).toEqual([kind, hits(columns, wanted.toString()).length]);
      }
    }),
  );
});
