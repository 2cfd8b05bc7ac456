import extractDepcruiseConfig from 'dependency-cruiser/config-utl/extract-depcruise-config';
import { expect, test } from 'vitest';
import { blindSpots, checkLayers, rulesFile } from '../../../scripts/check-layers.ts';
import { type FileTree, writeFileTree } from '../../support/file-tree.ts';

const sound: FileTree = {
  'package.json': JSON.stringify({
    type: 'module',
    imports: { '#lib/*': './lib/*', '#components/*': './components/*', '#prisma/*': './prisma/*' },
    dependencies: { zod: '1.0.0', pg: '1.0.0' },
    devDependencies: { vitest: '1.0.0' },
  }),
  ...fakePackage('zod'),
  ...fakePackage('pg'),
  ...fakePackage('vitest'),
  'prisma/generated/client.ts': 'export const client = 1;',
  'lib/core/db.ts': `import '#prisma/generated/client.ts'; import 'pg'; export const db = 1;`,
  'lib/core/errors.ts': 'export const code = 1;',
  'lib/claims/schema.ts': `import 'zod'; export const input = 1;`,
  'lib/claims/resolution.ts': `import '#lib/claims/schema.ts'; export const rule = 1;`,
  'lib/claims/queries.ts': `import '#lib/core/db.ts'; import '#lib/core/errors.ts'; import './resolution.ts';`,
  'lib/facts/schema.ts': `import '#lib/claims/schema.ts';`,
  'lib/facts/queries.ts': `import '#lib/claims/queries.ts'; import '#lib/facts/schema.ts';`,
  'components/ui/chip.tsx': `import '#lib/core/errors.ts';`,
  'components/claims/row.tsx': `import '#components/ui/chip.tsx'; import '#lib/claims/schema.ts';`,
  'app/page.tsx': `import '#components/claims/row.tsx'; import '#lib/facts/queries.ts';`,
};

function fakePackage(name: string): FileTree {
  return {
    [`node_modules/${name}/package.json`]: JSON.stringify({ name, main: 'main.js' }),
    [`node_modules/${name}/main.js`]: '',
  };
}

/** The sound tree with some files added; each is pulled in by the page, so that none is dead. */
async function problemsOf(changes: FileTree): Promise<readonly string[]> {
  const tree = { ...sound, ...changes };
  const root = await writeFileTree(tree);
  return (await checkLayers(root, Object.keys(tree))).problems;
}

test('a sound tree passes, and every one of its files was read', async () => {
  const root = await writeFileTree(sound);
  const { problems, modules } = await checkLayers(root, Object.keys(sound));
  expect(problems).toEqual([]);
  expect(modules).toBeGreaterThanOrEqual(10);
});

const page = sound['app/page.tsx'] ?? '';
const bad: readonly (readonly [rule: string, changes: FileTree])[] = [
  ['no-cycles', { 'lib/claims/schema.ts': `import './resolution.ts';` }],
  [
    'no-cycles',
    { 'lib/claims/schema.ts': `import type { rule } from './resolution.ts'; export type R = typeof rule;` },
  ],
  ['no-orphans', { 'lib/claims/lonely.ts': 'export const lonely = 1;' }],
  ['no-dead-modules', { 'lib/claims/unused.ts': `import '#lib/claims/schema.ts';` }],
  [
    'no-dead-modules',
    {
      'lib/claims/tested.ts': `import '#lib/claims/schema.ts';`,
      'tests/unit/tested.test.ts': `import '#lib/claims/tested.ts';`,
    },
  ],
  ['resolvable', { 'app/page.tsx': `${page} import '#lib/claims/gone.ts';` }],
  ['lib-knows-no-interface', { 'lib/claims/queries.ts': `import '#components/ui/chip.tsx';` }],
  ['components-know-no-page', { 'components/claims/row.tsx': `import '../../app/page.tsx';` }],
  ['core-knows-no-feature', { 'lib/core/errors.ts': `import '#lib/facts/schema.ts';` }],
  [
    'product-without-scripts-and-tests',
    { 'lib/claims/queries.ts': `import '../../scripts/start.ts';`, 'scripts/start.ts': 'export {};' },
  ],
  ['product-without-dev-packages', { 'lib/claims/queries.ts': `import 'vitest';` }],
  ['database-behind-queries-and-mutations', { 'app/page.tsx': `${page} import '#lib/core/db.ts';` }],
  ['database-behind-queries-and-mutations', { 'components/claims/row.tsx': `import '#lib/core/db.ts';` }],
  [
    'database-behind-queries-and-mutations',
    { 'components/claims/row.tsx': `import type { x } from '#prisma/generated/client.ts';` },
  ],
  ['database-behind-queries-and-mutations', { 'lib/claims/schema.ts': `import 'pg';` }],
  ['database-behind-queries-and-mutations', { 'lib/claims/actions.ts': `import '#lib/core/db.ts';` }],
  ['database-behind-queries-and-mutations', { 'proxy.ts': `import '#lib/core/db.ts';` }],
  ['core-database-in-server-files', { 'lib/core/errors.ts': `import '#lib/core/db.ts';` }],
  [
    'components-use-vocabulary-rules-and-actions',
    { 'components/claims/row.tsx': `import '#lib/claims/queries.ts';` },
  ],
  [
    'components-use-vocabulary-rules-and-actions',
    {
      'components/claims/row.tsx': `import '#lib/claims/facet-queries.ts';`,
      'lib/claims/facet-queries.ts': '',
    },
  ],
  [
    'components-without-server',
    { 'components/claims/row.tsx': `import '#lib/core/session.ts';`, 'lib/core/session.ts': '' },
  ],
  ['components-without-node', { 'components/claims/row.tsx': `import 'node:crypto';` }],
  ['generic-components-know-no-feature', { 'components/ui/chip.tsx': `import '#lib/claims/schema.ts';` }],
  [
    'generic-components-know-no-feature',
    { 'components/ui/chip.tsx': `import '#components/claims/badge.tsx';`, 'components/claims/badge.tsx': '' },
  ],
  [
    'ui-below-data-table',
    {
      'components/ui/chip.tsx': `import '#components/data-table/grid.tsx';`,
      'components/data-table/grid.tsx': '',
    },
  ],
  [
    'features-meet-through-named-files',
    { 'lib/facts/mutations.ts': `import '#lib/claims/actions.ts';`, 'lib/claims/actions.ts': '' },
  ],
  [
    'features-meet-through-named-files',
    { 'lib/facts/queries.ts': `import '#lib/claims/where.ts';`, 'lib/claims/where.ts': '' },
  ],
  ['vocabulary-runs-anywhere', { 'lib/claims/schema.ts': `import 'node:fs';` }],
  ['vocabulary-runs-anywhere', { 'lib/claims/resolution.ts': `import '#lib/claims/queries.ts';` }],
  ['vocabulary-runs-anywhere', { 'lib/core/errors.ts': `import '#lib/core/env.ts';`, 'lib/core/env.ts': '' }],
  [
    'pages-ask-queries',
    { 'app/page.tsx': `${page} import '#lib/claims/where.ts';`, 'lib/claims/where.ts': '' },
  ],
];

test.each(bad)('%s can be broken', async (rule, changes) => {
  const problems = await problemsOf(changes);
  expect(problems.map((problem) => problem.split(':')[0])).toContain(rule);
});

test('every rule has a tree that breaks it', async () => {
  const broken = new Set(bad.map(([rule]) => rule));
  const { forbidden = [] } = await extractDepcruiseConfig(rulesFile);
  expect(forbidden.map(({ name }) => name).sort()).toEqual([...broken].sort());
});

test('a cruise that read nothing does not pass', () => {
  const sources = new Map([
    ['lib/a.ts', `import { b } from '#lib/b.ts';`],
    ['lib/b.ts', 'export const b = 1;'],
  ]);
  expect(blindSpots(sources, [])).toEqual(['not-read: lib/a.ts', 'not-read: lib/b.ts']);
  const modules = [...sources.keys()].map((source) => ({ source, dependencies: [] }));
  expect(blindSpots(sources, modules)).toEqual(['imports-not-read: lib/a.ts']);
});

test('nothing to read is a problem', async () => {
  const { problems } = await checkLayers(await writeFileTree({}), []);
  expect(problems).toHaveLength(1);
});
