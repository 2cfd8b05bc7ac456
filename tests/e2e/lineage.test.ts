import { expect, test } from 'vitest';
import { expectAccessible, newPage } from '../support/browser.ts';

test('who has it from whom is read in words and in the graph, by keyboard too', async () => {
  const page = await newPage({ as: 'viewer' });
  await page.goto('/claims/24');
  const lineage = page.getByRole('region', { name: 'Lineage' });
  await lineage
    .getByText(/retold by:/)
    .first()
    .waitFor();
  const graph = lineage.locator('svg[aria-label^="Lineage graph"]');
  const nodes = graph.getByRole('link');
  const count = await nodes.count();
  expect(count).toBeGreaterThan(1);
  await expect.poll(() => graph.getByText('Origin', { exact: true }).count()).toBeGreaterThan(0);
  await nodes.first().focus();
  for (let index = 1; index < count; index++) {
    await page.keyboard.press('Tab');
    expect(await nodes.nth(index).evaluate((node) => node === document.activeElement)).toBe(true);
  }
  const title = await nodes.last().getAttribute('title');
  await page.keyboard.press('Enter');
  await page.waitForURL(/\/sources\/\d+$/);
  await page.getByRole('heading', { level: 1, name: title ?? '' }).waitFor();
});

test.each([
  ['light', 390],
  ['dark', 1440],
] as const)('the graph scrolls in its frame, in %s at %i px', async (scheme, width) => {
  const page = await newPage({ as: 'viewer', scheme, width });
  await page.goto('/claims/24', { waitUntil: 'networkidle' });
  const frame = page.locator('svg[aria-label^="Lineage graph"]');
  await frame.scrollIntoViewIfNeeded();
  await expect.poll(() => frame.count()).toBe(1);
  const beyond = await page.evaluate(() => document.documentElement.scrollWidth - innerWidth);
  expect(beyond).toBeLessThanOrEqual(0);
  await expectAccessible(page);
});

test('a claim whose sources rely on nothing has no lineage to show', async () => {
  const page = await newPage({ as: 'viewer' });
  await page.goto('/claims/1');
  await page.getByRole('heading', { name: /^Evidence/ }).waitFor();
  expect(await page.getByRole('region', { name: 'Lineage' }).count()).toBe(0);
});
