import type { Browser, Page } from 'playwright-core';
import { childEnv } from '#lib/core/env.ts';
import { findChromium } from '../chromium.ts';
import { type Seen, watchPage } from './browser-watch.ts';
import type { Product } from './product.ts';

/** One kind of interaction, so many times over. Milliseconds, but for `shift` (CLS). */
export interface BrowserResult {
  readonly label: string;
  readonly claims: number;
  readonly times: number;
  /** Times in which nothing came within ten seconds; they do not count. */
  readonly failed: number;
  /** From the input to the frame with what was asked for. */
  readonly p50: number;
  readonly p95: number;
  /** The worst of the interactions, as INP is told where there are fewer than fifty. */
  readonly inp: number;
  readonly longTasks: number;
  readonly longest: number;
  readonly shift: number;
  readonly shiftAround: number;
  /** Did rows stand there in every frame in between? */
  readonly rowsStayed: boolean;
}

export const ROWS = 'table tbody tr[data-row]';
const OPENED = '[data-side-panel] h2';
/** A person looks before the next click. */
const THINKS_MS = 600;
/** How long a pointer rests on what it is about to click. */
const RESTS_MS = 250;

const at = (sorted: number[], share: number) =>
  sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;

export function summary(label: string, claims: number, all: readonly (Seen | null)[]): BrowserResult {
  const seen = all.filter((one) => one !== null);
  const painted = seen.map((one) => one.painted).sort((a, b) => a - b);
  const most = (of: (one: Seen) => number) => Math.max(0, ...seen.map(of));
  return {
    label,
    claims,
    times: all.length,
    failed: all.length - seen.length,
    p50: at(painted, 0.5),
    p95: at(painted, 0.95),
    inp: most((one) => one.event),
    longTasks: seen.reduce((sum, one) => sum + one.longTasks, 0),
    longest: most((one) => one.longest),
    shift: most((one) => one.shift),
    shiftAround: most((one) => one.shiftAround),
    rowsStayed: seen.every((one) => one.blank === 0),
  };
}

/** A browser to measure in; a sentence that says why there is none. */
export async function launchBrowser(): Promise<Browser | string> {
  try {
    const { chromium } = await import('playwright-core');
    const { executablePath, variables } = await findChromium();
    return await chromium.launch({ executablePath, env: childEnv(variables), args: ['--disable-gpu'] });
  } catch (error) {
    const said = error instanceof Error ? error.message.split('\n')[0] : String(error);
    return `not measured, since no Chromium could be started (${said}); CHROMIUM_PATH names one`;
  }
}

/** A page of the product, signed in, with its table drawn and its script running. */
export async function openTable(browser: Browser, product: Product, path: string): Promise<Page> {
  const context = await browser.newContext({
    baseURL: product.pages.base.href,
    viewport: { width: 1440, height: 900 },
    locale: 'en-GB',
  });
  await context.addCookies(product.pages.cookies());
  await context.addInitScript(watchPage);
  const page = await context.newPage();
  page.setDefaultTimeout(20_000);
  await page.goto(path, { waitUntil: 'networkidle' });
  await page.locator(ROWS).first().waitFor();
  return page;
}

/** Does something to the page so many times, and tells what came of each. */
export async function repeat(
  page: Page,
  times: number,
  until: string,
  act: (turn: number) => Promise<void>,
): Promise<(Seen | null)[]> {
  const seen: (Seen | null)[] = [];
  for (let turn = 0; turn < times; turn += 1) {
    await page.waitForTimeout(THINKS_MS);
    await page.evaluate((selector) => window.benchWatch?.arm(selector), until);
    await act(turn);
    seen.push((await page.evaluate(() => window.benchWatch?.seen())) ?? null);
  }
  return seen;
}

/** What a person does to the table, each so many times. */
export async function measureBrowser(
  browser: Browser,
  product: Product,
  claims: number,
  times = 20,
): Promise<BrowserResult[]> {
  const results: BrowserResult[] = [];
  const page = await openTable(browser, product, '/claims');
  const run = async (label: string, until: string, act: (turn: number) => Promise<void>) => {
    results.push(summary(label, claims, await repeat(page, times, until, act)));
  };
  const row = (turn: number) => page.locator(ROWS).nth(turn % 8);

  await page.getByRole('button', { name: 'Status' }).first().click();
  const options = page.getByRole('group', { name: 'Status' }).locator('label');
  await options.first().waitFor();
  await run('a value of a filter', ROWS, (turn) => options.nth(turn % 5).click());
  await page.goto('/claims', { waitUntil: 'networkidle' });
  const heads = ['Claimed', 'Sources', 'Updated'];
  await run('another order', ROWS, (turn) =>
    page
      .getByRole('columnheader', { name: heads[turn % heads.length] ?? '' })
      .getByRole('button')
      .first()
      .click(),
  );
  await page.goto('/claims', { waitUntil: 'networkidle' });
  const next = page.getByRole('link', { name: 'Next page' });
  await run('the next page', ROWS, async () => {
    await next.hover();
    await page.waitForTimeout(RESTS_MS);
    await next.click();
  });
  await page.goto('/claims', { waitUntil: 'networkidle' });
  const topic = (turn: number) => row(turn).locator('td').nth(3);
  await run('a claim beside the table, clicked at once', OPENED, (turn) => topic(turn).click());
  await page.goto('/claims?status=false', { waitUntil: 'networkidle' });
  await run('a claim beside the table, after a look', OPENED, async (turn) => {
    await topic(turn).hover();
    await page.waitForTimeout(RESTS_MS);
    await topic(turn).click();
  });
  await page.context().close();
  return results;
}
