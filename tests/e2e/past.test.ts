import { expect, test } from 'vitest';
import { expectAccessible, newPage } from '../support/browser.ts';

test('a researcher goes back to what was known, finds nothing to change there, and comes back', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.goto('/claims?asOf=2020-01-01');
  const bar = page.getByText('1 January 2020, end of the day (UTC). Nothing can be changed here.');
  await bar.waitFor();
  await page.getByText('No claim matches').waitFor();
  await expectAccessible(page);
  await page.getByRole('link', { name: 'Back to now' }).click();
  await bar.waitFor({ state: 'detached' });
  await expect.poll(() => page.getByRole('row').count()).toBeGreaterThan(10);

  await page.goto('/claims/16');
  const now = await page.getByRole('heading', { level: 1 }).textContent();
  await page.getByRole('link', { name: 'as of then' }).first().click();
  await page.getByText('Nothing can be changed here.').waitFor();
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).toBe(now);
  expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0);

  await page.goto('/facts?asOf=2999-01-01');
  await page.getByText('has not come yet').waitFor();
});

test('the fact sheet tells what was true on a day', async () => {
  const page = await newPage({ as: 'viewer', scheme: 'dark', width: 390 });
  await page.goto('/facts?on=2024-08-25');
  await page.getByText('What was true on').waitFor();
  const countries = page.locator('[id="list.countries"]');
  await countries.getByText('Unknown on that day').waitFor();
  await expectAccessible(page);
  await page.goto('/facts?on=2024-09-21');
  await countries.getByText('Settled', { exact: true }).first().waitFor();
  await page.getByRole('link', { name: 'All times' }).click();
  await page.getByText('What was true on').waitFor({ state: 'detached' });
});
