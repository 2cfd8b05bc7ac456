import { createServer, type Server } from 'node:http';
import { chromium, type Page } from 'playwright-core';
import { afterAll, beforeAll, expect, inject, onTestFinished, test } from 'vitest';
import { childEnv } from '#lib/core/env.ts';
import { expectAccessible } from '../support/browser.ts';
import { guardContext, type PageGuard } from '../support/page-guard.ts';

let server: Server;
let origin: string;
const pages: Readonly<Record<string, string>> = {
  '/sound': '<p>Sound</p>',
  '/console': `<script>console.error('told so')</script>`,
  '/uncaught': `<script>throw new Error('uncaught one')</script>`,
  '/rejection': `<script>Promise.reject(new Error('rejected one'))</script>`,
  '/missing-image': '<img alt="" src="/absent.png">',
  '/foreign': '<img alt="" src="http://127.0.0.1:9/pixel.png">',
  '/dialog': `<script>alert('boo')</script>`,
  '/inaccessible': '<img src="data:image/gif;base64,R0lGODlhAQABAAAAACw="><input>',
};

beforeAll(async () => {
  server = createServer((request, response) => {
    const body = pages[request.url ?? ''];
    response.writeHead(body === undefined ? 404 : 200, { 'content-type': 'text/html' });
    response.end(
      `<!doctype html><html lang="en"><link rel="icon" href="data:,"><title>x</title>${body ?? ''}`,
    );
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const bound = server.address();
  if (bound === null || typeof bound === 'string') throw new Error('No port was given.');
  origin = `http://127.0.0.1:${bound.port}`;
});

afterAll(() => new Promise((resolve) => server.close(resolve)));

async function open(path: string): Promise<{ page: Page; guard: PageGuard }> {
  const { executablePath, variables } = inject('chromium');
  const browser = await chromium.launch({ executablePath, env: childEnv(variables) });
  onTestFinished(() => browser.close());
  const context = await browser.newContext();
  const guard = guardContext(context, origin);
  const page = await context.newPage();
  await page.goto(origin + path);
  return { page, guard };
}

test('a sound page passes', async () => {
  const { guard } = await open('/sound');
  await expect(guard.verify()).resolves.toBeUndefined();
});

test.each([
  ['/console', 'console: told so'],
  ['/uncaught', 'uncaught one'],
  ['/rejection', 'rejected one'],
  ['/missing-image', 'answer 404: GET'],
  ['/absent', 'answer 404: GET'],
  ['/foreign', 'foreign request: GET http://127.0.0.1:9/pixel.png'],
  ['/dialog', 'dialog: alert boo'],
])('%s is noticed', async (path, problem) => {
  const { guard } = await open(path);
  await expect(guard.verify()).rejects.toThrow(problem);
});

test('a declared problem passes, and must happen', async () => {
  const { guard } = await open('/console');
  guard.expectProblem(/told so/);
  await expect(guard.verify()).resolves.toBeUndefined();
  guard.expectProblem(/something else/);
  await expect(guard.verify()).rejects.toThrow('declared, but did not happen: /something else/');
});

test('a page that axe objects to is noticed', async () => {
  const { page } = await open('/inaccessible');
  await expect(expectAccessible(page)).rejects.toThrow('image-alt');
});
