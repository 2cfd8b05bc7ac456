import type { Browser } from 'playwright-core';
import { CLAIM_COLUMNS } from '#lib/claims/columns.ts';
import { asActor } from '#lib/core/actor.ts';
import { transaction } from '#lib/core/db.ts';
import { savePreference } from '#lib/users/account-mutations.ts';
import { findUser } from '#lib/users/queries.ts';
import { actor } from '../admin-command.ts';
import type { DatabaseUrls } from '../database-for-command.ts';
import { type BrowserResult, openTable, ROWS, repeat, summary } from './browser.ts';
import { inDatabase, prepareDataSet, withCopy } from './database.ts';
import { BENCH_EMAIL, startProduct } from './product.ts';

/** The drawing of a page does not depend on how many claims lie behind it. */
const CLAIMS = 1_000;
const TIMES = 12;
/** Pixels a frame: a wheel turned fast. */
const STEP = 120;

/** Sentences of some 400 to 1,500 characters, as quoted speeches are, for the rows of the first page. */
async function lengthen(): Promise<void> {
  await transaction(actor, 'bench', async (tx) => {
    await tx.$executeRaw`
      UPDATE claim SET statement = repeat(statement || ' ', 4 + id % 12) || id, version = version + 1 WHERE id <= 250`;
  });
}

async function showAllColumns(): Promise<void> {
  const { id, name } = await findUser(actor, BENCH_EMAIL);
  const all = CLAIM_COLUMNS.map((column) => column.id);
  await savePreference(asActor({ id, name, role: 'admin', sessionId: null }), {
    key: 'claims-table',
    value: { visible: all, order: all, widths: {}, density: 'compact' },
  });
}

export interface GridFigures {
  readonly results: BrowserResult[];
  readonly facts: Record<string, string>;
}

/** The table at its heaviest: 200 rows of long sentences, every column. Works in a copy, which it drops. */
export async function measureGrid(
  urls: DatabaseUrls,
  browser: Browser,
  signal: AbortSignal,
): Promise<GridFigures> {
  await prepareDataSet(urls, CLAIMS);
  return withCopy(urls, CLAIMS, async (url) => {
    await inDatabase(url, lengthen);
    const product = await startProduct(url, signal);
    try {
      await inDatabase(url, showAllColumns);
      const page = await openTable(browser, product, '/claims?per=200');
      const results: BrowserResult[] = [];
      const run = async (label: string, until: string, act: (turn: number) => Promise<void>) => {
        results.push(summary(label, CLAIMS, await repeat(page, TIMES, until, act)));
      };
      const cells = await page.locator(`${ROWS} td`).count();
      const { frames, longTasks } = (await page.evaluate(
        (step) => window.benchWatch?.scroll(step),
        STEP,
      )) ?? {
        frames: [],
        longTasks: 0,
      };
      const sorted = [...frames].sort((a, b) => a - b);
      const middle = sorted[Math.floor(sorted.length / 2)] ?? 0;
      const late = frames.filter((ms) => ms > 34).length;
      await page.getByRole('button', { name: 'Status' }).first().click();
      const options = page.getByRole('group', { name: 'Status' }).locator('label');
      await run(`200 rows of ${cells / 200} cells: a value of a filter`, ROWS, (turn) =>
        options.nth(turn % 5).click(),
      );
      await page.keyboard.press('Escape');
      await run('200 rows: a tick in a row', '[role=status]:not(:empty)', (turn) =>
        page.locator(ROWS).nth(turn).getByRole('checkbox').click(),
      );
      await page.context().close();
      return {
        results,
        facts: {
          [`scrolling 200 rows of ${cells / 200} cells`]: `${frames.length} frames, ${middle.toFixed(1)} ms at the middle, ${(sorted.at(-1) ?? 0).toFixed(0)} ms the longest, ${late} over 34 ms, ${longTasks} long tasks`,
        },
      };
    } finally {
      await product.stop();
    }
  });
}
