import { mkdtemp, readdir, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { expect, onTestFinished, test } from 'vitest';
import { parseEnv } from '#lib/core/env.ts';
import { demandSealKey } from '../../../scripts/seal-key.ts';

test('workers that start at the same moment make one key, and nothing besides', async () => {
  const folder = await mkdtemp(path.join(os.tmpdir(), 'ledger-seal-'));
  onTestFinished(() => rm(folder, { recursive: true }));
  const settings = parseEnv({ DATA_DIR: folder });
  const keys = await Promise.all(Array.from({ length: 8 }, () => demandSealKey(settings)));
  expect(new Set(keys).size).toBe(1);
  expect(await demandSealKey(settings)).toBe(keys[0]);
  expect(await readdir(folder)).toEqual(['seal-key.pem']);
});
