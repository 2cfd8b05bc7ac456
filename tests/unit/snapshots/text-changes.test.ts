import fc from 'fast-check';
import { expect, test } from 'vitest';
import { type TextChange, textChanges } from '#components/snapshots/text-changes.ts';

const told = (parts: TextChange[]) =>
  parts.map((part) =>
    part.kind === 'folded'
      ? `[${part.characters}]`
      : { same: '=', removed: '-', added: '+' }[part.kind] + part.text,
  );

test('words that came and went are told inside their line, lines as lines', () => {
  const before = 'The decree\nIt has a quota of 100.\nThe end';
  const after = 'The decree\nIt has no quota.\nA new line.\nThe end';
  expect(told(textChanges(before, after))).toEqual([
    ...['=The decree\nIt has ', '-a', '+no', '= quota', '- of 100', '+.\nA new line', '=.\nThe end'],
  ]);
  expect(told(textChanges('one two three four', 'one two five four'))).toEqual([
    '=one two ',
    '-three',
    '+five',
    '= four',
  ]);
});

test('what stayed and came is the text, what stayed and went the one before', () => {
  const text = fc
    .array(fc.constantFrom('one two', 'three', 'four five six', '', 'seven'), { maxLength: 12 })
    .map((lines) => lines.join('\n'));
  fc.assert(
    fc.property(text, text, (before, after) => {
      const parts = textChanges(before, after);
      const without = (kind: string) =>
        parts.map((part) => (part.kind === 'folded' || part.kind === kind ? '' : part.text)).join('');
      expect(without('added')).toBe(before);
      expect(without('removed')).toBe(after);
    }),
  );
});

test('long stretches that stayed are folded, with the words around the change', () => {
  const line = 'A line of words that stays as it is. ';
  const parts = textChanges(
    `${line.repeat(200)}\nold\n${line.repeat(200)}`,
    `${line.repeat(200)}\nnew\n${line.repeat(200)}`,
  );
  expect(parts.map(({ kind }) => kind)).toEqual(['folded', 'same', 'removed', 'added', 'same', 'folded']);
  const hidden = parts.flatMap((part) => (part.kind === 'folded' ? [part.characters] : []));
  // Only whole words are shown.
  const ends = parts.flatMap((part) => (part.kind === 'same' ? [part.text] : []));
  expect(ends.map((end) => [end.slice(0, 12), end.trim().slice(-12)])).toEqual([
    [' stays as it', 'ys as it is.'],
    ['A line of wo', 'ine of words'],
  ]);
  expect(hidden).toEqual([
    200 * line.length + 1 - (ends[0]?.length ?? 0),
    200 * line.length - (ends[1]?.length ?? 0),
  ]);
});

test('texts of megabytes that have nothing in common are told as replaced, in a few parts', () => {
  const lines = (word: string) =>
    Array.from({ length: 40_000 }, (_, at) => `${word} ${at} ${'x'.repeat(60)}`).join('\n');
  const parts = textChanges(lines('old'), lines('new'));
  expect(parts.map(({ kind }) => kind)).toEqual(['removed', 'folded', 'removed', 'added', 'folded', 'added']);
  const oneLine = textChanges('a b '.repeat(400_000), 'c d '.repeat(400_000));
  expect(oneLine.map(({ kind }) => kind)).toEqual([
    'removed',
    'folded',
    'removed',
    'added',
    'folded',
    'added',
  ]);
});
