import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { z } from 'zod';
import { projectRoot } from '../../../scripts/cli.ts';
import { type FileTree, writeFileTree } from '../../support/file-tree.ts';
import { runToEnd } from '../../support/run-to-end.ts';

/** Each file breaks the rule it is named with; the sound ones beside them break none. */
const bad: readonly (readonly [rule: string, file: string, text: string])[] = [
  ['noExplicitAny', 'lib/claims/any.ts', `export function f(x: ${'any'}) { return x; }`],
  ['noProcessEnv', 'lib/claims/env.ts', `export const port = process.env['PORT'];`],
  ['noBarrelFile', 'lib/claims/barrel.ts', `export { sound } from '#lib/claims/sound.ts';`],
  ['noReExportAll', 'lib/claims/all.ts', `export * from '#lib/claims/sound.ts';`],
  ['useFilenamingConvention', 'lib/claims/ClaimRow.ts', 'export const row = 1;'],
  [
    'noImportCycles',
    'lib/claims/cycle.ts',
    `import { back } from '#lib/claims/back.ts';\nexport const there = () => back;`,
  ],
  [
    'noFloatingPromises',
    'lib/claims/floating.ts',
    `import { save } from '#lib/claims/sound.ts';\nexport function f() { save(); }`,
  ],
  [
    'noMisusedPromises',
    'lib/claims/misused.ts',
    `import { save } from '#lib/claims/sound.ts';\nexport function f() { return save() ? 1 : 2; }`,
  ],
  [
    'noUnusedImports',
    'lib/claims/unused-import.ts',
    `import { save } from '#lib/claims/sound.ts';\nexport const x = 1;`,
  ],
  ['noUnusedVariables', 'lib/claims/unused.ts', 'const x = 1;\nexport {};'],
  ['noNonNullAssertion', 'lib/claims/bang.ts', 'export const f = (x?: string) => x!.length;'],
  ['noConsole', 'lib/claims/console.ts', `console.log('x');`],
  [
    'noSkippedTests',
    'tests/unit/left-out.test.ts',
    `import { test } from 'vitest';\ntest.${'skip'}('x', () => undefined);`,
  ],
  [
    'noFocusedTests',
    'tests/unit/alone.test.ts',
    `import { test } from 'vitest';\ntest.${'only'}('x', () => undefined);`,
  ],
  [
    'useExhaustiveDependencies',
    'components/ui/effect.tsx',
    `import { useEffect } from 'react';\nexport function E({ id }: { id: string }) {\n  useEffect(() => { document.title = id; }, []);\n  return null;\n}`,
  ],
  [
    'useHookAtTopLevel',
    'components/ui/hook.tsx',
    `import { useId } from 'react';\nexport function H({ on }: { on: boolean }) {\n  if (on) useId();\n  return null;\n}`,
  ],
  ['useAltText', 'components/ui/picture.tsx', `export const P = () => <img src="/x.png" />;`],
  ['useButtonType', 'components/ui/button.tsx', 'export const B = () => <button>x</button>;'],
  [
    'useKeyWithClickEvents',
    'components/ui/click.tsx',
    'export const C = () => <div onClick={() => undefined}>x</div>;',
  ],
];

const sound: FileTree = {
  'package.json': JSON.stringify({ type: 'module', imports: { '#lib/*': './lib/*' } }),
  '.gitignore': 'node_modules/\n',
  'lib/claims/sound.ts': 'export const sound = 1;\nexport async function save(): Promise<void> {}\n',
  'lib/claims/back.ts': `import { there } from '#lib/claims/cycle.ts';\nexport const back = () => there;\n`,
  'app/[id]/not-found.tsx': 'export default function NotFound() {\n  return null;\n}\n',
  'app/api/[...rest]/route.ts': 'export const GET = () => new Response();\n',
};

const report = z.object({
  diagnostics: z.array(
    z.object({ category: z.string(), severity: z.string(), location: z.object({ path: z.string() }) }),
  ),
});

test('every bad file is an error of its rule, and no sound file is any', async () => {
  const root = await writeFileTree({
    ...sound,
    ...Object.fromEntries(bad.map(([, file, text]) => [file, text])),
    'biome.json': await readFile(path.join(projectRoot, 'biome.json'), 'utf8'),
  });
  const biome = path.join(projectRoot, 'node_modules/@biomejs/biome/bin/biome');
  const args = [biome, 'lint', '--reporter=json', '--max-diagnostics=none', '.'];
  const { code, output } = await runToEnd(process.execPath, args, root);
  expect(code).toBe(1);
  const found = report.parse(JSON.parse(output)).diagnostics;
  const errors = found.filter(({ severity }) => severity === 'error');
  const seen = new Set(
    errors.map(({ category, location }) => `${category.split('/').at(-1)} ${location.path}`),
  );
  expect(bad.map(([rule, file]) => `${rule} ${file}`).filter((line) => !seen.has(line))).toEqual([]);
  expect(found.filter(({ location }) => location.path in sound && !location.path.includes('back'))).toEqual(
    [],
  );
});
