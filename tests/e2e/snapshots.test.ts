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
  await expect.poll(() => kept.count()).toBe(1);
  await expectAccessible(page);
});

/** Words that would run, were they not shown as text; in the page and in what is kept of it. */
const HOSTILE = `<!doctype html><html lang="en"><head><title>Bloggers paid &lt;img src=x onerror=alert(1)&gt;</title></head><body><article>
<h1>Bloggers paid</h1>${'<p>The investigation found that one channel received over 180,000 dollars, the report said on Tuesday.</p>'.repeat(4)}
<p>&lt;script&gt;alert(2)&lt;/script&gt; &lt;svg onload=alert(3)&gt; <script>alert(4)</script><img src="x" onerror="alert(5)">
<a href="javascript:alert(6)">a link</a> <iframe srcdoc="<script>alert(7)</script>"></iframe> The end of the report stands here, after all of that.</p></article></body></html>`;

test('words of a copy become the quote of a claim, by keyboard, and a hostile page stays text', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.goto('/sources/95');
  const section = page.locator('#snapshots');
  await page.locator('input[type=file]').setInputFiles({
    name: 'paid.html',
    mimeType: 'text/html',
    buffer: Buffer.from(HOSTILE),
  });
  await section.getByRole('link', { name: /^Read it/ }).click();
  await page.waitForURL(/\/sources\/95\/snapshots\/\d+$/);
  await page.getByText('<script>alert(2)</script>').waitFor();

  const words = page.getByLabel('Find words in this copy');
  await words.fill('words that are not there');
  await words.press('Enter');
  await page.getByText('These words do not stand in this copy.').waitFor();
  await words.fill('one channel received over 180,000 dollars');
  await words.press('Enter');
  await page.getByRole('status').getByText('“one channel received over 180,000 dollars”').waitFor();
  await page.getByRole('button', { name: 'Quote this' }).click();
  const mark = page.locator('mark');
  await mark.waitFor();
  await expect.poll(() => mark.textContent()).toBe('one channel received over 180,000 dollars');
  await page.getByLabel('Quotes in this copy').getByText('Quote found').waitFor();
  await expectAccessible(page);
  const address = page.url();

  await mark.getByRole('link').click();
  await page.waitForURL(/\/claims\/59$/);
  await page.getByText(/^Quote found in the copy of/).waitFor();

  const phone = await newPage({ as: 'viewer', scheme: 'dark', width: 390 });
  await phone.goto(new URL(address).pathname);
  await expect
    .poll(() => phone.locator('mark').textContent())
    .toBe('one channel received over 180,000 dollars');
  await expectAccessible(phone);
  const beyond = await phone.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(beyond).toBe(0);
});
