import { readFile } from 'node:fs/promises';
import { expect, test } from 'vitest';
import { csvRows } from '#lib/core/csv.ts';
import { expectAccessible, newPage } from '../support/browser.ts';

/** Statements of this run, so that a second run on the same data finds its own. */
const run = Date.now().toString(36);

test('a file is read, looked at, and what can be read of it is written', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.goto('/claims');
  await page.waitForLoadState('networkidle');
  await page.getByRole('button', { name: 'Export' }).click();
  await page.getByRole('menuitem', { name: 'Import a CSV file' }).click();
  await page.waitForURL('**/claims/import');

  await page.locator('input[type=file]').setInputFiles({
    name: `claims-${run}.csv`,
    mimeType: 'text/csv',
    buffer: Buffer.from(
      csvRows([
        ['Aussage', 'topic', 'claimed_on', 'colour'],
        [`Forms are handed out at the window in ${run}.`, 'visa', '2024-08', 'red'],
        [`Forms are burnt at the window in ${run}.`, 'visa', '2024-99', 'blue'],
      ]),
    ),
  });
  await page.getByText('A column is missing: statement').waitFor();
  await page.getByLabel('What Aussage is read as').selectOption('statement');
  await page.getByText('A column is missing').waitFor({ state: 'detached' });
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Check the file' }).click();

  await page.waitForURL(/\/claims\/import\/\d+$/);
  await page.getByText('Not read, for no column is of that name: colour.').waitFor();
  await page.getByRole('cell', { name: '2024-99' }).first().waitFor();
  await expectAccessible(page);
  await expect.poll(() => page.getByRole('button', { name: 'Import 1 claim' }).isDisabled()).toBe(true);
  await page.getByRole('radio', { name: /^Leave (it|them) out/ }).check();
  await page.getByRole('button', { name: 'Import 1 claim' }).click();
  await page.getByText('It is written.').waitFor({ timeout: 40_000 });

  // What was left out is found again once the page is left.
  await page.goto('/claims/import');
  await page.getByRole('link', { name: `1 row of claims-${run}.csv` }).click();
  await page.getByRole('cell', { name: '2024-99' }).first().waitFor();
  await expectAccessible(page);
  const saving = page.waitForEvent('download');
  await page.getByRole('link', { name: 'These rows as CSV' }).click();
  const rows = await readFile(await (await saving).path(), 'utf8');
  expect(rows).toContain('"statement","topic","claimed_on","colour","why left out"');
  expect(rows).toContain(`"Forms are burnt at the window in ${run}.","visa","2024-99","blue","claimed_on: `);

  await page.goto(`/claims?q=${run}`);
  await page.getByText(`Forms are handed out at the window in ${run}.`).first().waitFor();
  expect(await page.getByText(`Forms are burnt at the window in ${run}.`).count()).toBe(0);
});
