import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parseWordQuery, textOfQuery, type WordQuery } from '#lib/claims/word-query.ts';
import { type Bits, WordSets } from '#lib/claims/word-sets.ts';

/** A tsvector as PostgreSQL sends it. */
function vectorOf(words: readonly string[]): Uint8Array {
  const parts = words.map((word) =>
    Buffer.concat([Buffer.from(`${word}\0`), Buffer.from([0, 2, 0, 1, 0, 2])]),
  );
  const count = Buffer.alloc(4);
  count.writeInt32BE(words.length);
  return Buffer.concat([count, ...parts]);
}

function idsOf(bits: Bits): number[] {
  return [...bits].flatMap((word, at) =>
    Array.from({ length: 32 }, (_, bit) => at * 32 + bit).filter((id) => word & (1 << (id & 31))),
  );
}

function bitsOf(ids: readonly number[]): Bits {
  const bits = new Uint32Array(8);
  for (const id of ids) bits[id >>> 5] = (bits[id >>> 5] ?? 0) | (1 << (id & 31));
  return bits;
}

const word = fc.constantFrom('visa', 'visas', 'vi', 'виза', 'decree', "o'k", 'rare', 'rarely', 'a');
const tree: fc.Arbitrary<WordQuery> = fc.letrec<{ query: WordQuery }>((tie) => ({
  query: fc.oneof(
    { maxDepth: 3 },
    fc.record({ word, begins: fc.boolean() }),
    fc.record({
      needs: fc.constantFrom('all' as const, 'any' as const),
      parts: fc.array(tie('query'), { minLength: 2, maxLength: 3 }),
    }),
  ),
})).query;

function meets(query: WordQuery, words: readonly string[]): boolean {
  if ('word' in query)
    return words.some((own) => (query.begins ? own.startsWith(query.word) : own === query.word));
  return query.needs === 'all'
    ? query.parts.every((part) => meets(part, words))
    : query.parts.some((part) => meets(part, words));
}

describe('a query of words', () => {
  test('is what it was after it was taken apart', () => {
    fc.assert(
      fc.property(tree, (query) => {
        const text = textOfQuery(query);
        const parsed = parseWordQuery(text);
        expect(parsed && textOfQuery(parsed)).toBe(text);
      }),
    );
  });

  test.each([`'a' <-> 'b'`, `!'a'`, `'a':*B`, `'a' &`, `('a'`, `'a')`, '', `'a\\\\b'`])(
    'that asks for more than words is left to the database: %s',
    (text) => {
      expect(parseWordQuery(text)).toBeNull();
    },
  );

  test('binds “and” before “or”', () => {
    expect(parseWordQuery(`'a' | 'b' & 'c':*`)).toEqual({
      needs: 'any',
      parts: [
        { word: 'a', begins: false },
        {
          needs: 'all',
          parts: [
            { word: 'b', begins: false },
            { word: 'c', begins: true },
          ],
        },
      ],
    });
  });
});

test('sets of some words, shared or not, and answers about the others find what every claim’s words say', async () => {
  const claims = fc.array(fc.uniqueArray(word, { maxLength: 5 }), { minLength: 1, maxLength: 80 });
  await fc.assert(
    fc.asyncProperty(claims, claims, tree, fc.boolean(), async (before, after, query, shared) => {
      const sets = new WordSets(['visa', 'visas', 'vi', 'виза', "o'k", 'visa'], 10);
      for (const [at, words] of before.entries()) sets.put(at + 1, vectorOf(words));
      if (shared) sets.share();
      const now = [...before.map((words, at) => after[at] ?? words), ...after.slice(before.length)];
      for (const [at, words] of now.entries()) {
        sets.clear(at + 1);
        sets.put(at + 1, vectorOf(words));
      }
      const found = (wanted: WordQuery) => now.flatMap((words, at) => (meets(wanted, words) ? [at + 1] : []));
      const bits = await sets.match(query, async (part) =>
        bitsOf(found(parseWordQuery(part) ?? { needs: 'any', parts: [] })),
      );
      expect(idsOf(bits)).toEqual(found(query));
    }),
  );
});
