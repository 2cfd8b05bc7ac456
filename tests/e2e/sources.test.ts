import type { Page } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { expectProblem, newPage } from '../support/browser.ts';

const rows = (page: Page, table = 'Sources') => page.getByRole('table', { name: table }).locator('tbody tr');

async function open(page: Page, address: string) {
  await page.goto(address);
  await page.getByRole('heading', { level: 1 }).waitFor({ state: 'attached' });
}

async function shows(page: Page, text: string | RegExp) {
  await page.getByText(text).first().waitFor();
}

/** Adds a source through its form and answers its number. */
async function add(page: Page, title: string, url = ''): Promise<number> {
  await open(page, '/sources/new');
  await page.getByLabel('Address').fill(url);
  await page.getByLabel('Title', { exact: false }).first().fill(title);
  await page.getByRole('button', { name: 'Add the source' }).click();
  await page.waitForURL(/\/sources\/\d+$/);
  return Number(new URL(page.url()).pathname.split('/').at(-1));
}

async function fitsWidth(page: Page) {
  expect(await page.evaluate(() => document.documentElement.scrollWidth - innerWidth)).toBeLessThanOrEqual(0);
}

describe('the sources table', () => {
  test('is searched in any script, narrowed, and opens a source beside it', async () => {
    const page = await newPage({ as: 'viewer' });
    await open(page, '/sources');
    await rows(page).first().waitFor();
    await page.getByLabel('Search sources').fill('тасс');
    await page.waitForURL((url) => url.searchParams.get('q') === 'тасс');
    await page.getByRole('button', { name: 'Kind' }).first().click();
    await page.getByRole('group', { name: 'Kind' }).locator('label', { hasText: 'Newswire' }).click();
    await page.waitForURL((url) => url.searchParams.get('kind') === 'newswire');
    await page.keyboard.press('Escape');
    await shows(page, /^1–\d+ of \d+ sources$/);
    await rows(page).first().getByRole('link').first().click();
    const panel = page.getByRole('region', { name: 'Source' });
    await panel.getByRole('heading', { name: /Claims that rest on it/ }).waitFor();
    await panel.getByRole('link', { name: 'TASS', exact: true }).waitFor();
    await panel.getByRole('button', { name: 'Close' }).click();
    await panel.waitFor({ state: 'detached' });
    await page.getByRole('button', { name: 'Remove the filter Kind: Newswire' }).click();
    await page.waitForURL((url) => !url.searchParams.has('kind'));
  });

  test('says what of an address it could not use, and what to do where nothing matches', async () => {
    const page = await newPage({ as: 'viewer' });
    await open(page, '/sources?kind=rumour&q=nothing-is-called-like-this');
    await shows(page, /Part of this address could not be used/);
    await page.getByRole('heading', { name: 'No source matches' }).waitFor();
    await page.getByRole('button', { name: 'Clear the filters' }).click();
    await rows(page).first().waitFor();
  });

  test('offers a viewer nothing to change', async () => {
    const page = await newPage({ as: 'viewer' });
    await open(page, '/sources');
    await rows(page).first().waitFor();
    expect(await page.getByRole('link', { name: 'Add a source' }).count()).toBe(0);
    await open(page, '/sources/1');
    expect(await page.getByRole('button', { name: /Delete|Add what/ }).count()).toBe(0);
    expect(await page.getByRole('link', { name: 'Edit' }).count()).toBe(0);
    for (const address of ['/sources/1/edit', '/sources/new']) {
      await open(page, address);
      await page.getByRole('heading', { name: 'Your role does not open this' }).waitFor();
    }
    await open(page, '/sources/publishers/1');
    expect(await page.getByRole('button', { name: 'Grade or edit' }).count()).toBe(0);
  });

  test('an unknown number is told, with a way on', async () => {
    const page = await newPage({ as: 'viewer' });
    expectProblem(page, /answer 404: GET .*\/sources/);
    expectProblem(page, /console: Failed to load resource/);
    for (const address of ['/sources/999999', '/sources/0', '/sources/publishers/999999']) {
      expect((await page.goto(address))?.status()).toBe(404);
      await page.getByRole('heading', { name: /There is no such (source|publisher)/ }).waitFor();
    }
  });
});

describe('a source', () => {
  test('is added, relied upon and linked; a circle is refused and the way round is told', async () => {
    const page = await newPage({ as: 'researcher' });
    const origin = await add(
      page,
      'The act itself, for the browser test',
      'https://example.org/act?utm_source=test',
    );
    const retelling = await add(page, 'A report on the act, for the browser test');
    await page.getByRole('button', { name: 'Add what it relies on' }).click();
    await page.getByLabel('what').fill('act itself, for the browser');
    await page.getByRole('option', { name: /^The act itself/ }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await page.getByRole('link', { name: 'The act itself, for the browser test' }).first().waitFor();

    await page.getByRole('button', { name: 'Add what it relies on' }).click();
    await page.getByLabel('what').fill('a lawyer in Moscow');
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await shows(page, 'named only, no document');

    await open(page, `/sources/${origin}`);
    await page.getByRole('link', { name: 'A report on the act, for the browser test' }).first().waitFor();
    await page.getByRole('button', { name: 'Add what it relies on' }).click();
    await page.getByLabel('what').fill('A report on the act, for the browser');
    await page.getByRole('option', { name: /^A report on the act/ }).click();
    await page.getByRole('button', { name: 'Add', exact: true }).click();
    await shows(page, /go round in a circle: “A report on the act.*→ “The act itself/);

    await open(page, `/sources/${retelling}`);
    await page.getByRole('button', { name: /Take back: cites a lawyer/ }).click();
    await page.getByLabel('Reason').fill('the lawyer is not named after all');
    await page.getByRole('button', { name: 'Take back', exact: true }).click();
    await shows(page, 'the lawyer is not named after all');

    await open(page, '/sources/new');
    await page.getByLabel('Address').fill('http://www.example.org/act/');
    await shows(page, /This address is here already/);
  });

  test('edited by two at once keeps both, until the second one chooses', async () => {
    const first = await newPage({ as: 'researcher' });
    const second = await newPage({ as: 'editor' });
    const id = await add(first, 'Titel with a slip');
    await open(first, `/sources/${id}/edit`);
    await open(second, `/sources/${id}/edit`);
    await first.getByLabel('Title').first().fill('Title without a slip');
    await first.getByRole('button', { name: 'Save' }).click();
    await first.waitForURL(/\/sources\/\d+$/);
    await second.getByLabel('Published on').fill('2024-08');
    await second.getByRole('button', { name: 'Save' }).click();
    await second.getByRole('heading', { name: 'Somebody else changed this while you did' }).waitFor();
    await shows(second, 'Title without a slip');
    await second.getByRole('button', { name: 'Save this version' }).click();
    await second.waitForURL(/\/sources\/\d+$/);
    await second.getByRole('heading', { level: 1, name: 'Title without a slip' }).waitFor();
    await shows(second, '2024-08');
    await shows(second, /version 3/);
  });

  test('on which claims rest stays; another one goes, says why, and comes back', async () => {
    const page = await newPage({ as: 'editor' });
    await open(page, '/sources/1');
    await page.getByRole('button', { name: 'Delete' }).click();
    const dialog = page.getByRole('dialog');
    await dialog.getByLabel('Reason').fill('to see whether it goes');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByText(/claims? rests? on this source: remove that evidence first/).waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();

    await add(page, 'One source too many');
    await page.getByRole('button', { name: 'Delete' }).click();
    await dialog.getByLabel('Reason').fill('added twice');
    await dialog.getByRole('button', { name: 'Delete' }).click();
    await shows(page, 'This source is deleted');
    await shows(page, /Test editor, .*“added twice”/);
    await page.getByRole('button', { name: 'Restore the source' }).click();
    await dialog.getByLabel('Reason').fill('it was the only one');
    await dialog.getByRole('button', { name: 'Restore' }).click();
    await page.getByRole('link', { name: 'Edit' }).waitFor();
  });

  test('with a long Russian title and a long address keeps the layout of a phone', async () => {
    const page = await newPage({ as: 'researcher', width: 390 });
    const title = 'Соотечественники, разделяющие традиционные духовно-нравственные ценности: '.repeat(6);
    const url = `https://example.org/${'длинный-путь/'.repeat(8)}${'a'.repeat(1_800)}`;
    await add(page, title, url);
    await page.getByRole('heading', { level: 1 }).waitFor();
    await fitsWidth(page);
    await open(page, '/sources?sort=-updated');
    await rows(page).first().waitFor();
    await fitsWidth(page);
  });
});

test('an editor grades a publisher with a reason, and the history keeps it', async () => {
  const page = await newPage({ as: 'editor' });
  await open(page, '/sources/publishers');
  await page.getByLabel('Search publishers').fill('Deutsche Welle');
  await shows(page, '1–1 of 1 publisher');
  await rows(page, 'Publishers').getByRole('link', { name: 'Deutsche Welle' }).click();
  await page.getByRole('heading', { level: 1, name: 'Deutsche Welle' }).waitFor();
  await page.getByRole('button', { name: 'Grade or edit' }).click();
  await page.getByRole('combobox', { name: 'Reliability' }).click();
  await page.getByRole('option', { name: /^A/ }).click();
  await page.getByRole('button', { name: 'Save' }).click();
  await shows(page, 'Say why the grade changes.');
  await page.getByLabel('Reason').fill('ten of its reports were checked');
  await page.getByRole('button', { name: 'Save' }).click();
  await shows(page, '“ten of its reports were checked”');
  await shows(page, /B · Usually reliable.*A · Completely reliable/);
});
