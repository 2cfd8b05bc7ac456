import { readFile } from 'node:fs/promises';
import { parse } from 'csv-parse/sync';
import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectAccessible, newPage, signIn } from '../support/browser.ts';

const rows = (page: Page) => page.getByRole('table', { name: 'Claims' }).locator('tbody tr');
const query = (page: Page) => new URL(page.url()).searchParams;

async function table(page: Page, address = '/claims') {
  // Keys count once the page's script has run; no person is as fast as a test.
  await page.goto(address, { waitUntil: 'networkidle' });
  await rows(page).first().waitFor();
}

async function shows(page: Page, text: string | RegExp) {
  await page.getByText(text).first().waitFor();
}

/** Other journeys log claims on the same site: how many there are, the tiles say. */
async function total(page: Page): Promise<number> {
  const tile = page.getByRole('navigation', { name: 'Where we stand' }).getByRole('link').first();
  const count = Number.parseInt((await tile.textContent()) ?? '', 10);
  expect(count).toBeGreaterThanOrEqual(59);
  return count;
}

describe('the claims table', () => {
  test('opens on where the programme stands, and each number is a filter', async () => {
    const page = await newPage({ as: 'viewer' });
    await table(page, '/');
    const tiles = page.getByRole('navigation', { name: 'Where we stand' });
    const all = await total(page);
    expect(await tiles.getByRole('link', { name: `${all} claims` }).getAttribute('aria-current')).toBe(
      'true',
    );
    const wrong = page.getByRole('navigation', { name: 'By status' }).getByRole('link', { name: /^False/ });
    const count = (await wrong.textContent())?.match(/\d+$/)?.[0];
    await wrong.click();
    await shows(page, `1–${count} of ${count} claims`);
    expect(query(page).get('status')).toBe('false');
    await page.getByRole('button', { name: 'Remove the filter Status: False' }).click();
    await shows(page, `1–50 of ${all} claims`);
    expect(query(page).get('status')).toBeNull();
  });

  test('is narrowed by facets whose counts are those of the list', async () => {
    const page = await newPage({ as: 'viewer' });
    await table(page);
    const all = await total(page);
    await page.getByRole('button', { name: 'Topic' }).first().click();
    const option = page.getByRole('group', { name: 'Topic' }).locator('label', { hasText: 'Entry visa' });
    const count = (await option.textContent())?.match(/\d+$/)?.[0];
    const moved = await page.evaluateHandle(() => {
      const shifts: number[] = [];
      new PerformanceObserver((list) => {
        for (const entry of list.getEntries())
          shifts.push((entry as PerformanceEntry & { value: number }).value);
      }).observe({ type: 'layout-shift' });
      return shifts;
    });
    await option.click();
    await shows(page, `1–${count} of ${count} claims`);
    await page.getByRole('button', { name: /^Remove the filter Topic/ }).waitFor();
    // Rows come and go; nothing that stays is pushed about.
    expect(await moved.evaluate((shifts) => shifts.reduce((sum, value) => sum + value, 0))).toBeLessThan(
      0.005,
    );
    await page.keyboard.press('Escape');
    await expect.poll(() => rows(page).count()).toBe(Number(count));
    expect(query(page).get('topic')).toBe('visa');
    await page.goBack();
    await shows(page, `1–50 of ${all} claims`);
  });

  test('finds a claim while somebody types, in another script', async () => {
    const page = await newPage({ as: 'viewer' });
    await table(page);
    await page.keyboard.press('/');
    await page.keyboard.type('истра');
    await page.waitForURL((url) => url.searchParams.get('q') === 'истра');
    await shows(page, /30 hectares in the Istra district/);
    await shows(page, /^1–\d of \d claims?$/);
  });

  test('turns its pages and its order, and comes back', async () => {
    const page = await newPage({ as: 'viewer' });
    await table(page, '/claims?per=25&sort=statement');
    const all = await total(page);
    const first = await rows(page).first().textContent();
    await page.getByRole('link', { name: 'Next page' }).click();
    await shows(page, `26–50 of ${all} claims`);
    await page.getByRole('link', { name: 'Last page' }).click();
    await shows(page, `${all - ((all - 1) % 25)}–${all} of ${all} claims`);
    await page.getByRole('link', { name: 'First page' }).click();
    await shows(page, `1–25 of ${all} claims`);
    await expect.poll(() => rows(page).first().textContent()).toBe(first);
    await page.getByRole('columnheader', { name: 'Statement' }).getByRole('button').first().click();
    await page.waitForURL((url) => url.searchParams.get('sort') === '-statement');
    await page.locator('th[aria-sort="descending"]', { hasText: 'Statement' }).waitFor();
    await page.getByRole('combobox', { name: 'Rows' }).selectOption('100');
    await shows(page, `1–${all} of ${all} claims`);
    // The first fifty come at once.
    await expect.poll(() => rows(page).count()).toBe(all);
  });

  test('is walked by keyboard: down, open beside, close, and edit', async () => {
    const page = await newPage({ as: 'researcher' });
    await table(page, '/claims?status=false');
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    const panel = page.getByRole('region', { name: 'Claim' });
    await panel.getByRole('heading', { level: 2 }).first().waitFor();
    // The list is not sent again.
    expect(asked.some((path) => /^\/claims\/\d+\/panel$/.test(path))).toBe(true);
    expect(asked).not.toContain('/claims');
    expect(query(page).get('open')).toMatch(/^\d+$/);
    expect(query(page).get('status')).toBe('false');
    await expectAccessible(page);
    await page.keyboard.press('Escape');
    await panel.waitFor({ state: 'detached' });
    await page.goBack();
    await panel.getByRole('heading', { level: 2 }).first().waitFor();
    await page.goForward();
    await panel.waitFor({ state: 'detached' });
    const open = await rows(page).nth(1).getByRole('link').getAttribute('href');
    await page.keyboard.press('e');
    await page.waitForURL((url) => url.pathname === `${open}/edit`);
  });

  test('tells what of an address it could not use', async () => {
    const page = await newPage({ as: 'viewer' });
    await table(page, '/claims?status=wrong&colour=red');
    const all = await total(page);
    await shows(page, 'Part of this address could not be used');
    await shows(page, '“colour” is not a filter');
    await shows(page, `1–50 of ${all} claims`);
  });

  test('that is empty says what to do', async () => {
    const page = await newPage({ as: 'viewer' });
    await page.goto('/claims?q=nothingatallislikethis');
    const all = await total(page);
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await shows(page, `1–50 of ${all} claims`);
  });
});

test('forty claims change with one act and one reason, and a viewer cannot', async () => {
  const page = await newPage({ as: 'researcher' });
  await table(page, '/claims?sort=statement&per=25');
  const all = await total(page);
  await page.getByRole('checkbox', { name: 'Select the 25 claims on this page' }).first().click();
  await page.getByRole('link', { name: 'Next page' }).click();
  await shows(page, `26–50 of ${all} claims`);
  await rows(page).first().getByRole('checkbox').click();
  await shows(page, /26 (claims )?selected/);
  await page.getByRole('button', { name: 'Change', exact: true }).click();
  await page.getByRole('menuitem', { name: 'Priority…' }).click();
  const dialog = page.getByRole('dialog', { name: 'Priority of 26 claims' });
  await dialog.getByRole('combobox', { name: 'Priority' }).click();
  await page.getByRole('option', { name: 'High' }).click();
  await dialog.getByRole('textbox', { name: 'Reason' }).fill('wanted for the report');
  await dialog.getByRole('button', { name: 'Change 26 claims' }).click();
  await shows(page, '26 claims changed.');
  const undo = page.getByRole('button', { name: 'Undo' });
  const other = await newPage({ as: 'researcher' });
  await table(other, '/claims?priority=high');
  await shows(other, '1–26 of 26 claims');
  await undo.click();
  await shows(page, '26 claims put back.');
  await other.reload();
  await shows(other, 'No claim matches');

  const viewer = await newPage({ as: 'viewer' });
  await table(viewer);
  expect(await viewer.getByRole('checkbox').count()).toBe(0);
});

test('a view is kept under a name, and columns stay as they were put', async () => {
  const page = await newPage();
  await signIn(page, 'editor');
  await table(page, '/claims?status=misleading&sort=statement');
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: 'Keep this view…' }).click();
  await page.getByRole('textbox', { name: 'Name' }).fill('Misleading, by name');
  await page.getByRole('dialog').getByRole('button', { name: 'Keep' }).click();
  await shows(page, '“Misleading, by name” is kept.');
  await page.getByRole('button', { name: 'Columns' }).click();
  const language = page.getByRole('checkbox', { name: 'Language' });
  const saved = page.waitForResponse((answer) => answer.request().method() === 'POST' && answer.ok());
  await language.check();
  await saved;
  await table(page);
  await page.getByRole('columnheader', { name: 'Language' }).waitFor();
  await page.getByRole('button', { name: 'Views' }).click();
  await page.getByRole('menuitem', { name: /Misleading, by name/ }).click();
  await page.waitForURL((url) => url.searchParams.get('status') === 'misleading');
});

test('what is downloaded is what is on the screen', async () => {
  const page = await newPage({ as: 'viewer' });
  await table(page, '/claims?status=false&sort=statement');
  const shown = await rows(page).evaluateAll((all) => all.map((row) => row.querySelector('a')?.textContent));
  await page.getByRole('button', { name: 'Export' }).click();
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    page.getByRole('menuitem', { name: 'Claims, CSV' }).click(),
  ]);
  expect(download.suggestedFilename()).toMatch(/^claims_decree-702_status-false_\d{4}-\d\d-\d\d\.csv$/);
  const file = await readFile(await download.path());
  const data: { statement: string }[] = parse(file, { bom: true, columns: true });
  expect(data.map((row) => row.statement)).toEqual(shown);
});

describe.each(['light', 'dark'] as const)('in %s', (scheme) => {
  test.each([1440, 390])(
    'the dashboard is accessible at %i px, with filters, and nothing sticks out',
    async (width) => {
      const page = await newPage({ as: 'researcher', scheme, width });
      await table(page, '/claims?status=false&q=visa');
      await expectAccessible(page);
      const overflow = await page.evaluate(
        () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
      );
      expect(overflow).toBe(0);
    },
  );
});
