import { expect, test } from 'vitest';
import { headingsAgain, MOST_COLUMNS, readHeadings, WHY_COLUMN } from '#lib/imports/columns.ts';

const uses = (names: string[], chosen = {}) => readHeadings(names, chosen).columns.map(({ use }) => use);

test('headings are known whatever their case, blanks and hyphens', () => {
  expect(uses(['\uFEFFID', ' Original wording ', 'claimed-on', 'AS OF', 'Link', 'Colour'])).toEqual([
    'id',
    'original_wording',
    'claimed_on',
    'as_of',
    'derived',
    'unknown',
  ]);
});

test('somebody can say what a column is, and leave one out', () => {
  expect(uses(['Aussage', 'topic'], { 0: 'statement', 1: '' })).toEqual(['statement', 'unknown']);
  // What is no column of ours stays unknown.
  expect(uses(['a'], { 0: 'created_by_id' })).toEqual(['unknown']);
});

test.each([
  [['statement', 'Statement'], /Two columns are read as statement/],
  [['colour', 'size'], /No column has a name that is known/],
  [['topic', 'tags'], /statement for new claims, or id for changes/],
  [['id', 'value'], /fact, which says what value is about/],
  [['id', 'fact'], /value, beside fact/],
  [Array.from({ length: MOST_COLUMNS + 1 }, (_, n) => `c${n}`), /201 columns; 200 are the most/],
])('%j cannot be read', (names, problem) => {
  expect(readHeadings(names).problem).toMatch(problem);
});

test('names of a foreign file are cut and cleaned before they are shown or kept', () => {
  const [column] = readHeadings([`a\u0000b\u202E${'x'.repeat(500)}`]).columns;
  expect(column?.name).toMatch(/^a b x+$/);
  expect(column?.name.length).toBeLessThanOrEqual(80);
});

test('the headings of rows that were left out are read as they were', () => {
  const chosen = readHeadings(['Aussage', 'Topic', 'status', 'colour', 'why left out'], {
    0: 'statement',
    2: '',
  });
  const again = headingsAgain(chosen.columns);
  expect(again.map(({ name }) => name)).toEqual(['statement', 'Topic', 'status (not read)', 'colour']);
  expect(again.map(({ place }) => place)).toEqual([0, 1, 2, 3]);
  const uses = readHeadings([...again.map(({ name }) => name), WHY_COLUMN]).columns.map(({ use }) => use);
  expect(uses).toEqual(['statement', 'topic', 'unknown', 'unknown', 'unknown']);
});
