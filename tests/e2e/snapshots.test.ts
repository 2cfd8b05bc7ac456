import { expect, test } from 'vitest';
import { expectAccessible, newPage } from '../support/browser.ts';

const PAGE = `<!doctype html><html lang="en"><head><title>Bridge closed to lorries</title></head><body><article><h1>Bridge
closed to lorries</h1>${'<p>The city closed the bridge to lorries on Monday after an inspection found cracks in two of its piers. It is to open again in spring, the mayor said.</p>'.repeat(6)}</article></body></html>`;

test('a copy of a page is uploaded on its source, and an empty file is turned down with a reason', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.goto('/sources/new');
  await page.getByLabel('Title', { exact: false }).first().fill('A page that was saved by hand');
  await page.getByRole('button', { name: 'Add the source' }).click();
  await page.waitForURL(/\/sources\/\d+$/);
  const section = page.locator('#snapshots');
  await section.getByText('No copy of this page is kept yet.').waitFor();
  expect(await section.getByRole('button', { name: 'Capture now' }).count()).toBe(0);

  const file = page.locator('input[type=file]');
  await file.setInputFiles({ name: 'none.html', mimeType: 'text/html', buffer: Buffer.alloc(0) });
  await section.getByText('“none.html” is empty.').waitFor();

  await file.setInputFiles({ name: 'bridge.html', mimeType: 'text/html', buffer: Buffer.from(PAGE) });
  const kept = section.getByRole('listitem');
  await kept.getByText('Good copy').waitFor();
  await kept.getByText('Bridge closed to lorries', { exact: true }).waitFor();
  await kept.getByText(/^Uploaded by .*: bridge\.html$/).waitFor();
  expect(await kept.count()).toBe(1);
  await expectAccessible(page);
});
