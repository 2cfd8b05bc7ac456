import type { Page } from 'playwright-core';
import { expect, inject, test } from 'vitest';
import { expectAccessible, expectProblem, newPage, signIn } from '../support/browser.ts';

const KNOWN =
  'https://themoscowtimes.com/2024/08/19/putin-signs-decree-granting-residency-to-foreigners-who-share-traditional-russian-values-a86074?utm_source=letter';

/** Statements of this run, so that a second run on the same data finds its own. */
const run = Date.now().toString(36);

async function openForm(page: Page): Promise<void> {
  await page.goto('/claims/new');
  await expectReady(page);
}

/** The form takes the focus once it works. */
async function expectReady(page: Page): Promise<void> {
  await expect
    .poll(() => page.evaluate(() => document.activeElement?.id), { timeout: 20_000 })
    .toBe('statement');
}

const statement = (page: Page) => page.getByRole('textbox', { name: 'Statement' });
const save = (page: Page) => page.getByRole('button', { name: 'Save', exact: true });

async function choose(page: Page, field: string, option: string | number): Promise<void> {
  await page.getByRole('combobox', { name: field }).click();
  const options = page.getByRole('option');
  await (typeof option === 'number' ? options.nth(option) : options.filter({ hasText: option })).click();
}

/** In a window as high as the page, so that nothing lies under the bar that stays at the bottom. */
async function expectWholeAccessible(page: Page): Promise<void> {
  const { width = 1440, height = 900 } = page.viewportSize() ?? {};
  await page.setViewportSize({ width, height: 4_000 });
  await expectAccessible(page);
  await page.setViewportSize({ width, height });
}

/** The id of the claim that the page went to after saving. */
async function savedClaim(page: Page): Promise<number> {
  await page.waitForURL(/\/claims\/\d+$/);
  return Number(new URL(page.url()).pathname.split('/').at(-1));
}

test('a claim is logged from an address in the clipboard: n, paste, sentence, save', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.context().grantPermissions(['clipboard-read', 'clipboard-write']);
  await page.goto('/claims');
  await page.waitForLoadState('networkidle');
  await page.evaluate((url) => navigator.clipboard.writeText(url), KNOWN);
  await page.keyboard.press('n');
  await page.waitForURL('**/claims/new');
  await expectReady(page);
  await page.keyboard.press('Control+V');
  await page.keyboard.type('President Putin signed the decree on shared values on 19 August 2024.');
  await page.getByText('Known source').waitFor();
  await page.getByText(/similar claims? (is|are) here already/).waitFor();
  await choose(page, 'Topic', 0);
  await page.keyboard.press('Control+Enter');
  const id = await savedClaim(page);
  expect(id).toBeGreaterThan(59);
  await page.getByRole('heading', { name: 'President Putin signed the decree on shared values' }).waitFor();
  await page.getByText('The Moscow Times').first().waitFor();

  await openForm(page);
  await expect.poll(() => page.getByRole('combobox', { name: 'Topic' }).inputValue()).not.toBe('');
  await expect.poll(() => statement(page).inputValue()).toBe('');
  // The language follows the letters, and no more once somebody chose it, be it the same one.
  await statement(page).fill('Виза бесплатная.');
  await page.getByText('of the original: Russian, by the letters typed').waitFor({ state: 'attached' });
  await choose(page, 'Language of the original', 0);
  await statement(page).fill('The visa is free.');
  await expect.poll(() => page.locator('#language').inputValue()).toBe('Russian (ru)');
});

test('the next claim from the same page keeps its source and topic', async () => {
  const page = await newPage({ as: 'researcher' });
  const article = `Two claims, one article ${run}`;
  await openForm(page);
  await statement(page).fill(`The first thing it says ${run}.`);
  await choose(page, 'Topic', 1);
  const topic = await page.getByRole('combobox', { name: 'Topic' }).inputValue();
  await page.getByRole('textbox', { name: 'Address' }).fill(`example.org/${run}/two-claims-in-one-article`);
  await page.keyboard.press('Tab');
  const title = page.getByRole('textbox', { name: 'Title', exact: true });
  await expect.poll(() => title.inputValue()).toBe('Two claims in one article');
  await title.fill(article);
  await page.getByRole('combobox', { name: 'Publisher' }).fill(`Gazette ${run}`);
  await page.getByRole('option', { name: `Create “Gazette ${run}”` }).click();
  await page.getByRole('textbox', { name: 'Quote' }).fill('Слова источника');
  await page.getByRole('button', { name: 'Save and log another' }).click();
  await page.getByText('The next one keeps the topic, the language and the source.').waitFor();
  await expect.poll(() => statement(page).inputValue()).toBe('');
  await expect.poll(() => page.getByRole('textbox', { name: 'Quote' }).inputValue()).toBe('');
  await expect.poll(() => page.getByRole('combobox', { name: 'Topic' }).inputValue()).toBe(topic);
  await page.getByText('used by 1 claim').waitFor();

  await statement(page).fill(`The second thing it says ${run}.`);
  await save(page).click();
  await savedClaim(page);
  await page.getByText(article).first().waitFor();
  await page.goto(`/sources?q=${encodeURIComponent(`"${article}"`)}`);
  await expect.poll(() => page.getByRole('link', { name: article }).count()).toBe(1);
});

test('what is wrong is said at the field, and nothing typed is lost over a reload', async () => {
  const page = await newPage({ as: 'researcher' });
  await openForm(page);
  await statement(page).fill('x'.repeat(1_200));
  await page.getByLabel('Claimed on').fill('2024-02-31');
  await page.getByRole('textbox', { name: 'Address' }).fill('no address');
  await page.getByLabel('Published on').fill('19 August 2024');
  await save(page).click();
  const summary = page.getByRole('alert').filter({ hasText: 'need another look' });
  await summary.waitFor();
  expect(await page.evaluate(() => document.activeElement?.getAttribute('role'))).toBe('alert');
  for (const words of [
    '1200 characters',
    'not a day of the calendar',
    'is not a web address',
    'The title is missing',
  ])
    expect(await summary.getByText(words).isVisible(), words).toBe(true);
  await expectWholeAccessible(page);

  await summary.getByRole('link', { name: /not a day of the calendar/ }).click();
  expect(await page.evaluate(() => document.activeElement?.id)).toBe('claimedOn');
  await page.keyboard.press('Control+A');
  await page.keyboard.type('Aug 2024');
  await page.keyboard.press('Tab');
  await expect.poll(() => page.getByLabel('Claimed on').inputValue()).toBe('2024-08');
  await page.getByText('August 2024', { exact: true }).waitFor();

  await page.reload();
  await page.getByText(/^Draft of .* restored\./).waitFor();
  await expect.poll(() => statement(page).inputValue()).toBe('x'.repeat(1_200));
  await expect.poll(() => page.getByLabel('Claimed on').inputValue()).toBe('2024-08');
  await expect.poll(() => page.getByLabel('Published on').inputValue()).toBe('2024-08-19');

  await page.getByRole('button', { name: 'Discard draft' }).click();
  await expect.poll(() => statement(page).inputValue()).toBe('');
  await page.reload();
  await expectReady(page);
  expect(await page.getByText(/^Draft of/).count()).toBe(0);
});

test('a typed value is read back, and an ended session costs nothing', async () => {
  const page = await newPage();
  await signIn(page, 'researcher');
  await openForm(page);
  const words = `More than 800 have applied, it is said ${run}.`;
  await statement(page).fill(words);
  await choose(page, 'Topic', 0);
  await page.getByRole('combobox', { name: 'Question it answers' }).fill('numbers.applications');
  await page.getByRole('option').click();
  await choose(page, 'Qualifier', 'more than');
  await page.getByLabel('Number').fill('1 150');
  await page.getByRole('combobox', { name: 'Measure' }).fill('applications');
  await page.getByLabel('As of').fill('2025-03-24');
  await page.getByText('more than 1,150 applications (2025-03-24)').waitFor();

  await page.context().clearCookies();
  await save(page).click();
  const dialog = page.getByRole('dialog', { name: 'Your session has ended' });
  await dialog.waitFor();
  await expectWholeAccessible(page);
  await dialog.getByRole('link', { name: 'Sign in', exact: true }).click();
  await page.waitForURL('**/sign-in?**');
  const { email, password } = inject('users').researcher;
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL('**/claims/new');
  await page.getByText(/^Draft of .* restored\./).waitFor();
  await expect.poll(() => statement(page).inputValue()).toBe(words);
  await save(page).click();
  await savedClaim(page);
  await page.getByText('more than 1,150 applications').first().waitFor();
  await openForm(page);
  expect(await page.getByText(/^Draft of/).count()).toBe(0);
});

test('an answer that is lost on the way does not log the claim twice', async () => {
  const page = await newPage({ as: 'researcher' });
  await openForm(page);
  const words = `Sent twice, logged once ${run}.`;
  await statement(page).fill(words);
  await choose(page, 'Topic', 0);
  // The look-up of similar claims is over, so that the next request is the one that saves.
  await page.waitForTimeout(1_500);
  expectProblem(page, /ERR_FAILED/);
  await page.route(
    '**/claims/new',
    async (route) => {
      await route.fetch();
      await route.abort('failed');
    },
    { times: 1 },
  );
  await page.getByRole('combobox', { name: 'Tags' }).fill(`tag ${run}`);
  await page.keyboard.press('Control+Enter');
  await page.getByText('The server could not be reached.').waitFor();
  await expect.poll(() => statement(page).inputValue()).toBe(words);
  await save(page).click();
  await savedClaim(page);
  await page
    .getByRole('link', { name: `tag ${run}` })
    .first()
    .waitFor();
  await page.goto(`/claims?q=${encodeURIComponent(`"${words}"`)}`);
  await page.getByRole('link', { name: words }).first().waitFor();
  await expect.poll(() => page.getByRole('link', { name: words }).count()).toBe(1);
});

test('a draft belongs to one person and one tab', async () => {
  const first = await newPage({ as: 'researcher' });
  await openForm(first);
  await statement(first).fill('In the first tab');
  const second = await first.context().newPage();
  await openForm(second);
  await expect.poll(() => statement(second).inputValue()).toBe('');
  await statement(second).fill('In the second tab');
  await expect
    .poll(() => second.evaluate(() => JSON.stringify({ ...window.localStorage })))
    .toContain('In the second tab');
  await second.close();
  await first.reload();
  await first.getByText(/^Draft of/).waitFor();
  await expect.poll(() => statement(first).inputValue()).toBe('In the first tab');
  const third = await first.context().newPage();
  await third.goto('/claims/new');
  await third.getByText(/^Draft of/).waitFor();
  await expect.poll(() => statement(third).inputValue()).toBe('In the second tab');

  await first.context().clearCookies();
  await signIn(third, 'editor');
  await openForm(third);
  await expect.poll(() => statement(third).inputValue()).toBe('');
});

test('two people who edit one claim see both versions and choose', async () => {
  const mine = await newPage({ as: 'researcher' });
  await openForm(mine);
  await statement(mine).fill(`What both will edit ${run}.`);
  await choose(mine, 'Topic', 0);
  await save(mine).click();
  const id = await savedClaim(mine);

  const theirs = await newPage({ as: 'editor' });
  for (const page of [mine, theirs]) {
    await page.goto(`/claims/${id}/edit`);
    await page.waitForLoadState('networkidle');
  }
  await statement(theirs).fill(`Their sentence ${run}.`);
  await choose(theirs, 'Priority', 'Urgent');
  await theirs.getByLabel('Reason for the change').fill('It was said otherwise.');
  await save(theirs).click();
  await savedClaim(theirs);

  await statement(mine).fill(`My sentence ${run}.`);
  await mine.getByLabel('Claimed on').fill('2025');
  await save(mine).click();
  await mine.getByRole('heading', { name: 'Somebody else changed this while you did' }).waitFor();
  await mine.getByText('Test editor saved version 2').waitFor();
  await expectWholeAccessible(mine);
  await mine.getByRole('button', { name: 'Save this version' }).click();
  await mine.getByText('Choose yours or theirs.').waitFor();
  await mine.getByRole('radio', { name: `Yours My sentence ${run}.` }).check();
  await mine.getByRole('button', { name: 'Save this version' }).click();
  await savedClaim(mine);

  await mine.goto(`/claims/${id}/edit`);
  await expect.poll(() => statement(mine).inputValue()).toBe(`My sentence ${run}.`);
  await expect.poll(() => mine.getByLabel('Claimed on').inputValue()).toBe('2025');
  await expect.poll(() => mine.getByRole('combobox', { name: 'Priority' }).inputValue()).toBe('Urgent');
});

test.each([
  { scheme: 'light', width: 1440 },
  { scheme: 'dark', width: 1440 },
  { scheme: 'light', width: 390 },
] as const)('the form can be used by everybody ($scheme, $width px)', async ({ scheme, width }) => {
  const page = await newPage({ as: 'researcher', scheme, width });
  await openForm(page);
  await expectWholeAccessible(page);
  expect(
    await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth),
  ).toBeLessThanOrEqual(0);
  await page.getByRole('button', { name: 'Choose from a calendar' }).first().click();
  await page.getByRole('button', { name: 'Next month' }).waitFor();
  await expectWholeAccessible(page);
});

test('who may not log a claim is told so', async () => {
  const page = await newPage({ as: 'viewer' });
  await page.goto('/claims/new');
  await page.getByText('Your role does not open this').waitFor();
  expect(await save(page).count()).toBe(0);
});
