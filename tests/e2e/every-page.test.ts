import { readdirSync } from 'node:fs';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../scripts/cli.ts';
import { expectAccessible, newPage } from '../support/browser.ts';

/** An address for each page of the app, by its folder. */
const PAGES: Record<string, string> = {
  '(app)': '/',
  '(app)/account': '/account',
  '(app)/claims': '/claims?open=16',
  '(app)/claims/[id]': '/claims/16',
  '(app)/claims/[id]/edit': '/claims/16/edit',
  '(app)/claims/import': '/claims/import',
  '(app)/claims/new': '/claims/new',
  '(app)/facts': '/facts',
  '(app)/facts/conflicts': '/facts/conflicts',
  '(app)/topics': '/topics',
  '(app)/facts/[id]': '/facts/1',
  '(app)/instruments': '/instruments',
  '(app)/instruments/[id]': '/instruments/1',
  '(app)/sources/(list)': '/sources?open=1',
  '(app)/sources/[id]': '/sources/1',
  '(app)/sources/[id]/edit': '/sources/1/edit',
  '(app)/sources/new': '/sources/new',
  '(app)/sources/publishers/(list)': '/sources/publishers',
  '(app)/sources/publishers/[id]': '/sources/publishers/1',
  '(app)/users': '/users',
  '(auth)/sign-in': '/sign-in',
};

/** Pages of what no starter data holds, looked at where it is made. */
const ELSEWHERE: Record<string, string> = {
  '(app)/claims/import/[id]': 'import.test.ts',
  '(app)/sources/[id]/snapshots/[snapshot]': 'snapshots.test.ts',
};

test('every page has an address here', () => {
  const app = path.join(projectRoot, 'app');
  const pages = readdirSync(app, { recursive: true, encoding: 'utf8' })
    .filter((file) => path.basename(file) === 'page.tsx')
    .map((file) => path.dirname(file).replaceAll(path.sep, '/'));
  const known = { ...PAGES, ...ELSEWHERE };
  expect(pages.filter((page) => !Object.hasOwn(known, page) && !page.includes('[...'))).toEqual([]);
  const tests = readdirSync(import.meta.dirname);
  expect(Object.values(ELSEWHERE).filter((file) => !tests.includes(file))).toEqual([]);
});

const LOOKS = [
  { scheme: 'light', width: 1440 },
  { scheme: 'dark', width: 390 },
] as const;

test.each(Object.values(PAGES))(
  '%s is accessible, and nothing sticks out, wide in light and narrow in dark',
  async (address) => {
    const as = address === '/sign-in' ? {} : ({ as: 'admin' } as const);
    // Side by side: most of a look is waiting.
    const pages = await Promise.all(LOOKS.map((look) => newPage({ ...look, ...as })));
    await Promise.all(
      pages.map(async (page) => {
        await page.goto(address, { waitUntil: 'networkidle' });
        await expect.poll(() => page.getByRole('heading').count()).toBeGreaterThan(0);
        await expectAccessible(page);
        const beyond = await page.evaluate(
          () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
        );
        expect(beyond, `${address} at ${page.viewportSize()?.width} px`).toBe(0);
      }),
    );
  },
);

test('the tab has a name at every moment, while a list is filtered and pages are opened', async () => {
  const page = await newPage({ as: 'viewer' });
  await page.goto('/claims', { waitUntil: 'networkidle' });
  const names = await page.evaluateHandle(() => {
    const seen = [document.title];
    new MutationObserver(() => {
      if (seen.at(-1) !== document.title) seen.push(document.title);
    }).observe(document, { childList: true, subtree: true, characterData: true });
    return seen;
  });
  await page.getByLabel('Search claims').fill('decree');
  await page.waitForURL(/q=decree/);
  await page.getByRole('link', { name: 'Facts', exact: true }).click();
  await page.getByRole('heading', { name: 'Facts', level: 1 }).waitFor();
  await page.getByRole('link', { name: 'Sources', exact: true }).click();
  await page.getByLabel('Search sources').waitFor();
  const known = ['Claims', 'Facts', 'Sources'].map((name) => `${name} · Claim Ledger`);
  expect(await names.jsonValue()).toEqual(known);
});
