import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../../scripts/cli.ts';
import {
  closingLine,
  failureLines,
  type RunScript,
  runStages,
  type Stage,
  stages,
  summaryLine,
} from '../../../scripts/test.ts';
import { writeFileTree } from '../../support/file-tree.ts';

const plan: readonly Stage[] = [
  { name: 'lint', script: 'lint' },
  { name: 'unit', script: 'unit', tests: true },
  { name: 'build', script: 'build' },
  { name: 'browser', script: 'browser', tests: true, needs: ['build'] },
];

/** Runs the plan with scripts that only write what vitest would have reported. */
async function resultsOf(failing: readonly string[], counts: readonly [passed: number, failed: number]) {
  const runScript: RunScript = async (script, args) => {
    const file = args.find((arg) => arg.startsWith('--outputFile.json='))?.split('=')[1];
    const [numPassedTests, numFailedTests] = counts;
    const report = {
      numPassedTests,
      numFailedTests,
      testResults: [
        {
          name: path.join(projectRoot, 'tests/a.test.ts'),
          assertionResults: [
            ...Array.from({ length: numPassedTests }, () => ({ status: 'passed', fullName: 'holds' })),
            ...Array.from({ length: numFailedTests }, (_, n) => ({
              status: 'failed',
              fullName: `fails ${n}`,
            })),
          ],
        },
      ],
    };
    if (file !== undefined) await writeFile(file, JSON.stringify(report));
    return !failing.includes(script);
  };
  return runStages(plan, runScript, await writeFileTree({}), () => undefined);
}

test('all is well', async () => {
  const results = await resultsOf([], [5, 0]);
  expect(results.map(({ state }) => state)).toEqual(['passed', 'passed', 'passed', 'passed']);
  expect(closingLine(results)).toBe('10 passed, 0 failed');
});

test('failed tests are counted', async () => {
  const results = await resultsOf(['unit'], [5, 2]);
  expect(results.map(({ state }) => state)).toEqual(['passed', 'failed', 'passed', 'passed']);
  expect(closingLine(results)).toBe('10 passed, 2 failed');
});

test('what failed is named again at the end', async () => {
  const results = await resultsOf(['unit', 'browser'], [1, 1]);
  expect(failureLines(results)).toEqual([
    'unit: tests/a.test.ts > fails 0',
    'browser: tests/a.test.ts > fails 0',
  ]);
});

test('a failed stage does not hide the next, and stops what needs it', async () => {
  const results = await resultsOf(['lint', 'build'], [5, 0]);
  expect(results.map(({ state }) => state)).toEqual(['failed', 'passed', 'failed', 'not run']);
  expect(closingLine(results)).toBe('5 passed, 3 failed');
});

test('a test stage that ran no test fails', async () => {
  const results = await resultsOf([], [0, 0]);
  expect(results.filter(({ state }) => state === 'failed').map(({ name }) => name)).toEqual([
    'unit',
    'browser',
  ]);
});

test('a test stage that ends without a report fails', async () => {
  const said: string[] = [];
  const results = await runStages(
    plan,
    async () => true,
    await writeFileTree({}),
    (line) => said.push(line),
  );
  expect(said.join('\n')).toContain('There is no report of the tests');
  expect(results.filter(({ state }) => state === 'failed').map(({ name }) => name)).toEqual([
    'unit',
    'browser',
  ]);
});

test('a summary line says what, how and how long', () => {
  const line = summaryLine({
    name: 'unit',
    state: 'passed',
    seconds: 3.14,
    tests: { passed: 4, failed: 0, failures: [] },
  });
  expect(line).toMatch(/^unit +passed +3\.1 s +4 tests$/);
});

test('the run has every stage that the README promises, in its order, and each is a script', async () => {
  const { scripts } = z
    .object({ scripts: z.record(z.string(), z.string()) })
    .parse(JSON.parse(await readFile(path.join(projectRoot, 'package.json'), 'utf8')));
  expect(stages.map(({ script }) => script).filter((script) => scripts[script] === undefined)).toEqual([]);
  const promised = ['format', 'lint', 'types', 'layers', 'dead code', 'unit', 'database', 'build', 'browser'];
  expect(stages.map(({ name }) => name).filter((name) => promised.includes(name))).toEqual(promised);
});
