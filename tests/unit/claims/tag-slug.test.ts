import fc from 'fast-check';
import { expect, test } from 'vitest';
import { tagSlug } from '#lib/tags/schema.ts';

test('a tag’s slug keeps every script and joins words', () => {
  expect(tagSlug('Shared values')).toBe('shared-values');
  expect(tagSlug('  Многократная ВИЗА! ')).toBe('многократная-виза');
  expect(tagSlug('№ 702')).toBe('no-702');
  expect(tagSlug('हिन्दी')).toBe('हिन्दी');
  expect(tagSlug('…')).toBe('');
});

test('a slug is its own slug, and holds nothing that separates tags in an address', () => {
  fc.assert(
    fc.property(fc.string({ unit: 'binary', maxLength: 60 }), (name) => {
      const slug = tagSlug(name);
      expect(tagSlug(slug)).toBe(slug);
      expect(slug).not.toMatch(/[\s,/?#&]/);
    }),
  );
});
