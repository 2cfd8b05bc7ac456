import { expect, test } from 'vitest';
import { searchTerms } from '#lib/core/search.ts';

test('words, and phrases in any quotes', () => {
  expect(searchTerms('visa "single entry" Истра «одна виза» “two words”')).toEqual({
    words: ['visa', 'Истра'],
    phrases: ['single entry', 'одна виза', 'two words'],
  });
});

test('what has no letter or digit asks for nothing; an open quote is a word', () => {
  expect(searchTerms('  — ! "" visa" ')).toEqual({ words: ['visa"'], phrases: [] });
  expect(searchTerms('a '.repeat(50)).words).toHaveLength(12);
});
