import { expect, test } from 'vitest';
import { archivedPage } from '#lib/snapshots/archived-page.ts';
import { address, expectAccessible, expectProblem, newPage } from '../support/browser.ts';
import { hostileForms } from '../support/hostile-forms.ts';
import { canary, serve } from '../support/loopback.ts';

const WORDS =
  '<p>The city closed the bridge to lorries on Monday after an inspection found cracks.</p>'.repeat(6);
const PNG = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAoAAAAKCAYAAACNMs+9AAAAFUlEQVR42mNk+M9Qz0AEYBxVSF+FABJADveWkH6oAAAAAElFTkSuQmCC',
  'base64',
);

/** Ends in whatever breaks out of the element that the form stands in. */
function pageOf(forms: readonly string[]): string {
  return `<!doctype html><html lang="en"><head><title>${forms[0]}</title><meta name="author" content="${forms[1]?.replaceAll('"', '&quot;')}">
<style>p{color:rgb(1, 2, 3)}</style></head><body><article><h1>Bridge closed</h1>${WORDS}${forms.join('\n<p>Between.</p>\n')}${WORDS}</article></body></html>`;
}

test('hostile pages, titles and texts run nothing and send nothing, in the frame and around it', async () => {
  const watched = await canary();
  const forms = hostileForms(`http://127.0.0.1:${watched.port}`);
  const page = await newPage({ as: 'researcher' });
  await page.goto('/sources/new');
  // What is typed into a form is hostile too.
  await page.getByLabel('Title', { exact: false }).first().fill(forms.slice(0, 6).join(' '));
  await page.getByRole('button', { name: 'Add the source' }).click();
  await page.waitForURL(/\/sources\/\d+$/);
  const source = new URL(page.url()).pathname;

  const upload = async (name: string, body: string | Buffer) => {
    const answer = await page.request.post(address(`${source}/snapshots?name=${encodeURIComponent(name)}`), {
      data: typeof body === 'string' ? Buffer.from(body) : body,
      headers: { Origin: new URL(address('/')).origin, 'Content-Type': 'application/octet-stream' },
    });
    expect(answer.status()).toBe(201);
    return ((await answer.json()) as { id: number }).id;
  };
  // A form that ends the parsing of a page must not hide those after it, so each starts one page in eight.
  const copies = await Promise.all(
    Array.from({ length: 8 }, (_, part) =>
      upload(`${forms[part]?.slice(0, 60)}.html`, pageOf(forms.filter((_form, at) => at % 8 === part))),
    ),
  );
  for (const id of copies) {
    await page.goto(`${source}/snapshots/${id}`);
    await page.goto(`${source}/snapshots/${id}?view=page`);
    const frame = page.frameLocator('iframe[title="Archived page"]');
    await frame.getByText('The city closed the bridge').first().waitFor();
    // Whatever can be pressed is pressed; nothing of it leads anywhere.
    for (const link of (await frame.locator('a, button, summary, label').all()).slice(0, 4))
      await link.click({ force: true, timeout: 2_000 }).catch(() => undefined);
    await page.goto(`/snapshots/${id}/page`);
    await page.getByText('The city closed the bridge').first().waitFor();
  }
  await page.goto(`${source}/snapshots/${copies[0]}?view=page`);
  const shown = page.frameLocator('iframe[title="Archived page"]').getByText('The city closed').first();
  expect(await shown.evaluate((element) => getComputedStyle(element).color)).toBe('rgb(1, 2, 3)');
  await expectAccessible(page);
  await page.goto(source);
  await page.goto('/sources');
  expect(watched.hits()).toBe(0);

  const picture = await upload('<img src=x onerror=alert(1)>.png', PNG);
  await page.goto(`${source}/snapshots/${picture}`);
  const image = page.getByRole('main').locator('img');
  await image.waitFor();
  expect(await image.evaluate((element: HTMLImageElement) => element.naturalWidth)).toBe(10);
  const file = await page.request.get(address(`/snapshots/${copies[0]}/file`));
  expect(file.headers()).toMatchObject({
    'content-disposition': `attachment; filename="copy-${copies[0]}.html"`,
    'content-type': 'application/octet-stream',
    'x-content-type-options': 'nosniff',
  });
});

test('what sanitising leaves of each form is harmless even with no policy and no sandbox around it', async () => {
  const watched = await canary();
  const forms = hostileForms(`http://127.0.0.1:${watched.port}`);
  const port = await serve((request, answer) => {
    const form = forms[Number(request.url?.slice(1) || -1)];
    const body =
      form === undefined
        ? forms.map((_form, at) => `<iframe src="/${at}" width="90" height="60"></iframe>`).join('')
        : archivedPage(pageOf([form]), 'https://example.org/');
    answer.writeHead(200, { 'Content-Type': 'text/html; charset=utf-8' }).end(body);
  });
  const page = await newPage();
  expectProblem(page, new RegExp(`^foreign request: GET http://127\\.0\\.0\\.1:${port}/`));
  await page.goto(`http://127.0.0.1:${port}/`, { waitUntil: 'load' });
  expect(page.frames()).toHaveLength(forms.length + 1);
  for (const frame of page.frames().slice(1))
    expect(await frame.locator('p').first().textContent()).toContain('The city closed the bridge');
  expect(watched.hits()).toBe(0);
});
