import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { projectRoot } from '../cli.ts';
import type { BrowserResult } from './browser.ts';
import type { Figures } from './measure.ts';
import type { Goal, Work } from './works.ts';

/** One line of the table: a work on one size of data, with so many clients. */
export interface Result {
  readonly work: Pick<Work, 'id' | 'label' | 'goal'>;
  readonly claims: number;
  readonly clients: number;
  readonly sides: Readonly<Partial<Record<'product' | 'floor' | 'peer', Figures>>>;
  /** Do product and floor give the same rows and counts? Undefined where there is nothing to compare. */
  readonly same?: boolean | undefined;
  /** Milliseconds of the first of all requests for this, to a server that has not been asked it before. */
  readonly cold: number;
}

export interface FileResult {
  readonly label: string;
  readonly claims: number;
  readonly rows: number;
  readonly distinct: number;
  readonly seconds: number;
  readonly floorSeconds: number;
  readonly floorRows: number;
  /** Milliseconds. */
  readonly firstRow: number;
  /** MB. */
  readonly memoryBefore: number;
  readonly peakMemory: number;
}

export interface Everything {
  readonly at: string;
  readonly machine: string;
  readonly results: Result[];
  readonly files: FileResult[];
  readonly browser: BrowserResult[];
  readonly facts: Record<string, number | string>;
}

const short = (ms: number | undefined) => (ms === undefined ? '' : ms < 100 ? ms.toFixed(1) : ms.toFixed(0));
const ratioOf = ({ clients, sides }: Result) => {
  const { product, floor } = sides;
  if (!product || !floor) return undefined;
  return clients === 1 ? product.p50 / floor.p50 : floor.perSecond / product.perSecond;
};

const GOALS: Record<keyof Goal, (most: number) => string> = {
  ratio: (most) => `≤ ${most} × floor`,
  p50: (most) => `p50 ≤ ${most} ms`,
  p95: (most) => `p95 ≤ ${most} ms`,
  first: (most) => `first byte ≤ ${most} ms`,
};

/** What of the goal counts with so many clients. */
function goalsFor({ work, clients }: Result): [key: keyof Goal, most: number][] {
  const all = Object.entries(work.goal) as [keyof Goal, number][];
  return clients === 1 ? all : all.filter(([key]) => key === 'ratio');
}

function verdict(result: Result): string {
  const { product } = result.sides;
  if (result.same === false) return 'OTHER ROWS';
  if (product === undefined) return '';
  if (product.refused > 0) return `${product.refused} refused`;
  const goals = goalsFor(result);
  if (goals.length === 0) return '';
  const missed = goals.filter(
    ([key, most]) => !(((key === 'ratio' ? ratioOf(result) : product[key]) ?? Infinity) <= most),
  );
  return missed.length === 0 ? 'reached' : `missed (${missed.map(([key]) => key).join(', ')})`;
}

/** The tables of the terminal. */
export function printResults({ results, files, browser, facts }: Everything): void {
  for (const claims of new Set(results.map((result) => result.claims))) {
    console.log(
      `\n${claims.toLocaleString('en')} claims; milliseconds to the whole answer, requests a second; n is how many were measured`,
    );
    console.table(
      results
        .filter((result) => result.claims === claims)
        .map((result) => {
          const { work, clients, sides } = result;
          const { product, floor, peer } = sides;
          return {
            work: work.label,
            clients,
            n: product?.requests,
            'first time': clients === 1 ? short(result.cold) : '',
            p50: short(product?.p50),
            p95: short(product?.p95),
            'first byte': short(product?.first),
            'per s': product?.perSecond.toFixed(0),
            'floor n': floor?.requests ?? '',
            'floor p50': short(floor?.p50),
            'floor per s': floor?.perSecond.toFixed(0) ?? '',
            ratio: ratioOf(result)?.toFixed(1) ?? '',
            ...(peer && { 'peer p50': short(peer.p50), 'peer per s': peer.perSecond.toFixed(0) }),
            same: result.same === undefined ? '' : result.same ? 'yes' : 'NO',
            goal: goalsFor(result)
              .map(([key, most]) => GOALS[key](most))
              .join(', '),
            reached: verdict(result),
          };
        }),
    );
  }
  if (files.length > 0) {
    console.log('\nFiles');
    console.table(
      files.map((file) => ({
        file: file.label,
        claims: file.claims,
        rows: file.rows,
        'distinct ids': file.distinct,
        seconds: file.seconds.toFixed(1),
        'rows a second': Math.round(file.rows / file.seconds),
        'first row ms': short(file.firstRow),
        'COPY seconds': file.floorSeconds.toFixed(1),
        ratio: (file.seconds / file.floorSeconds).toFixed(2),
        'server MB': Math.round(file.peakMemory),
        'MB more': Math.round(file.peakMemory - file.memoryBefore),
        reached:
          file.rows !== file.distinct || file.rows !== file.floorRows
            ? 'OTHER ROWS'
            : file.seconds <= 1.5 * file.floorSeconds
              ? 'reached'
              : 'missed',
      })),
    );
  }
  if (browser.length > 0) {
    console.log('\nIn the browser: milliseconds from the input to the frame with what was asked for');
    console.table(
      browser.map((one) => ({
        work: one.label,
        claims: one.claims,
        times: one.times - one.failed,
        p50: short(one.p50),
        p95: short(one.p95),
        INP: short(one.inp),
        'long tasks': one.longTasks,
        longest: short(one.longest),
        shift: one.shift.toFixed(3),
        'shift around the rows': one.shiftAround.toFixed(3),
        'rows stayed': one.rowsStayed ? 'yes' : 'no',
        reached:
          one.failed > 0
            ? `${one.failed} never came`
            : one.p50 <= 200 && one.inp < 100 && one.shift < 0.01 && one.rowsStayed
              ? 'yes'
              : 'no',
      })),
    );
  }
  console.log('');
  for (const [name, value] of Object.entries(facts)) console.log(`${name}: ${value}`);
}

/** Growth of the middle time from the smallest size to the largest, for one client. */
export function growthFacts(results: readonly Result[]): Record<string, string> {
  const sizes = [...new Set(results.map(({ claims }) => claims))].sort((a, b) => a - b);
  const [least, most] = [sizes[0], sizes.at(-1)];
  const p50 = (id: string, claims: number | undefined) =>
    results.find((result) => result.work.id === id && result.claims === claims && result.clients === 1)?.sides
      .product?.p50;
  const growth = Object.entries({ list: 1.5, facets: 4, 'all-facets': 4, page: 1.5 }).flatMap(
    ([id, goal]) => {
      const [before, after] = [p50(id, least), p50(id, most)];
      if (least === most || before === undefined || after === undefined) return [];
      return [
        [
          `growth of ${id} from ${least} to ${most} claims`,
          `${(after / before).toFixed(2)} × (goal ≤ ${goal})`,
        ],
      ];
    },
  );
  return Object.fromEntries(growth);
}

const escaped = (text: string) =>
  text.replace(/[&<>]/g, (char) => ({ '&': '&amp;', '<': '&lt;', '>': '&gt;' })[char] ?? char);

/** Bars on a scale of powers of ten: product and floor for each work, one client, the largest size. */
function chart({ results, at, machine }: Everything): string {
  const most = Math.max(...results.map(({ claims }) => claims));
  const shown = results.filter(({ claims, clients }) => claims === most && clients === 1);
  const [left, width, line] = [300, 620, 40];
  const x = (ms: number) => (Math.max(0, Math.log10(Math.max(ms, 0.1)) + 1) / 5) * width;
  const grid = [0.1, 1, 10, 100, 1_000, 10_000].map((ms) => {
    const at = left + x(ms);
    return `<line x1="${at}" y1="40" x2="${at}" y2="${50 + shown.length * line}" stroke="#ddd"/><text x="${at}" y="34" text-anchor="middle" fill="#666">${ms}</text>`;
  });
  const bars = shown.flatMap(({ work, sides }, index) => {
    const top = 50 + index * line;
    const label = `<text x="${left - 10}" y="${top + 18}" text-anchor="end">${escaped(work.label)}</text>`;
    const colours = { product: '#1f5f8b', floor: '#b9c4cc', peer: '#c9742b' };
    const each = Object.entries(colours).flatMap(([name, colour], place) => {
      const figures = sides[name as keyof typeof sides];
      if (!figures) return [];
      const y = top + place * 11;
      return [
        `<rect x="${left}" y="${y}" width="${x(figures.p50).toFixed(1)}" height="9" fill="${colour}"/>`,
        `<text x="${left + x(figures.p50) + 5}" y="${y + 8}" font-size="9" fill="#444">${short(figures.p50)}</text>`,
      ];
    });
    return [label, ...each];
  });
  const height = 70 + shown.length * line;
  return `<svg xmlns="http://www.w3.org/2000/svg" width="1000" height="${height}" font-family="system-ui, sans-serif" font-size="12">
<rect width="1000" height="${height}" fill="#fff"/>
<text x="10" y="20">Milliseconds at the middle, one client, ${most.toLocaleString('en')} claims: product dark, floor light. ${escaped(machine)}, ${at}</text>
${[...grid, ...bars].join('\n')}
</svg>
`;
}

/** Keeps the figures and the chart in bench-results/, which git ignores. Returns the two paths. */
export async function keepResults(everything: Everything): Promise<string[]> {
  const folder = path.join(projectRoot, 'bench-results');
  await mkdir(folder, { recursive: true });
  const name = everything.at.slice(0, 19).replaceAll(':', '-');
  const files = { [`${name}.json`]: JSON.stringify(everything, null, 1), [`${name}.svg`]: chart(everything) };
  for (const [file, text] of Object.entries(files)) await writeFile(path.join(folder, file), text);
  return Object.keys(files).map((file) => `bench-results/${file}`);
}
