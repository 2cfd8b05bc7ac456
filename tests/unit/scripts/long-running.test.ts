import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { projectRoot } from '../../../scripts/cli.ts';
import { startLongRunning } from '../../../scripts/long-running.ts';
import { isAlive } from '../../../scripts/processes.ts';

async function folderWith(files: Record<string, string>): Promise<string> {
  const folder = await mkdtemp(path.join(tmpdir(), 'ledger-running-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  for (const [name, text] of Object.entries(files)) await writeFile(path.join(folder, name), text);
  return folder;
}

test('what a program starts in its turn, with the same options, waits for words of its own parent', async () => {
  const folder = await folderWith({
    'program.mjs': `
      import { fork } from 'node:child_process';
      import { writeFileSync } from 'node:fs';
      if (process.argv[2] === 'child') {
        process.on('message', (code) => process.exit(code));
        process.send('ready');
      } else {
        const child = fork(import.meta.filename, ['child'], { execArgv: process.execArgv });
        child.on('message', () => setTimeout(() => child.connected && child.send(7), 100));
        child.on('exit', (code) => writeFileSync(process.argv[2], String(code)));
      }`,
  });
  const result = path.join(folder, 'result');
  const running = startLongRunning([path.join(folder, 'program.mjs'), result], {});
  await running.ended;
  expect(await readFile(result, 'utf8')).toBe('7');
});

test('a program ends with the one that started it, however that ends', async () => {
  const folder = await folderWith({
    'program.mjs': `setInterval(() => undefined, 1_000);`,
    'starter.ts': `
      import { startLongRunning } from ${JSON.stringify(path.join(projectRoot, 'scripts', 'long-running.ts'))};
      console.log(startLongRunning([process.argv[2] ?? ''], {}).pid);
      setInterval(() => undefined, 1_000);`,
  });
  const starter = spawn(process.execPath, [
    path.join(folder, 'starter.ts'),
    path.join(folder, 'program.mjs'),
  ]);
  onTestFinished(() => void starter.kill('SIGKILL'));
  const [line] = await once(starter.stdout, 'data');
  const pid = Number(String(line));
  expect(isAlive(pid)).toBe(true);
  starter.kill('SIGKILL');
  await expect.poll(() => isAlive(pid)).toBe(false);
});
