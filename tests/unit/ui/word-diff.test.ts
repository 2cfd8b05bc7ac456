import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type DiffPart, shortened, wordDiff } from '#components/ui/word-diff.ts';

const text = (parts: DiffPart[], without: DiffPart['kind']) =>
  parts
    .filter((part) => part.kind !== without)
    .map((part) => part.text)
    .join('');

const sentence = fc
  .array(fc.constantFrom('виза', 'visa', 'the', 'entry', ' ', ', ', '\n', 'Istra', '702', '—', 'é'), {
    maxLength: 40,
  })
  .map((words) => words.join(''));

test('what stayed and went is the old text, what stayed and came the new one', () => {
  fc.assert(
    fc.property(fc.oneof(sentence, fc.string()), fc.oneof(sentence, fc.string()), (from, to) => {
      const parts = wordDiff(from, to);
      expect(text(parts, 'added')).toBe(from);
      expect(text(parts, 'removed')).toBe(to);
    }),
  );
});

test('equal texts have no change', () => {
  fc.assert(
    fc.property(sentence, (same) => {
      expect(wordDiff(same, same).filter((part) => part.kind !== 'same')).toEqual([]);
    }),
  );
});

test('a changed word is that word alone', () => {
  expect(wordDiff('The visa is a single-entry visa.', 'The visa is a multiple-entry visa.')).toEqual([
    { kind: 'same', text: 'The visa is a ' },
    { kind: 'removed', text: 'single' },
    { kind: 'added', text: 'multiple' },
    { kind: 'same', text: '-entry visa.' },
  ]);
});

test('neighbouring changed words are one change', () => {
  expect(
    wordDiff('Более восьмисот заявлений подано за год.', 'Более тысячи ходатайств подано за год.'),
  ).toEqual([
    { kind: 'same', text: 'Более ' },
    { kind: 'removed', text: 'восьмисот заявлений' },
    { kind: 'added', text: 'тысячи ходатайств' },
    { kind: 'same', text: ' подано за год.' },
  ]);
});

test('texts with next to nothing in common are told as one replacing the other', () => {
  const parts = wordDiff(
    'A rule of the decree of the year, on the visa.',
    'Nobody knows, on balance, of any such thing; the end.',
  );
  expect(parts.map((part) => part.kind)).toEqual(['removed', 'added']);
});

test('ten thousand words are compared, however many differ', () => {
  const long = Array.from({ length: 10_000 }, (_, n) => `word${n % 97}`).join(' ');
  const parts = wordDiff(long, `${long.replaceAll('word5', 'other')} end`);
  expect(text(parts, 'added')).toBe(long);
});

test('what stayed is cut to its ends around the change', () => {
  const same = 'word '.repeat(200);
  const parts = shortened(wordDiff(`${same}old ${same}`, `${same}new ${same}`));
  expect(parts.map((part) => part.kind)).toEqual(['same', 'removed', 'added', 'same']);
  expect(parts.every((part) => part.text.length < 100)).toBe(true);
});
