import { expect, test } from 'vitest';
import { expectAccessible, newPage } from '../support/browser.ts';

test('a reader sees what the evidence says and why, and narrows the sheet by it', async () => {
  const page = await newPage({ as: 'viewer' });
  await page.goto('/facts', { waitUntil: 'networkidle' });
  const entries = page.locator('[id="visa.entries"]');
  await expect.poll(() => entries.getByRole('strong').textContent()).toBe('single');
  await entries.getByText('Settled', { exact: true }).first().waitFor();
  await entries
    .getByText('5 independent origins, above all rk-news.ru; 1 claim says multiple, resting on GlobexPath.', {
      exact: true,
    })
    .waitFor();

  await entries.getByText('What counts').click();
  await entries.getByText('For: Vedomosti (C fairly reliable').waitFor();

  const tiles = page.getByRole('navigation', { name: 'Facts by what the evidence says' });
  await tiles.getByRole('link', { name: /contested/ }).click();
  await page.waitForURL(/show=contested/);
  await page.locator('[id="visa.entries"]').waitFor({ state: 'detached' });
  const count = Number(
    (await tiles.getByRole('link', { name: /contested/ }).textContent())?.match(/\d+/)?.[0],
  );
  await expect.poll(() => page.locator('article').count()).toBe(count);
  await page.locator('[id="settlement.areaHa"]').getByText('30 ha or 27 ha', { exact: true }).waitFor();
});

test.each([
  ['light', 1440],
  ['dark', 390],
] as const)('how it is weighed is told on the page, accessibly in %s at %i px', async (scheme, width) => {
  const page = await newPage({ as: 'viewer', scheme, width });
  await page.goto('/facts', { waitUntil: 'networkidle' });
  await page.getByText('How this is weighed').click();
  const row = page
    .getByRole('table', { name: 'Reliability of the publisher' })
    .getByRole('row', { name: /^B Usually reliable/ });
  await expect.poll(() => row.getByRole('cell').first().textContent()).toBe('4');
  await page.locator('[id="decree.date"]').getByText('What counts').click();
  await expectAccessible(page);
  const beyond = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(beyond).toBe(0);
});

test('a reader tries other weights, an editor overrules a fact, and the conflicts are one click away', async () => {
  const reader = await newPage({ as: 'viewer' });
  await reader.goto('/facts', { waitUntil: 'networkidle' });
  await reader.getByText('How this is weighed').click();
  await reader.getByRole('textbox', { name: 'Reliability of the publisher: C Fairly reliable' }).fill('0.5');
  await reader.getByRole('button', { name: 'Show what would change' }).click();
  await reader.getByRole('heading', { name: /With these weights \d+ facts would change/ }).waitFor();
  expect(await reader.getByRole('button', { name: 'Overrule' }).count()).toBe(0);
  await reader.getByRole('link', { name: 'Conflicts, by how much they matter' }).click();
  await reader.getByRole('heading', { name: 'Conflicts', level: 1 }).waitFor();

  const page = await newPage({ as: 'editor', width: 390, scheme: 'dark' });
  await page.goto('/facts', { waitUntil: 'networkidle' });
  const fee = page.locator('[id="residence.fee"]');
  await fee.getByRole('button', { name: 'Overrule' }).click();
  await page.getByRole('textbox', { name: 'Value' }).fill('a lot');
  await page.getByRole('textbox', { name: 'Reason' }).fill('Tax code, article 333.28');
  await page.getByRole('dialog').getByRole('button', { name: 'Overrule' }).click();
  await page.getByText(/“a lot” is not a number/).waitFor();
  await page.getByRole('textbox', { name: 'Value' }).fill('1920');
  await page.getByRole('dialog').getByRole('button', { name: 'Overrule' }).click();
  await fee.getByText('1,920 RUB').waitFor();
  await fee.getByText('Tax code, article 333.28').waitFor();
  await expectAccessible(page);
  await fee.getByRole('button', { name: 'Lift' }).click();
  await page.getByRole('textbox', { name: 'Reason' }).fill('Only tried');
  await page.getByRole('dialog').getByRole('button', { name: 'Lift' }).click();
  await fee.getByText('1,920 RUB').waitFor({ state: 'detached' });
});

test('an editor adds a fact that survives a reload, is told what stands against a change, and retires it', async () => {
  const page = await newPage({ as: 'editor' });
  await page.goto('/facts', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Add a fact' }).click();
  const form = page.getByRole('form', { name: 'Add a fact' });
  await form.getByLabel('Key').fill('zz.passing');
  await form.getByLabel('Question').fill('Does this fact pass?');
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => kept.includes('zz.passing')));
  await page.reload({ waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Add a fact' }).click();
  await form.getByText(/Draft of .* restored/).waitFor();
  await form.getByRole('button', { name: 'Add the fact' }).click();
  await page.getByText('The fact is on the sheet.').waitFor();

  await page.goto('/claims/new', { waitUntil: 'networkidle' });
  await page.getByRole('combobox', { name: 'Question it answers' }).fill('Does this fact');
  await page.getByRole('option', { name: /Does this fact pass/ }).waitFor();

  await page.goto('/facts', { waitUntil: 'networkidle' });
  const taken = page.locator('[id="visa.entries"]');
  await taken.getByRole('link', { name: 'How it is asked' }).click();
  await page.getByRole('button', { name: 'Edit', exact: true }).click();
  const edit = page.getByRole('form', { name: 'Edit the fact' });
  await edit.getByRole('combobox', { name: 'Type of the answer' }).click();
  await page.getByRole('option', { name: 'Number', exact: true }).click();
  await edit.getByRole('button', { name: 'Save' }).click();
  await edit.getByRole('link', { name: /^The entry visa under the decree is a single-entry/ }).waitFor();
  await expectAccessible(page);
  await edit.getByRole('button', { name: 'Cancel' }).click();

  await page.goto('/facts', { waitUntil: 'networkidle' });
  await page.locator('[id="zz.passing"]').getByRole('link', { name: 'How it is asked' }).click();
  await page.getByRole('button', { name: 'Retire' }).click();
  await page.getByRole('dialog').getByLabel('Reason').fill('Only passing');
  await page.getByRole('dialog').getByRole('button', { name: 'Retire' }).click();
  await page.getByText(/^Retired .*claims cannot choose it any more/).waitFor();
  await page.getByText('“Only passing”').waitFor();
});
