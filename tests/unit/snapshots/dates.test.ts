import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { dateWarning, swapped } from '#lib/snapshots/date-warnings.ts';
import { dateInUrl, daysIn, statedDate } from '#lib/snapshots/written-date.ts';

test.each([
  ['2024-08-19T23:30:00+03:00', '2024-08-19'],
  ['2024-08-19 10:00', '2024-08-19'],
  ['20240819', '2024-08-19'],
  ['2024-08', '2024-08'],
  ['2024', '2024'],
  ['Mon, 19 Aug 2024 10:00:00 GMT', '2024-08-19'],
  ['August 19th, 2024', '2024-08-19'],
  ['19 августа 2024 г.', '2024-08-19'],
  ['19.08.2024', '2024-08-19'],
  ['08/09/2024', null],
  ['2024-02-30', null],
  ['yesterday', null],
  ['0001-01-01', null],
])('a page that says %j was published on %j', (text, date) => {
  expect(statedDate(text)).toBe(date);
});

test.each([
  ['https://example.org/2024/08/19/title', '2024-08-19'],
  ['https://example.org/news/2024-8-9-title', '2024-08-09'],
  ['https://example.org/20240819/item.html', '2024-08-19'],
  ['https://example.org/2024/08/title', '2024-08'],
  ['https://example.org/articles/12345678', null],
  ['https://example.org/2024/19/08/title', null],
  ['https://example.org/decree-702', null],
  ['no address', null],
])('the address %s names %j', (address, date) => {
  expect(dateInUrl(address)).toBe(date);
});

test('the days of a text come in their order, each once', () => {
  const text =
    'Moscow, August 19, 2024. On 20.08.2024 and 1 May 2023 (20 августа 2024) and 2024-13-01, 12 monkeys 2024.';
  expect(daysIn(text)).toEqual(['2024-08-19', '2024-08-20', '2023-05-01']);
});

describe('dates that contradict one another', () => {
  const url = 'https://example.org/2024/03/07/title';

  test('with day and month exchanged are named, with the choices', () => {
    expect(dateWarning({ url, stated: '2024-07-03', text: 'Moscow, 7 March 2024.' })).toEqual({
      kind: 'swapped',
      message: 'The address says 2024-03-07, the page’s metadata 2024-07-03: day and month are exchanged.',
      choices: [
        { date: '2024-03-07', from: ['address', 'text'] },
        { date: '2024-07-03', from: ['metadata'] },
      ],
    });
  });

  test('or simply differ', () => {
    expect(dateWarning({ url, stated: '2024-05-20', text: '' })).toMatchObject({ kind: 'differs' });
    expect(
      dateWarning({ url: 'https://example.org/x', stated: '2024-03-07', text: 'Published 3 July 2024' }),
    ).toMatchObject({
      kind: 'swapped',
      choices: [
        { date: '2024-03-07', from: ['metadata'] },
        { date: '2024-07-03', from: ['text'] },
      ],
    });
  });

  test('are not those that contain one another, lie a day apart, or are merely spoken of', () => {
    expect(dateWarning({ url: 'https://example.org/2024/03/x', stated: '2024-03-07', text: '' })).toBeNull();
    expect(dateWarning({ url, stated: '2024-03-08', text: '' })).toBeNull();
    expect(
      dateWarning({ url, stated: null, text: 'Signed 19 August 2024; 7 March 2024; 2 May 2023.' }),
    ).toBeNull();
    expect(dateWarning({ url, stated: null, text: `${'x'.repeat(2_000)} 19 August 2024` })).toBeNull();
    expect(dateWarning({ url: 'https://example.org/', stated: null, text: '' })).toBeNull();
  });

  test('exchanging twice gives the day again', () => {
    const part = fc.integer({ min: 1, max: 12 }).map((n) => String(n).padStart(2, '0'));
    fc.assert(
      fc.property(part, part, (a, b) => {
        expect(swapped(`2024-${a}-${b}`, `2024-${b}-${a}`)).toBe(a !== b);
        expect(swapped(`2024-${a}-${b}`, `2024-${a}-${b}`)).toBe(false);
      }),
    );
  });
});
