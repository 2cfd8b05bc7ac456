import { spawn } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { z } from 'zod';
import { env } from '#lib/core/env.ts';
import { CliError, isMain, messageOf, projectRoot, runMain } from './cli.ts';
import { signalGroup } from './processes.ts';
import { stopSignal } from './stop-signal.ts';

/** A script of package.json, what it counts, and the stages without which it makes no sense. */
export interface Stage {
  readonly name: string;
  readonly script: string;
  readonly tests?: true;
  readonly needs?: readonly string[];
}

export interface StageResult {
  readonly name: string;
  readonly state: 'passed' | 'failed' | 'not run';
  readonly seconds: number;
  readonly tests: StageCounts | undefined;
}

interface StageCounts {
  readonly passed: number;
  readonly failed: number;
  /** File and name of each test that failed. */
  readonly failures: readonly string[];
}

export const stages: readonly Stage[] = [
  { name: 'generate', script: 'generate' },
  { name: 'format', script: 'format' },
  { name: 'lint', script: 'lint' },
  { name: 'types', script: 'types', needs: ['generate'] },
  { name: 'structure', script: 'structure' },
  { name: 'layers', script: 'layers', needs: ['generate'] },
  { name: 'dead code', script: 'dead-code', needs: ['generate'] },
  { name: 'unit', script: 'unit', tests: true, needs: ['generate'] },
  { name: 'database', script: 'database', tests: true, needs: ['generate'] },
  { name: 'build', script: 'build', needs: ['generate'] },
  { name: 'browser', script: 'browser', tests: true, needs: ['build'] },
];

const vitestReport = z.object({
  numPassedTests: z.number(),
  numFailedTests: z.number(),
  testResults: z.array(
    z.object({
      name: z.string(),
      assertionResults: z.array(z.object({ status: z.string(), fullName: z.string() })),
    }),
  ),
});

/** The last line of the run. A stage that failed without a failed test counts as one failure. */
export function closingLine(results: readonly StageResult[]): string {
  const passed = results.reduce((sum, { tests }) => sum + (tests?.passed ?? 0), 0);
  const failed = results.reduce(
    (sum, { state, tests }) => sum + (state === 'passed' ? 0 : Math.max(1, tests?.failed ?? 0)),
    0,
  );
  return `${passed} passed, ${failed} failed`;
}

/** One line of the summary. */
export function summaryLine({ name, state, seconds, tests }: StageResult): string {
  const counted = tests === undefined ? '' : `  ${tests.passed + tests.failed} tests`;
  return `${name.padEnd(10)} ${state.padEnd(8)} ${seconds.toFixed(1).padStart(6)} s${counted}`;
}

/** What failed, said again below the summary: of a long run often only the end is kept. */
export function failureLines(results: readonly StageResult[]): string[] {
  return results.flatMap(({ name, tests }) =>
    (tests?.failures ?? []).map((failure) => `${name}: ${failure}`),
  );
}

/** Runs a stage's script; what it prints goes to the terminal. */
export type RunScript = (script: string, args: readonly string[]) => Promise<boolean>;

/** Runs every stage whose needs were met, even after one failed, so that one run shows everything. */
export async function runStages(
  plan: readonly Stage[],
  runScript: RunScript,
  reports: string,
  say: (line: string) => void = console.log,
): Promise<StageResult[]> {
  const results: StageResult[] = [];
  for (const { name, script, tests, needs = [] } of plan) {
    const unmet = needs.filter((need) => results.find((result) => result.name === need)?.state !== 'passed');
    if (unmet.length > 0) {
      say(`\n${name}: not run, since ${unmet.join(', ')} did not pass`);
      results.push({ name, state: 'not run', seconds: 0, tests: undefined });
      continue;
    }
    say(`\n${name}`);
    const started = performance.now();
    const report = path.join(reports, `${script}.json`);
    const args = tests ? ['--reporter=default', '--reporter=json', `--outputFile.json=${report}`] : [];
    const succeeded = await runScript(script, args);
    const counts = tests && (await readCounts(report, say));
    // Vitest can end well without having run anything; that proves nothing.
    const idle = counts !== undefined && counts.passed + counts.failed === 0;
    const state = succeeded && !idle ? 'passed' : 'failed';
    const seconds = (performance.now() - started) / 1000;
    results.push({ name, state, seconds, tests: counts });
    say(`${name}: ${state} in ${seconds.toFixed(1)} s`);
  }
  return results;
}

async function readCounts(report: string, say: (line: string) => void): Promise<StageCounts> {
  try {
    const { numPassedTests, numFailedTests, testResults } = vitestReport.parse(
      JSON.parse(await readFile(report, 'utf8')),
    );
    const failures = testResults.flatMap(({ name, assertionResults }) =>
      assertionResults
        .filter(({ status }) => status === 'failed')
        .map(({ fullName }) => `${path.relative(projectRoot, name)} > ${fullName}`),
    );
    return { passed: numPassedTests, failed: numFailedTests, failures };
  } catch (error) {
    say(`There is no report of the tests: ${messageOf(error)}`);
    return { passed: 0, failed: 0, failures: [] };
  }
}

async function main(): Promise<void> {
  const stop = stopSignal(env().startedByNpm);
  const runScript: RunScript = (script, args) =>
    new Promise((resolve, reject) => {
      stop.throwIfAborted();
      // In a group of its own, since npm and its shell do not hand a signal on to what they started.
      const child = spawn('npm', ['run', '--silent', script, '--', ...args], {
        cwd: projectRoot,
        stdio: ['ignore', 'inherit', 'inherit'],
        detached: true,
      });
      const end = () => signalGroup(child, 'SIGTERM');
      stop.addEventListener('abort', end, { once: true });
      process.once('exit', end);
      child.once('error', reject);
      child.once('close', (code) => {
        stop.removeEventListener('abort', end);
        process.removeListener('exit', end);
        if (stop.aborted) reject(new CliError('The run was stopped.'));
        else resolve(code === 0);
      });
    });
  const reports = await mkdtemp(path.join(tmpdir(), 'claim-ledger-reports-'));
  try {
    const results = await runStages(stages, runScript, reports);
    const summary = results.map(summaryLine).join('\n');
    console.log(['', summary, '', ...failureLines(results), closingLine(results)].join('\n'));
    if (results.some(({ state }) => state !== 'passed')) process.exitCode = 1;
  } finally {
    await rm(reports, { recursive: true, force: true });
  }
}

if (isMain(import.meta.url)) await runMain(main);
