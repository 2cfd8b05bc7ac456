import { expect, test } from 'vitest';
import { z } from 'zod';
import { placeErrors, sortErrors, withoutChanged } from '#components/ui/form-errors.ts';
import { uniqueKey } from '#components/ui/unique-key.ts';

const FIELDS = ['title', 'tags', 'source', 'source.url'];

test('a message goes to the field that is the longest beginning of its path', () => {
  const { placed, elsewhere } = placeErrors(
    {
      'tags.2': 'A tag is missing.',
      'source.url': 'No address.',
      'source.kind': 'No kind.',
      title: 'No title.',
    },
    FIELDS,
  );
  expect(placed).toEqual({
    tags: 'A tag is missing.',
    'source.url': 'No address.',
    source: 'No kind.',
    title: 'No title.',
  });
  expect(elsewhere).toEqual([]);
});

test('a message without a field is told apart, not lost', () => {
  expect(placeErrors({ version: 'Too old.', titles: 'Not the title.' }, FIELDS)).toEqual({
    placed: {},
    elsewhere: ['Too old.', 'Not the title.'],
  });
});

test('the first of two messages for a field stays', () => {
  expect(placeErrors({ 'tags.0': 'first', 'tags.1': 'second' }, FIELDS).placed).toEqual({ tags: 'first' });
});

test('they are listed in the order of the form', () => {
  const listed = sortErrors({ 'source.url': 'b', title: 'a' }, FIELDS);
  expect(listed).toEqual([
    { field: 'title', message: 'a' },
    { field: 'source.url', message: 'b' },
  ]);
});

test('a message goes when its field is touched, and no other', () => {
  const before = { title: '', tags: ['x'], source: { url: 'u', kind: 'k' } };
  const errors = { title: 'a', tags: 'b', 'source.url': 'c' };
  expect(withoutChanged(errors, before, { ...before, title: 'new' })).toEqual({
    tags: 'b',
    'source.url': 'c',
  });
  const kind = { ...before, source: { ...before.source, kind: 'other' } };
  expect(withoutChanged(errors, before, kind)).toBe(errors);
  const url = { ...before, source: { ...before.source, url: 'other' } };
  expect(withoutChanged(errors, before, url)).toEqual({ title: 'a', tags: 'b' });
});

test('a key is a UUID of its own each time, also where the browser makes none', () => {
  const keys = Array.from({ length: 100 }, uniqueKey);
  expect(new Set(keys).size).toBe(100);
  for (const key of keys) expect(z.uuidv4().safeParse(key).success).toBe(true);
});
