import path from 'node:path';
import ts from 'typescript';
import { expect, test } from 'vitest';
import { projectRoot } from '../../../scripts/cli.ts';
import { writeFileTree } from '../../support/file-tree.ts';

/** Each file has exactly the error that the flag it is named after brings. */
const bad: readonly (readonly [flag: string, code: number, text: string])[] = [
  ['strict', 2322, 'export const name: string = null;'],
  ['noUncheckedIndexedAccess', 2322, 'export const first = (list: string[]): string => list[0];'],
  ['exactOptionalPropertyTypes', 2375, 'export const where: { id?: number } = { id: undefined };'],
  ['noPropertyAccessFromIndexSignature', 4111, 'export const f = (map: Record<string, string>) => map.name;'],
  ['noImplicitOverride', 4114, 'class A { f() {} }\nexport class B extends A { f() {} }'],
  [
    'noFallthroughCasesInSwitch',
    7029,
    'export function f(x: number) { switch (x) { case 1: f(2); case 2: return; } }',
  ],
  ['erasableSyntaxOnly', 1294, 'export enum Status { Open }'],
  ['verbatimModuleSyntax', 1484, `import { Options } from './options.ts';\nexport type O = Options;`],
];

test('every flag of tsconfig.json that keeps us safe is on', async () => {
  const root = await writeFileTree({
    'options.ts': 'export interface Options { readonly x: 1 }',
    ...Object.fromEntries(bad.map(([flag, , text]) => [`${flag}.ts`, text])),
  });
  const { config } = ts.readConfigFile(path.join(projectRoot, 'tsconfig.json'), ts.sys.readFile);
  const { options } = ts.convertCompilerOptionsFromJson(config.compilerOptions, projectRoot);
  const program = ts.createProgram(
    bad.map(([flag]) => path.join(root, `${flag}.ts`)),
    { ...options, types: [], incremental: false },
  );
  const found = ts
    .getPreEmitDiagnostics(program)
    .map(({ file, code }) => [path.basename(file?.fileName ?? '', '.ts'), code]);
  expect(found.toSorted()).toEqual(bad.map(([flag, code]) => [flag, code]).toSorted());
});
