import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { expect, onTestFinished, test } from 'vitest';
import { isAlive, processFingerprint, waitForEnd } from '../../../scripts/processes.ts';

test('a process is known by more than its number', async () => {
  const [one, two] = [spawn('sleep', ['60']), spawn('sleep', ['60'])];
  onTestFinished(() => {
    for (const child of [one, two]) child.kill();
  });
  const first = await processFingerprint(one.pid ?? 0);
  expect(first).toBeTruthy();
  expect(await processFingerprint(one.pid ?? 0)).toBe(first);
  expect(await processFingerprint(process.pid)).not.toBe(first);
  one.kill('SIGKILL');
  await once(one, 'exit');
  expect(await processFingerprint(one.pid ?? 0)).toBeUndefined();
  expect(await waitForEnd([one.pid ?? 0], 0)).toBe(true);
  expect(await waitForEnd([two.pid ?? 0], 50)).toBe(false);
});

test('one that has ended counts as ended, even where nobody asked for its result', async () => {
  const parent = spawn('/bin/sh', ['-c', 'true & echo $!; exec sleep 60']);
  onTestFinished(() => void parent.kill());
  const [line] = await once(parent.stdout, 'data');
  const pid = Number(String(line));
  const seen = existsSync('/proc/self/stat');
  await expect.poll(() => isAlive(pid)).toBe(!seen);
  expect((await processFingerprint(pid)) === undefined).toBe(seen);
});
