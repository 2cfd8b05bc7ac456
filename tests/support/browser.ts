import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { AxeBuilder } from '@axe-core/playwright';
import { type Browser, type BrowserContext, chromium, type Page } from 'playwright-core';
import { afterAll, inject, onTestFinished } from 'vitest';
import { childEnv } from '#lib/core/env.ts';
import { projectRoot } from '../../scripts/cli.ts';
import type { TestRole } from './e2e-setup.ts';
import { guardContext, type PageGuard } from './page-guard.ts';

export interface PageOptions {
  readonly scheme?: 'light' | 'dark';
  /** In pixels; the height follows. */
  readonly width?: number;
  /** Signed in from the start, with one session for all tests of the file: do not sign it out. */
  readonly as?: TestRole;
}

const guards = new WeakMap<BrowserContext, PageGuard>();
const signedIn = new Map<TestRole, Promise<Awaited<ReturnType<BrowserContext['storageState']>>>>();
let browser: Promise<Browser> | undefined;

afterAll(async () => {
  await (await browser)?.close();
  browser = undefined;
});

function launchedBrowser(): Promise<Browser> {
  const { executablePath, variables } = inject('chromium');
  browser ??= chromium.launch({
    executablePath,
    env: childEnv(variables),
    args: ['--disable-gpu', '--font-render-hinting=none'],
  });
  return browser;
}

/** A path of the site under test as an address. */
export function address(pathname: string): string {
  return new URL(pathname, inject('baseUrl')).href;
}

/**
 * A page in a browser context of its own. At the test's end it fails the test when anything went
 * wrong in it (see guardContext), and leaves a picture in test-results/ when the test failed.
 */
export async function newPage(options: PageOptions = {}): Promise<Page> {
  const { scheme = 'light', width = 1440, as } = options;
  const storageState = as === undefined ? undefined : await sessionOf(as);
  const context = await (await launchedBrowser()).newContext({
    baseURL: inject('baseUrl'),
    viewport: { width, height: width < 600 ? 844 : 900 },
    colorScheme: scheme,
    reducedMotion: 'reduce',
    locale: 'en-GB',
    // Neither the server's zone nor UTC, so that what is rendered in the wrong one shows.
    timezoneId: 'America/New_York',
    ...(storageState && { storageState }),
  });
  const guard = guardContext(context, inject('baseUrl'));
  guards.set(context, guard);
  const page = await context.newPage();
  onTestFinished(async ({ task }) => {
    try {
      await guard.verify();
      if (task.result?.state === 'fail') await picture(page, task.name);
    } catch (error) {
      await picture(page, task.name);
      throw error;
    } finally {
      await context.close();
    }
  });
  return page;
}

async function picture(page: Page, name: string): Promise<void> {
  const folder = path.join(projectRoot, 'test-results');
  await mkdir(folder, { recursive: true });
  const file = `${name.replace(/[^\p{L}\p{N}]+/gu, '-').slice(0, 80)}-${Date.now()}.png`;
  await page.screenshot({ path: path.join(folder, file), fullPage: true });
}

/** Declares that this test makes the page fail in a way that guardContext would report. */
export function expectProblem(page: Page, pattern: RegExp): void {
  const guard = guards.get(page.context());
  if (guard === undefined) throw new Error('The page was not opened with newPage().');
  guard.expectProblem(pattern);
}

/** Holds what the page shows now against WCAG 2.2 AA, as far as axe can tell; any finding fails. */
export async function expectAccessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22a', 'wcag22aa', 'best-practice'])
    .analyze();
  if (violations.length === 0) return;
  const found = violations.flatMap(({ id, help, nodes }) => [
    `${id}: ${help}`,
    ...nodes.map(({ target }) => `  ${target.join(' ')}`),
  ]);
  throw new Error(`${page.url()} is not accessible:\n${found.join('\n')}`);
}

/** Signs in through the form, as a person does; ends on the page after it. */
export async function signIn(page: Page, role: TestRole): Promise<void> {
  const { email, password } = inject('users')[role];
  await page.goto('/sign-in');
  await page.getByLabel('E-mail').fill(email);
  await page.getByLabel('Password', { exact: true }).fill(password);
  await page.getByRole('button', { name: 'Sign in' }).click();
  await page.waitForURL((url) => url.pathname !== '/sign-in');
}

function sessionOf(role: TestRole) {
  const known = signedIn.get(role);
  if (known !== undefined) return known;
  const fresh = (async () => {
    const context = await (await launchedBrowser()).newContext({ baseURL: inject('baseUrl') });
    try {
      await signIn(await context.newPage(), role);
      return await context.storageState();
    } finally {
      await context.close();
    }
  })();
  signedIn.set(role, fresh);
  return fresh;
}
