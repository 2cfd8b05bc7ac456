import { expect, test } from 'vitest';
import { expectAccessible, newPage } from '../support/browser.ts';

test('an amendment calls for another look at what depends on it, until somebody has looked', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.goto('/instruments', { waitUntil: 'networkidle' });
  await page.getByRole('link', { name: 'Decree No. 702 of 19 August 2024' }).click();
  await page.getByRole('heading', { level: 1, name: 'Decree No. 702 of 19 August 2024' }).waitFor();

  await page.getByRole('button', { name: 'Record an amendment' }).click();
  const form = page.getByRole('form', { name: 'Record an amendment' });
  await form.getByRole('button', { name: 'Record the amendment' }).click();
  await form.getByText('One field needs another look').waitFor();
  await form.getByRole('checkbox', { name: 'paragraph 4: Entry visa' }).check();
  await form.getByRole('textbox', { name: 'In force from' }).fill('5 November 2025');
  await form.getByRole('textbox', { name: 'Note' }).fill('For the journey of a test');
  await expectAccessible(page);
  await page.keyboard.press('Control+Enter');
  await page.getByText('4 dependences are marked stale').waitFor();
  const version = page.getByRole('region', { name: 'Version 2' });
  await expect.poll(() => version.textContent()).toMatch(/In force from 2025-11-05\s*Touches paragraph 4\./);

  await page.goto('/claims?stale=yes', { waitUntil: 'networkidle' });
  const rows = page.getByRole('row', { name: /visa/i });
  await expect.poll(() => rows.count()).toBe(4);
  await page
    .getByRole('link', { name: 'The entry visa under the decree is a single-entry ordinary' })
    .click();
  const look = page.getByRole('button', { name: 'Still holds…' });
  await look.click();
  const dialog = page.getByRole('dialog', { name: 'Does it still hold?' });
  await dialog.getByRole('textbox', { name: 'What you found' }).fill('Paragraph 4 still says single-entry');
  await dialog.getByRole('button', { name: 'It still holds' }).click();
  await look.waitFor({ state: 'detached' });
  await page.getByText('looked again after an amendment').waitFor();

  await page.goto('/claims?stale=yes', { waitUntil: 'networkidle' });
  await expect.poll(() => rows.count()).toBe(3);
});

test('what a claim depends on is said on its page and read on the act’s', async () => {
  const page = await newPage({ as: 'researcher', scheme: 'dark', width: 390 });
  await page.goto('/claims/23', { waitUntil: 'networkidle' });
  await page.getByRole('button', { name: 'Add an act' }).click();
  await page.getByRole('combobox', { name: 'Act', exact: true }).click();
  await page.getByRole('option', { name: 'Decree No. 637 of 22 June 2006' }).click();
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Add', exact: true }).click();
  const link = page.getByRole('link', { name: 'Decree No. 637 of 22 June 2006' });
  await link.click();
  await page
    .getByRole('link', { name: 'The temporary residence permit is valid for three years.' })
    .waitFor();
  await expect.poll(() => page.getByText('A claim depends on it').count()).toBeGreaterThan(0);
});
