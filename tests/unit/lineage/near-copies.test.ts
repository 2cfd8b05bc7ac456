import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { NEAR_COPY, NEARLY_ALL, sharedPart, sharedText, sketchOf } from '#lib/lineage/near-copies.ts';

/** Made-up prose of so many words, another for each seed. */
function prose(seed: number, words: number): string {
  let state = seed * 2_654_435_761 + 1;
  const next = () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state;
  };
  return Array.from({ length: words }, () => `w${(next() >>> 8) % 4_000}`).join(' ');
}

function compared(text: string, other: string): { share: number; bands: number } {
  const [a, b] = [sketchOf(text), sketchOf(other)];
  if (a === null || b === null) throw new Error('too short');
  const equal = a.hashes.filter((hash, at) => hash === b.hashes[at]).length;
  return { share: sharedPart(equal, a, b), bands: a.bands.filter((band) => b.bands.includes(band)).length };
}

const wire = prose(1, 400);

test('an identical text is wholly in the other, whatever it is', () => {
  fc.assert(
    fc.property(fc.array(fc.stringMatching(/^\p{L}{1,9}$/u), { minLength: 90, maxLength: 300 }), (words) => {
      const text = words.join(' ');
      fc.pre(sketchOf(text) !== null);
      expect(compared(text, text)).toEqual({ share: 1, bands: 32 });
      // Set anew: other case, breaks and punctuation.
      const again = words.map((word, at) => (at % 7 === 0 ? `${word},\n` : `${word}  `)).join('');
      expect(compared(again, text).share).toBe(1);
    }),
    { numRuns: 40 },
  );
});

describe('a copy', () => {
  test.each([
    ['with boilerplate before and after it', `${prose(2, 60)} ${wire} ${prose(3, 90)}`],
    ['that was cut to its first two thirds', wire.split(' ').slice(0, 270).join(' ')],
    [
      'with a word changed in every fifty',
      wire
        .split(' ')
        .map((word, at) => (at % 50 === 25 ? 'changed' : word))
        .join(' '),
    ],
    ['with a paragraph of its own', `${wire} ${prose(4, 100)}`],
  ])('%s is one', (_, copy) => {
    const { share, bands } = compared(copy, wire);
    expect(share).toBeGreaterThanOrEqual(NEAR_COPY);
    expect(bands).toBeGreaterThan(0);
  });

  test.each([
    [
      'that shares an agency’s paragraph',
      `${prose(5, 300)} ${wire.split(' ').slice(0, 80).join(' ')} ${prose(6, 100)}`,
    ],
    ['of which a third is quoted', `${wire.split(' ').slice(0, 130).join(' ')} ${prose(7, 270)}`],
    ['of the same words in another order', wire.split(' ').toSorted().join(' ')],
    ['on something else', prose(8, 400)],
  ])('a text %s is none', (_, other) => {
    expect(compared(other, wire).share).toBeLessThan(NEAR_COPY - 0.1);
  });
});

test('a short text is never compared, nor one without words', () => {
  expect(sketchOf(prose(9, 40))).toBeNull();
  expect(sketchOf('The page was not found. '.repeat(100))).toBeNull();
  expect(sketchOf('… — 。'.repeat(1_000))).toBeNull();
  expect(sketchOf('')).toBeNull();
});

test('only an equal text is said to stand there whole', () => {
  expect(sharedText(1)).toBe('All of this text');
  expect([0.999, NEARLY_ALL, 0.987, 0.6].map(sharedText)).toEqual([
    'About 99 % of this text',
    'About 99 % of this text',
    'About 98 % of this text',
    'About 60 % of this text',
  ]);
});
