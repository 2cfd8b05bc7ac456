import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { claimList } from '#lib/claims/filter.ts';

test('the description of the API names every filter of the table', async () => {
  const text = await readFile('docs/api.md', 'utf8');
  const [, told = ''] = /^The parameters of the claims table(.*)$/m.exec(text) ?? [];
  expect(claimList.keys.filter((key) => !told.includes(`\`${key}\``))).toEqual([]);
});
