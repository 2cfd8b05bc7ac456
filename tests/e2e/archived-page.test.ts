import { expect, test } from 'vitest';
import { archivedPage } from '#lib/snapshots/archived-page.ts';
import { address, expectProblem, newPage } from '../support/browser.ts';
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
  const copies = await Promise.all(
    Array.from({ length: 3 }, (_, part) =>
      upload(`${forms[part]?.slice(0, 60)}.html`, pageOf(forms.filter((_form, at) => at % 3 === part))),
    ),
  );
  // Nothing is evaluated inside the frame: Chromium would report that as a script that was blocked, and so would hide a real one.
  for (const id of copies) {
    await page.goto(`${source}/snapshots/${id}?view=page`);
    const framed = () =>
      page
        .frames()
        .slice(1)
        .map((frame) => new URL(frame.url()).pathname);
    await expect.poll(framed).toEqual([`/snapshots/${id}/page`]);
    const served = await page.request.get(address(`/snapshots/${id}/page`));
    expect(await served.text()).toContain('The city closed the bridge');
    expect(served.headers()['content-security-policy']).toMatch(/^sandbox; default-src 'none';/);
  }
  await page.goto(`/snapshots/${copies[0]}/page`);
  await page.goto(`${source}/snapshots/${copies[0]}`);
  await page.goto(source);
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
  const shown = await page.evaluate(() =>
    Array.from(document.querySelectorAll('iframe'), (frame) => frame.contentDocument?.body.textContent ?? ''),
  );
  expect(shown.filter((text) => !text.includes('The city closed the bridge'))).toEqual([]);
  expect(watched.hits()).toBe(0);
});
