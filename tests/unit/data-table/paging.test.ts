import { expect, test } from 'vitest';
import { pageText } from '#components/data-table/paging.ts';

test.each([
  [{ from: 1, total: 59 }, 50, '1–50 of 59'],
  [{ from: 51, total: 59 }, 9, '51–59 of 59'],
  [{ from: 1_000_001, total: 1_234_567 }, 50, '1,000,001–1,000,050 of 1,234,567'],
  [{ from: null, total: 59 }, 50, '50 of 59'],
  [{ from: null, total: 0 }, 0, '0'],
  [{ from: null, total: 59 }, 0, '0 of 59'],
])('%o with %i rows reads %s', (page, shown, text) => {
  expect(pageText(page, shown)).toBe(text);
});
