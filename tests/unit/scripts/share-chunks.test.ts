import { lstat, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { shareChunks } from '../../../scripts/share-chunks.ts';

test('chunks that differ in nothing but the name of their map are loaded once; others stay as they are', async () => {
  const folder = await mkdtemp(path.join(tmpdir(), 'chunks-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  await mkdir(path.join(folder, 'ssr'));
  const write = (name: string, content: string) =>
    writeFile(path.join(folder, name), `${content}\n//# sourceMappingURL=${path.basename(name)}.map`);
  await write('a.js', 'module.exports = [1, () => "одно"];');
  await write('ssr/b.js', 'module.exports = [1, () => "одно"];');
  await write('c.js', 'module.exports = [2, () => "другое"];');
  await writeFile(path.join(folder, 'd.txt'), 'module.exports = [1, () => "одно"];');

  await shareChunks(folder);

  const load = createRequire(path.join(folder, 'index.js'));
  expect(load('./ssr/b.js')).toBe(load('./a.js'));
  expect(load('./c.js')[0]).toBe(2);
  const links = await Promise.all(
    ['a.js', 'ssr/b.js', 'c.js', 'd.txt'].map(async (name) =>
      (await lstat(path.join(folder, name))).isSymbolicLink(),
    ),
  );
  expect(links).toEqual([false, true, false, false]);

  await shareChunks(folder);
  expect(await readFile(path.join(folder, 'a.js'), 'utf8')).toContain('a.js.map');
  expect(load('./ssr/b.js')).toBe(load('./a.js'));
});
