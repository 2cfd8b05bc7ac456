import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { encodePlace } from '#lib/core/keyset.ts';
import { LINK_STATES } from '#lib/snapshots/vocabulary.ts';
import { SOURCE_COLUMNS, SOURCE_SORTS } from '#lib/sources/columns.ts';
import { sourceList, USES } from '#lib/sources/filter.ts';
import { RELIABILITIES, SOURCE_KINDS } from '#lib/sources/vocabulary.ts';

const read = (address: string) => sourceList.parse(new URLSearchParams(address));

describe('the filter of sources', () => {
  test('is written as it was read, whatever is chosen', () => {
    const some = <T extends string>(values: readonly T[]) =>
      fc.option(fc.uniqueArray(fc.constantFrom(...values), { minLength: 1, maxLength: values.length }));
    const date = fc.option(fc.constantFrom('2024', '2024-08', '2024-08-19', '2022/2023', '2024~'));
    const sorts = Object.keys(SOURCE_SORTS).filter((sort) => sort !== 'relevance');
    const narrowing = fc.record({
      q: fc.option(fc.constantFrom('Истра', '"в Истре"', 'a b', '100%', 'a&b=c')),
      kind: some(SOURCE_KINDS),
      publisher: some(['1', '22', 'none']),
      language: some(['en', 'ru', 'pt-BR', 'none']),
      reliability: some([...RELIABILITIES, 'none']),
      from: date,
      to: date,
      used: some(USES),
      link: some([...LINK_STATES, 'none']),
      deleted: fc.option(fc.constant('only')),
      sort: fc.constantFrom(...sorts, ...sorts.map((sort) => `-${sort}`)),
      per: fc.constantFrom('25', '50', '100', '200'),
    });
    fc.assert(
      fc.property(narrowing, (chosen) => {
        const entries = Object.entries(chosen).flatMap(([key, value]) =>
          value === null ? [] : [[key, Array.isArray(value) ? value.join(',') : value]],
        );
        const { filter, problems } = read(new URLSearchParams(entries).toString());
        expect(problems).toEqual([]);
        expect(read(sourceList.listQuery(filter))).toEqual({ filter, problems: [] });
      }),
    );
  });

  test('sorts by rank while somebody searches, and by the latest change otherwise', () => {
    expect(read('').filter.sort).toBe('-updated');
    expect(read('q=visa').filter.sort).toBe('relevance');
    expect(read('sort=relevance').filter.sort).toBe('-updated');
    expect(read('q=visa&sort=-claims').filter.sort).toBe('-claims');
  });

  test('a change of the list is an address without its page', () => {
    const after = encodePlace({ sort: 'title', direction: 'next', border: { key: 'a', id: 1 }, offset: 50 });
    const { filter, problems } = read(`kind=blog&sort=title&after=${after}`);
    expect(problems).toEqual([]);
    expect(filter.place).toMatchObject({ border: { key: 'a', id: 1 } });
    expect(sourceList.listQuery(filter)).toBe('?kind=blog&sort=title');
    expect(sourceList.narrowingQuery(filter)).toBe('?kind=blog');
    expect(sourceList.pageQuery(filter, after)).toBe(`?kind=blog&sort=title&after=${after}`);
  });

  test('every column that can be sorted has its sort', () => {
    expect(SOURCE_COLUMNS.map((column) => column.sort).toSorted()).toEqual(
      Object.keys(SOURCE_SORTS)
        .filter((sort) => sort !== 'relevance')
        .toSorted(),
    );
  });
});
