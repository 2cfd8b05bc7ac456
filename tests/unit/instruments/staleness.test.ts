import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { instrumentName, placeName } from '#lib/instruments/naming.ts';
import { isTouched } from '#lib/instruments/staleness.ts';

const some = (...touchedArticleIds: number[]) => ({ touchesAll: false, touchedArticleIds });

describe('after an amendment', () => {
  test.each([
    ['an article that it touches', some(4, 7), { articleId: 4 }, true],
    ['an article that it leaves alone', some(4, 7), { articleId: 5 }, false],
    ['the whole act', some(4), { articleId: null }, true],
    [
      'an article, where all of the act changed',
      { touchesAll: true, touchedArticleIds: [] },
      { articleId: 5 },
      true,
    ],
    ['the whole act, where nothing changed', some(), { articleId: null }, false],
  ])('what depends on %s', (_, amendment, dependent, expected) => {
    expect(isTouched(amendment, dependent)).toBe(expected);
  });

  test('touching more never leaves out what was touched before', () => {
    const ids = fc.array(fc.integer({ min: 1, max: 9 }));
    const dependent = fc.record({ articleId: fc.option(fc.integer({ min: 1, max: 9 })) });
    fc.assert(
      fc.property(ids, ids, dependent, (touched, more, each) => {
        expect(isTouched(some(...touched), each) && !isTouched(some(...touched, ...more), each)).toBe(false);
      }),
    );
  });
});

test('an act is named as it is cited', () => {
  const act = { kind: 'decree' as const, number: '702', adoptedOn: '2024-08-19' };
  expect(instrumentName(act)).toBe('Decree No. 702 of 19 August 2024');
  expect(instrumentName({ ...act, kind: 'other', adoptedOn: null })).toBe('Act No. 702');
  expect(placeName(act, 'paragraph 4')).toBe('Decree No. 702 of 19 August 2024, paragraph 4');
  expect(placeName(act, null)).toBe('Decree No. 702 of 19 August 2024');
});
