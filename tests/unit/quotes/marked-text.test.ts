import fc from 'fast-check';
import { expect, test } from 'vitest';
import { markedText } from '#lib/quotes/marked-text.ts';

test('quotes that overlap are cut where one begins or ends', () => {
  const stretches = markedText('abcdefgh', [
    { id: 1, start: 1, end: 5 },
    { id: 2, start: 3, end: 7 },
    { id: 3, start: null, end: null },
  ]);
  expect(stretches.map(({ text, quotes }) => [text, quotes])).toEqual([
    ['a', []],
    ['bc', [1]],
    ['de', [1, 2]],
    ['fg', [2]],
    ['h', []],
  ]);
});

test('an empty text has no stretch, and a place beyond the end marks nothing', () => {
  expect(markedText('', [{ id: 1, start: 0, end: 3 }])).toEqual([]);
  expect(markedText('ab', [{ id: 1, start: 5, end: 9 }])).toEqual([{ start: 0, text: 'ab', quotes: [] }]);
});

test('the stretches are the text, and each quote covers just its own words', () => {
  const ranges = fc.array(fc.tuple(fc.nat(60), fc.nat(60)), { maxLength: 8 });
  fc.assert(
    fc.property(fc.string({ unit: 'grapheme', maxLength: 50 }), ranges, (text, pairs) => {
      const placed = pairs.map(([start, length], id) => ({ id, start, end: start + length }));
      const stretches = markedText(text, placed);
      expect(stretches.map((stretch) => stretch.text).join('')).toBe(text);
      for (const { id, start, end } of placed) {
        const covered = stretches.filter(({ quotes }) => quotes.includes(id));
        expect(covered.map((stretch) => stretch.text).join('')).toBe(text.slice(start, end));
      }
    }),
  );
});
