import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { same } from '#components/ui/same.ts';
import { differences, merged } from '#components/ui/three-way.ts';

type Row = { a: string; b: string; tags: string[]; who: { id: number | null; name: string } };
const FIELDS = ['a', 'b', 'tags', 'who'] as const;
const base: Row = { a: 'a', b: 'b', tags: ['x', 'y'], who: { id: 1, name: 'Ada' } };

describe('differences', () => {
  test('says who changed a field', () => {
    const mine: Row = { ...base, a: 'mine', b: 'mine too' };
    const theirs: Row = { ...base, b: 'theirs', who: { id: 2, name: 'Bo' } };
    expect(differences(FIELDS, { base, mine, theirs })).toEqual([
      { field: 'a', by: 'me' },
      { field: 'b', by: 'both' },
      { field: 'who', by: 'them' },
    ]);
  });

  test('the same change on both sides is no difference', () => {
    const both: Row = { ...base, a: 'new' };
    expect(differences(FIELDS, { base, mine: both, theirs: { ...both } })).toEqual([]);
  });

  test('the order of a list does not count', () => {
    expect(differences(FIELDS, { base, mine: base, theirs: { ...base, tags: ['y', 'x'] } })).toEqual([]);
  });
});

test('with every field decided by who changed it, no change of either side is lost', () => {
  const row = fc.record({ a: fc.constantFrom('a', '1', '2'), b: fc.constantFrom('b', '1', '2') });
  fc.assert(
    fc.property(row, row, row, (start, mine, theirs) => {
      const found = differences(['a', 'b'], { base: start, mine, theirs });
      const result = merged(
        mine,
        theirs,
        found.map(({ field, by }) => ({ field, take: by === 'them' ? 'theirs' : 'mine' })),
      );
      for (const field of ['a', 'b'] as const) {
        if (mine[field] === start[field]) expect(result[field]).toBe(theirs[field]);
        else expect(result[field]).toBe(mine[field]);
      }
    }),
  );
});

test('merging leaves both versions as they were', () => {
  const mine: Row = { ...base, a: 'mine' };
  const theirs: Row = { ...base, b: 'theirs' };
  const result = merged(mine, theirs, [
    { field: 'a', take: 'mine' },
    { field: 'b', take: 'theirs' },
  ]);
  expect(result).toEqual({ ...base, a: 'mine', b: 'theirs' });
  expect(mine.b).toBe('b');
  expect(theirs.a).toBe('a');
});

test('sameness looks at what is said', () => {
  expect(same({ a: 1, b: [1, 2] }, { b: [2, 1], a: 1 })).toBe(true);
  expect(same({ a: null }, { a: '' })).toBe(false);
  expect(same({ a: undefined }, {})).toBe(false);
  expect(same(['a,b'], ['a', 'b'])).toBe(false);
});
