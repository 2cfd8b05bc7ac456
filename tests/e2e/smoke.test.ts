import { expect, test } from 'vitest';
import { address, expectAccessible, expectProblem, newPage } from '../support/browser.ts';

const schemes = ['light', 'dark'] as const;

test('the site says that it lives and that it is ready', async () => {
  for (const path of ['/healthz', '/readyz']) {
    const answer = await fetch(address(path));
    expect(answer.status, path).toBe(200);
    expect(answer.headers.get('content-type'), path).toContain('application/json');
  }
});

test.each(schemes)('a visitor is asked to sign in (%s)', async (scheme) => {
  const page = await newPage({ scheme });
  await page.goto('/claims');
  expect(new URL(page.url()).pathname).toBe('/sign-in');
  await page.getByLabel('E-mail').waitFor();
  await expectAccessible(page);
});

test.each(schemes)('an unknown address has a page that says so (%s)', async (scheme) => {
  const page = await newPage({ scheme, as: 'viewer' });
  expectProblem(page, /404/);
  const answer = await page.goto('/no-such-page');
  expect(answer?.status()).toBe(404);
  await expect.poll(() => page.getByRole('heading', { level: 1 }).textContent()).not.toBe('');
  await expect.poll(() => page.getByRole('link').count()).toBeGreaterThan(0);
  await expectAccessible(page);
});
