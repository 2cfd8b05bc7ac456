import { setTimeout as sleep } from 'node:timers/promises';
import pg from 'pg';
import { z } from 'zod';
import { CliError, messageOf } from '../cli.ts';
import type { DatabaseUrls } from '../database-for-command.ts';
import { type BrowserResult, launchBrowser, measureBrowser } from './browser.ts';
import { type Client, decoded, weigh } from './client.ts';
import { dataSetUrl } from './database.ts';
import { startFloor } from './floor-process.ts';
import { type GridFigures, measureGrid } from './grid.ts';
import { measureImports } from './imports.ts';
import { measure, type Side } from './measure.ts';
import type { Peer } from './peer.ts';
import { type Product, startProduct } from './product.ts';
import type { FileResult, Result } from './results.ts';
import { DOWNLOADS, type Work, worksFor } from './works.ts';
import { measureWrites } from './writes.ts';

export const PARTS = ['api', 'pages', 'browser', 'files', 'writes', 'import'] as const;
export type Part = (typeof PARTS)[number];

export interface SizeResults {
  readonly results: Result[];
  readonly files: FileResult[];
  readonly browser: BrowserResult[];
  readonly facts: Record<string, number | string>;
  /** Parts that ended early, and why. */
  readonly failures: string[];
}

export interface SizeRun {
  readonly urls: DatabaseUrls;
  readonly claims: number;
  readonly parts: readonly Part[];
  /** Only what the growth is told from: one client, no files, no writes. */
  readonly inShort: boolean;
  readonly signal: AbortSignal;
  readonly peer: Peer | undefined;
}

const pageShape = z.object({ total: z.number(), claims: z.array(z.object({ id: z.number() })) });

/** An answer as JSON; while the server is still busy with what was asked before, it is asked again. */
async function answerOf(client: Client, path: string): Promise<unknown> {
  for (let attempt = 1; ; attempt += 1) {
    const answer = await client.send(path);
    const text = decoded(answer).toString();
    if (answer.status === 200) return JSON.parse(text);
    if (attempt === 4) throw new CliError(`${path} answered ${answer.status}: ${text.slice(0, 300)}`);
    await sleep(5_000);
  }
}

/** The total and the ids of an answer. */
async function contentOf(client: Client, path: string): Promise<{ total: number; ids: number[] }> {
  const { total, claims } = pageShape.parse(await answerOf(client, path));
  return { total, ids: claims.map(({ id }) => id) };
}

const facetShape = z.object({
  facets: z.record(
    z.string(),
    z.array(z.object({ value: z.union([z.string(), z.number()]), count: z.number() })),
  ),
});

/** Counts of status, language and sources, which both sides name alike. */
async function countsOf(client: Client, path: string): Promise<Record<string, number>> {
  const { facets } = facetShape.parse(await answerOf(client, path));
  return Object.fromEntries(
    ['status', 'language', 'sources'].flatMap((key) =>
      (facets[key] ?? []).map(({ value, count }) => [`${key}=${value}`, count]),
    ),
  );
}

const sorted = (counts: Record<string, number>) => JSON.stringify(Object.entries(counts).sort());

async function sameAnswers(work: Work, product: Client, floor: Client): Promise<boolean | undefined> {
  if (work.floor === undefined) return undefined;
  const [ours, theirs] = [await contentOf(product, work.product), await contentOf(floor, work.floor)];
  if (work.findsMore) return ours.total >= theirs.total && theirs.total > 0;
  if (JSON.stringify(ours) !== JSON.stringify(theirs)) return false;
  if (work.id !== 'facets') return true;
  return sorted(await countsOf(product, work.product)) === sorted(await countsOf(floor, work.floor));
}

/** Facets answered in this time come from memory. */
const QUICK_MS = 100;
const MOST_PATIENCE_S = 180;

/** Seconds until a list is answered within QUICK_MS. */
async function secondsUntilQuick({ api }: Product, query: string): Promise<number> {
  const begin = performance.now();
  for (;;) {
    const { status, all } = await api.send(`/api/v1/claims?${query}`);
    const seconds = (performance.now() - begin) / 1_000;
    if ((status === 200 && all < QUICK_MS) || seconds > MOST_PATIENCE_S) return seconds;
    await sleep(250);
  }
}

/** What the start took. What is measured afterwards is the same from run to run: the order of statements is read last. */
async function measureStart(product: Product): Promise<string> {
  const list = product.startSeconds;
  const facets = list + (await secondsUntilQuick(product, 'facets=1&per=25'));
  const order = facets + (await secondsUntilQuick(product, 'language=ru&sort=statement&per=25'));
  const told = (seconds: number, to: string) => `${seconds.toFixed(1)} s to ${to}`;
  return `${told(list, 'the first list')}, ${told(facets, `facets within ${QUICK_MS} ms`)} (goal ≤ 10 s), ${told(order, 'every order in as much')}`;
}

async function measureWork(run: SizeRun, work: Work, product: Product, floor: Client): Promise<Result[]> {
  const sides: Side[] = [
    { name: 'product', client: work.html ? product.pages : product.api, path: work.product },
  ];
  if (work.floor !== undefined) sides.push({ name: 'floor', client: floor, path: work.floor });
  const peerPath = run.peer?.works[work.id];
  if (run.peer && peerPath !== undefined)
    sides.push({ name: 'peer', client: run.peer.client, path: peerPath });
  const asked = performance.now();
  await sides[0]?.client.send(work.product).catch(() => undefined);
  const cold = performance.now() - asked;
  const same = await sameAnswers(work, product.api, floor);
  const { id, label, goal } = work;
  const results: Result[] = [];
  for (const clients of run.inShort ? [1] : [1, 8]) {
    run.signal.throwIfAborted();
    const figures = await measure(sides, clients);
    results.push({
      work: { id, label, goal },
      claims: run.claims,
      clients,
      sides: Object.fromEntries(
        sides.flatMap(({ name }, index) => (figures[index] ? [[name, figures[index]]] : [])),
      ),
      same,
      cold,
    });
  }
  return results;
}

/** Milliseconds until no statement of the product runs any more, once somebody has gone in the middle of a file; -1 after ten seconds. */
async function measureCancel(url: string, client: Client): Promise<number> {
  const watching = new pg.Client({ connectionString: url });
  await watching.connect();
  try {
    await client.abandon('/api/v1/claims.csv');
    const begin = performance.now();
    for (;;) {
      const { rowCount } = await watching.query(
        `SELECT FROM pg_stat_activity WHERE datname = current_database() AND application_name = 'claim-ledger' AND xact_start IS NOT NULL`,
      );
      const ms = performance.now() - begin;
      if (rowCount === 0) return ms;
      if (ms > 10_000) return -1;
      await sleep(10);
    }
  } finally {
    await watching.end();
  }
}

async function measureFiles(run: SizeRun, product: Product, floor: Client): Promise<FileResult[]> {
  const results: FileResult[] = [];
  for (const { label, query } of DOWNLOADS) {
    run.signal.throwIfAborted();
    const question = query === '' ? '' : `?${query}`;
    const copied = await floor.download(`/export${question}`);
    product.peak();
    await sleep(300);
    const memoryBefore = product.peak();
    const file = await product.api.download(`/api/v1/claims.csv${question}`);
    results.push({
      label,
      claims: run.claims,
      rows: file.rows,
      distinct: file.distinct,
      seconds: file.all / 1_000,
      floorSeconds: copied.all / 1_000,
      floorRows: copied.rows,
      firstRow: file.first,
      memoryBefore,
      peakMemory: product.peak(),
    });
  }
  return results;
}

async function measureInBrowser(run: SizeRun, product: Product): Promise<GridFigures> {
  const browser = await launchBrowser();
  if (typeof browser === 'string') return { results: [], facts: { browser } };
  try {
    const results = await measureBrowser(browser, product, run.claims);
    run.signal.throwIfAborted();
    const grid = await measureGrid(run.urls, browser, run.signal);
    return { results: [...results, ...grid.results], facts: grid.facts };
  } finally {
    await browser.close();
  }
}

/** Measures the parts on one size of data. */
export async function measureSize(run: SizeRun): Promise<SizeResults> {
  const { claims, parts, inShort, signal } = run;
  const url = dataSetUrl(run.urls, claims);
  console.log(`Measuring ${claims.toLocaleString('en')} claims${inShort ? ', in short' : ''} …`);
  const results: Result[] = [];
  const files: FileResult[] = [];
  const browser: BrowserResult[] = [];
  const facts: Record<string, number | string> = {};
  const works = (await worksFor(url)).filter((work) => parts.includes(work.html ? 'pages' : 'api'));
  const product = await startProduct(url, signal);
  try {
    const floor = await startFloor(url);
    try {
      facts[`start with ${claims} claims`] = await measureStart(product);
      for (const work of works) results.push(...(await measureWork(run, work, product, floor.client)));
      facts[`server memory at ${claims} claims`] = `${Math.round(product.peak())} MB at most (goal ≤ 400 MB)`;
      if (parts.includes('files') && !inShort) {
        files.push(...(await measureFiles(run, product, floor.client)));
        facts[`a file of ${claims} claims is cancelled in`] =
          `${Math.round(await measureCancel(url, product.api))} ms (goal ≤ 1,000 ms)`;
      }
      if (parts.includes('browser') && !inShort) {
        const figures = await measureInBrowser(run, product);
        browser.push(...figures.results);
        Object.assign(facts, figures.facts);
      }
      if (parts.includes('pages') && !inShort) {
        const { scripts, styles, files: count } = await weigh(product.pages, '/claims');
        facts['/claims loads'] =
          `${count} files: ${scripts.toFixed(0)} kB of script, ${styles.toFixed(0)} kB of style, compressed`;
      }
    } finally {
      await floor.stop();
    }
  } finally {
    await product.stop();
  }
  const failures: string[] = [];
  // What was measured before is kept when one of these fails.
  for (const [part, measurePart] of [
    ['writes', measureWrites],
    ['import', measureImports],
  ] as const) {
    if (!parts.includes(part) || inShort) continue;
    try {
      Object.assign(facts, await measurePart(run.urls, claims, signal));
    } catch (error) {
      signal.throwIfAborted();
      failures.push(`${part} at ${claims} claims: ${messageOf(error)}`);
    }
  }
  return { results, files, browser, facts, failures };
}
