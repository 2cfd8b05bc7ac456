import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type ClaimNarrowing, claimList } from '#lib/claims/filter.ts';
import { CLAIM_STATUSES, PRIORITIES } from '#lib/claims/vocabulary.ts';
import { encodePlace } from '#lib/core/keyset.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';

const some = <T>(...values: T[]) => fc.uniqueArray(fc.constantFrom(...values), { minLength: 1 });
const slugs = fc.uniqueArray(fc.stringMatching(/^[a-zа-я0-9][a-zа-я0-9._-]{0,20}$/), {
  minLength: 1,
  maxLength: 5,
});
const ids = fc.uniqueArray(fc.integer({ min: 1, max: 999_999_999 }).map(String), {
  minLength: 1,
  maxLength: 5,
});
const maybe = <T>(value: fc.Arbitrary<T>) => fc.option(value, { nil: null });

const narrowing: fc.Arbitrary<ClaimNarrowing> = fc.record({
  q: maybe(
    fc
      .string({ unit: 'grapheme', minLength: 1, maxLength: 80 })
      .filter((text) => text.trim() === text && text !== '' && text.length <= 256 && !text.includes('\0')),
  ),
  status: maybe(some(...CLAIM_STATUSES)),
  topic: maybe(slugs),
  claimant: maybe(ids),
  publisher: maybe(ids),
  kind: maybe(some(...SOURCE_KINDS)),
  fact: maybe(slugs),
  tag: maybe(slugs),
  language: maybe(some('en', 'ru', 'cs', 'pt-BR', 'zh-Hant')),
  assignee: maybe(some('me', 'none', '7')),
  priority: maybe(some(...PRIORITIES)),
  from: maybe(fc.constantFrom('2024', '2024-08', '2024-08-19', '2022/2023', '2024~')),
  to: maybe(fc.constantFrom('2025', '2025-12', '2026-02-28')),
  sources: maybe(some('none' as const, 'one' as const, 'many' as const)),
  origins: maybe(fc.constant('one' as const)),
  evidence: maybe(fc.constant('conflicting' as const)),
  quote: maybe(some(...QUOTE_OUTCOMES)),
  changed: maybe(fc.constant('week' as const)),
  stale: maybe(fc.constant('yes' as const)),
  deleted: maybe(fc.constant('only' as const)),
  on: maybe(fc.constantFrom('2024-08-25', '2024-02-29')),
  asOf: maybe(fc.constantFrom('2026-11-20', '2026-11-20T12:00Z', '2024-02-29T23:59:59.999Z')),
});

const read = (query: string) => claimList.parse(new URLSearchParams(query));

test('a filter written to an address reads back as it was', () => {
  fc.assert(
    fc.property(narrowing, (filter) => {
      const { filter: back, problems } = read(claimList.narrowingQuery(filter));
      expect(problems).toEqual([]);
      expect(Object.fromEntries(claimList.keys.map((key) => [key, back[key]]))).toEqual(filter);
      expect(read(claimList.listQuery(back)).filter).toEqual(back);
    }),
  );
});

test('no address makes the reader fail, and what it keeps reads back the same', () => {
  fc.assert(
    fc.property(
      fc.array(fc.tuple(fc.constantFrom(...claimList.keys, 'sort', 'per', 'after', 'x'), fc.string())),
      (pairs) => {
        const { filter } = claimList.parse(new URLSearchParams(pairs));
        expect(read(claimList.listQuery(filter)).filter).toEqual({ ...filter, place: null });
      },
    ),
  );
});

test('what is unknown is left out and told', () => {
  const { filter, problems } = read('?status=false,wrong&topic=visa&per=999&colour=red&from=2024-02-30');
  expect(filter).toMatchObject({ status: ['false'], topic: ['visa'], per: 50, from: null });
  expect(problems.map((problem) => problem.key).sort()).toEqual(['colour', 'from', 'per', 'status']);
  expect(problems.find((problem) => problem.key === 'status')?.message).toContain('“wrong”');
});

test('a parameter that is named twice counts as one list', () => {
  expect(claimList.parse({ status: ['false', 'true'] }).filter.status).toEqual(['false', 'true']);
});

test('a search is ranked, a list without one begins with what changed last', () => {
  expect(read('').filter.sort).toBe('-updated');
  expect(read('?q=visa').filter.sort).toBe('relevance');
  expect(read('?sort=relevance').filter.sort).toBe('-updated');
  expect(read('?q=visa&sort=-claimed').filter.sort).toBe('-claimed');
});

test('a place in the list holds only in the order it was made for', () => {
  const after = encodePlace({
    sort: '-updated',
    direction: 'next',
    border: { key: '2024-08-19 10:00:00.123+00', id: 7 },
    offset: 50,
  });
  const { filter } = read('');
  expect(read(claimList.pageQuery(filter, after)).filter.place).toMatchObject({
    border: { key: '2024-08-19 10:00:00.123+00', id: 7 },
    offset: 50,
  });
  const other = read(`?sort=statement&after=${after}`);
  expect(other.filter.place).toBeNull();
  expect(other.problems.map((problem) => problem.key)).toEqual(['after']);
});

test('the filter that lets everything through is the bare address', () => {
  expect(claimList.narrowingQuery(claimList.none)).toBe('');
  expect(claimList.listQuery(read('').filter)).toBe('');
});
