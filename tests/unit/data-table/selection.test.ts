import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  EVERYTHING_SELECTED,
  isSelected,
  NOTHING_SELECTED,
  rangeOf,
  selectedCount,
  setSelected,
} from '#components/data-table/selection.ts';

const start = fc.constantFrom(NOTHING_SELECTED, EVERYTHING_SELECTED);
const ids = fc.array(fc.integer({ min: 1, max: 40 }));

describe('setSelected', () => {
  test('rows become what was asked, all others stay as they were', () => {
    fc.assert(
      fc.property(start, ids, ids, fc.boolean(), (from, first, then, on) => {
        const before = setSelected(from, first, !on);
        const after = setSelected(before, then, on);
        for (let id = 1; id <= 40; id += 1) {
          expect(isSelected(after, id)).toBe(then.includes(id) ? on : isSelected(before, id));
        }
      }),
    );
  });

  test('the count agrees with the rows', () => {
    fc.assert(
      fc.property(start, ids, fc.boolean(), (from, some, on) => {
        const selection = setSelected(from, some, on);
        const rows = Array.from({ length: 40 }, (_, index) => index + 1);
        expect(selectedCount(selection, 40)).toBe(rows.filter((id) => isSelected(selection, id)).length);
      }),
    );
  });

  test('leaves the given selection alone', () => {
    setSelected(NOTHING_SELECTED, [1, 2], true);
    expect(selectedCount(NOTHING_SELECTED, 10)).toBe(0);
  });
});

describe('rangeOf', () => {
  test('goes both ways and includes both ends', () => {
    expect(rangeOf([5, 3, 9, 1], 3, 1)).toEqual([3, 9, 1]);
    expect(rangeOf([5, 3, 9, 1], 1, 3)).toEqual([3, 9, 1]);
  });

  test('is one row when the other end is on another page', () => {
    expect(rangeOf([5, 3, 9, 1], 77, 9)).toEqual([9]);
    expect(rangeOf([5, 3, 9, 1], null, 9)).toEqual([9]);
  });
});
