import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/cli.ts';
import { type FileTree, writeFileTree } from '../../support/file-tree.ts';
import { runToEnd } from '../../support/run-to-end.ts';

const sound: FileTree = {
  'package.json': JSON.stringify({
    name: 'x',
    type: 'module',
    scripts: { start: 'node scripts/start.ts' },
    imports: { '#lib/*': './lib/*' },
  }),
  'scripts/start.ts': `import { used } from '#lib/claims/schema.ts';\nused();\n`,
  'lib/claims/schema.ts': 'export const used = () => undefined;\n',
};

async function deadCode(changes: FileTree): Promise<{ code: number | null; output: string }> {
  const settings = await readFile(path.join(projectRoot, 'knip.jsonc'), 'utf8');
  const root = await writeFileTree({ ...sound, 'knip.jsonc': settings, ...changes });
  // The hints are about files and packages that only the real project has.
  const knip = path.join(projectRoot, 'node_modules/knip/bin/knip.js');
  return runToEnd(process.execPath, [knip, '--reporter', 'compact', '--no-config-hints'], root);
}

test('what is used passes', async () => {
  expect(await deadCode({})).toMatchObject({ code: 0 });
});

test('unused files, exports and packages are named', async () => {
  const { code, output } = await deadCode({
    'package.json': (sound['package.json'] ?? '').replace(
      '"imports"',
      '"dependencies":{"zod":"1.0.0"},"imports"',
    ),
    'lib/claims/unused.ts': 'export const x = 1;\n',
    'lib/claims/schema.ts': 'export const used = () => undefined;\nexport const idle = 1;\n',
  });
  expect(code).toBe(1);
  expect(output).toContain('lib/claims/unused.ts');
  expect(output).toContain('idle');
  expect(output).toContain('zod');
});
