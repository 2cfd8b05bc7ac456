import fc from 'fast-check';
import { expect, test } from 'vitest';
import { ClaimColumns, type CountedClaim } from '#lib/claims/claim-columns.ts';
import { type ClaimNarrowing, claimList } from '#lib/claims/filter.ts';
import { Counts, KeptCounts } from '#lib/claims/kept-counts.ts';
import { matchClaims, type Wanted } from '#lib/claims/matches.ts';
import { COUNTED, countFacet } from '#lib/claims/tally.ts';
import { placeAmong } from '#lib/core/number-columns.ts';

const claim: fc.Arbitrary<CountedClaim> = fc.record({
  id: fc.integer({ min: 1, max: 40 }),
  programme: fc.integer({ min: 1, max: 2 }),
  deleted: fc.boolean(),
  status: fc.integer({ min: 1, max: 4 }),
  priority: fc.integer({ min: 1, max: 4 }),
  language: fc.constantFrom('en', 'ru', 'de'),
  topic: fc.integer({ min: 1, max: 4 }),
  claimant: fc.integer({ min: 0, max: 5 }),
  assignee: fc.integer({ min: 0, max: 3 }),
  fact: fc.integer({ min: 0, max: 3 }),
  sources: fc.integer({ min: 0, max: 3 }),
  origins: fc.integer({ min: 0, max: 3 }),
  conflicting: fc.boolean(),
  dated: fc.boolean(),
  lower: fc.option(fc.integer({ min: 0, max: 9 })),
  upper: fc.option(fc.integer({ min: 0, max: 9 })),
  updated: fc.constant(0),
  created: fc.constant(0),
  tags: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 4 }),
});
const change = fc.record({
  claim,
  publishers: fc.uniqueArray(fc.integer({ min: 1, max: 6 }), { maxLength: 3 }),
  kinds: fc.integer({ min: 0, max: 7 }),
});
type Change = { claim: CountedClaim; publishers: number[]; kinds: number };

const wanted: fc.Arbitrary<Wanted> = fc.record({
  filter: fc
    .record<Partial<ClaimNarrowing>>({
      status: fc.constantFrom<ClaimNarrowing['status'][]>(null, ['unverified']),
      language: fc.constantFrom<ClaimNarrowing['language'][]>(null, ['en'], ['ru', 'de']),
      sources: fc.constantFrom<ClaimNarrowing['sources'][]>(null, ['many']),
      tag: fc.constantFrom<ClaimNarrowing['tag'][]>(null, ['a']),
      deleted: fc.constantFrom<ClaimNarrowing['deleted'][]>(null, 'only'),
    })
    .map((some): ClaimNarrowing => ({ ...claimList.none, ...some })),
  programmeId: fc.constant(1),
  topicIds: fc.constant([]),
  factIds: fc.constant([]),
  tagIds: fc.constant([1, 2]),
  me: fc.constant(null),
  now: fc.constant(0),
  found: fc.constant({}),
});

function put(columns: ClaimColumns, { claim: own, publishers, kinds }: Change): void {
  columns.set(own);
  columns.setEvidence(own.id, publishers, kinds);
}

/** All counts, without the zeros of codes that came later. */
function countsOf(counts: Counts, columns: ClaimColumns, asked: Wanted) {
  const match = () => matchClaims(columns, asked);
  const facets = COUNTED.map((key) =>
    [...counts.facet(match, key).entries()].filter(([, count]) => count !== 0),
  );
  return [counts.total(match), facets];
}

test('counts that follow the changes are those that are counted anew', () => {
  const batches = fc.array(fc.uniqueArray(change, { selector: (each) => each.claim.id, maxLength: 8 }), {
    minLength: 2,
    maxLength: 6,
  });
  fc.assert(
    fc.property(batches, wanted, ([first = [], ...rest], asked) => {
      const columns = new ClaimColumns();
      for (const each of first) put(columns, each);
      const kept = new KeptCounts();
      const counts = kept.of('one', asked) ?? new Counts(asked);
      countsOf(counts, columns, asked);
      for (const batch of rest) {
        const ids = Int32Array.from(batch, ({ claim: { id } }) => id).sort();
        const changed = columns.pick(ids);
        for (const { claim: own, ...rest } of batch)
          put(changed, { ...rest, claim: { ...own, id: placeAmong(ids, own.id) } });
        kept.follow(columns, ids, changed);
        expect(kept.of('one', asked)).toBe(counts);
        expect(countsOf(counts, columns, asked)).toEqual(countsOf(new Counts(asked), columns, asked));
        const matches = matchClaims(columns, asked);
        expect(counts.facet(() => matches, 'tag')[1] ?? 0).toBe(countFacet(matches, 'tag')[1] ?? 0);
      }
    }),
  );
});

test('what rows of SQL or the time of day decide is not kept', () => {
  const filter = { ...claimList.none, changed: 'week' as const };
  const asked: Wanted = {
    filter,
    programmeId: 1,
    topicIds: [],
    factIds: [],
    tagIds: [],
    me: null,
    now: 0,
    found: {},
  };
  const kept = new KeptCounts();
  expect(kept.of('a', asked)).toBeNull();
  expect(kept.of('b', { ...asked, filter: claimList.none, found: { q: new Uint32Array(0) } })).toBeNull();
});
