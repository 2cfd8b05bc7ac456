import type { Locator } from 'playwright-core';
import { expect, test } from 'vitest';
import { expectAccessible, expectProblem, newPage } from '../support/browser.ts';

const CLAIM = 'The scheme is informally known as';
const LIST = '/claims?q=informally%20known';

/** The rationale, once it has the words that it began with: they would come between what is typed. */
async function rationaleOf(dialog: Locator): Promise<Locator> {
  const rationale = dialog.getByRole('textbox', { name: 'Rationale' });
  await rationale.waitFor();
  await dialog.getByPlaceholder('Reading what it says now').waitFor({ state: 'detached' });
  return rationale;
}

test('a status is changed in its row by keyboard, shown at once and undone', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.goto(LIST, { waitUntil: 'networkidle' });
  const row = page.getByRole('row', { name: CLAIM });
  await page.keyboard.press('j');
  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Change the status' });
  const rationale = await rationaleOf(dialog);
  await expect.poll(() => rationale.inputValue()).toContain('only in the seed itself');
  await expectAccessible(page);

  await dialog.getByRole('radio', { name: 'Unsupported' }).check();
  await rationale.fill('');
  await dialog.getByRole('button', { name: 'Save the status' }).click();
  await dialog.getByText('A verdict needs its rationale').waitFor();
  await rationale.fill('Looked for in six catalogues');
  await page.keyboard.press('Control+Enter');
  await dialog.waitFor({ state: 'detached' });
  await row.getByRole('button', { name: 'Unsupported' }).waitFor();

  await page.getByRole('button', { name: 'Undo' }).click();
  await row.getByRole('button', { name: 'Unverified' }).waitFor();
  await page.getByText('Back to “Unverified”.').waitFor();
  await page.goto('/claims/57', { waitUntil: 'networkidle' });
  await page.getByText('“The change of status was undone”').waitFor();
  await expect.poll(() => page.getByText('only in the seed itself').count()).toBeGreaterThan(0);
});

test('a change that fails puts the row back, says why, and keeps what was typed', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.goto(LIST, { waitUntil: 'networkidle' });
  const row = page.getByRole('row', { name: CLAIM });
  const other = await newPage({ as: 'researcher' });
  await other.goto('/claims/57', { waitUntil: 'networkidle' });
  await other.getByRole('button', { name: 'Give a status' }).click();
  await other.getByRole('textbox', { name: 'Rationale' }).fill('Seen in the seed only');
  await other.getByRole('button', { name: 'Save the status' }).click();
  await other.getByText('The claim is marked “Unverified”.').waitFor();

  await row.getByRole('button', { name: 'Unverified' }).click();
  const dialog = page.getByRole('dialog', { name: 'Change the status' });
  await dialog.getByRole('radio', { name: 'Mixed' }).check();
  const rationale = await rationaleOf(dialog);
  await rationale.fill('Half of it');
  await dialog.getByRole('button', { name: 'Save the status' }).click();
  const conflict = dialog.getByRole('alert');
  await conflict.getByText('Seen in the seed only').waitFor();
  await expect.poll(() => rationale.inputValue()).toBe('Half of it');
  await expect.poll(() => row.getByText('Unverified').count()).toBe(1);
  await expectAccessible(page);
  // A key writes nothing over theirs.
  await page.keyboard.press('Control+Enter');
  await conflict.getByRole('button', { name: 'Leave theirs' }).click();
  await dialog.waitFor({ state: 'detached' });
  await expect.poll(() => row.getByText('Unverified').count()).toBe(1);

  await row.getByRole('button', { name: 'Unverified' }).click();
  await (await rationaleOf(dialog)).fill('Typed without a connection');
  expectProblem(page, /ERR_INTERNET_DISCONNECTED/);
  await page.context().setOffline(true);
  await dialog.getByRole('button', { name: 'Save the status' }).click();
  await dialog.getByText('The server could not be reached.').waitFor();
  await expect.poll(() => rationale.inputValue()).toBe('Typed without a connection');
  await page.keyboard.press('Escape');
  await expect
    .poll(() => row.getByRole('button').evaluate((own) => own === document.activeElement))
    .toBe(true);
  await page.getByRole('button', { name: 'Clear all' }).click();
  await page.getByText('There is no connection. The page stays as it is').waitFor();
  expect(await row.isVisible()).toBe(true);
  // What was never opened before comes when the connection is back.
  await page.keyboard.press('?');
  await page.getByText('This could not be opened').waitFor();
  await page.context().setOffline(false);
  await page.getByRole('dialog', { name: 'Keyboard' }).waitFor();
});

test('who may not change a status sees it without a button', async () => {
  const page = await newPage({ as: 'viewer', width: 390, scheme: 'dark' });
  await page.goto(LIST, { waitUntil: 'networkidle' });
  const row = page.getByRole('row', { name: CLAIM });
  await row.getByText('Unverified').waitFor();
  expect(await row.getByRole('button').count()).toBe(0);
});

test('a claim fetched ahead is fetched anew after one’s own change', async () => {
  const page = await newPage({ as: 'researcher' });
  const ahead = page.waitForResponse(
    (answer) => new URL(answer.url()).pathname === '/claims/57/panel' && answer.ok(),
  );
  await page.goto(LIST, { waitUntil: 'networkidle' });
  const row = page.getByRole('row', { name: CLAIM });
  await expect
    .poll(
      async () => {
        await page.keyboard.press('j');
        return row.evaluate((element) => element === document.activeElement);
      },
      { timeout: 20_000 },
    )
    .toBe(true);
  await ahead;

  await page.keyboard.press('s');
  const dialog = page.getByRole('dialog', { name: 'Change the status' });
  await dialog.getByRole('radio', { name: 'Disputed' }).check();
  await (await rationaleOf(dialog)).fill('Two names are in use');
  await page.keyboard.press('Control+Enter');
  await row.getByRole('button', { name: 'Disputed' }).waitFor();
  await row.press('Enter');
  await page.getByRole('region', { name: 'Claim' }).getByText('Two names are in use').first().waitFor();
  await page.getByRole('button', { name: 'Undo' }).click();
  await row.getByRole('button', { name: 'Unverified' }).waitFor();
});
