import { expect, test } from 'vitest';
import { checkStructure, structureRules } from '../../../scripts/check-structure.ts';

// Put together here, so that this file does not itself hold what the check forbids.
const up = '../';
const leftOut = (word: string) => `test.${word}('x', () => { expect(1).toBe(1); });`;

const bad: readonly (readonly [rule: string, path: string, text: string])[] = [
  ['topLevel', 'src/claims.ts', ''],
  ['topLevel', 'notes.md', ''],
  ['names', 'components/claims/ClaimRow.tsx', ''],
  ['names', 'components/Claims/row.tsx', ''],
  ['names', 'lib/claims/claim_row.ts', ''],
  ['grabBags', 'lib/claims/utils.ts', ''],
  ['grabBags', 'components/ui/index.tsx', ''],
  ['grabBags', 'lib/core/types.ts', ''],
  ['length', 'lib/claims/queries.ts', 'const a = 1;\n'.repeat(301)],
  ['length', 'components/ui/page.module.css', '.a {}\n'.repeat(301)],
  ['featureFiles', 'lib/claims.ts', ''],
  ['featureFiles', 'lib/claims/search/queries.ts', ''],
  ['featureFiles', 'lib/claims/row.tsx', ''],
  ['featureFiles', 'lib/claims/edtf.d.ts', ''],
  ['routingOnly', 'app/claims/claim-row.tsx', ''],
  ['routingOnly', 'app/global.css', ''],
  ['serverActions', 'lib/claims/mutations.ts', `'use server';\n`],
  ['serverActions', 'app/page.tsx', `export async function save() {\n  'use server';\n}\n`],
  ['serverActions', 'lib/claims/actions.ts', 'export async function save() {}\n'],
  ['testFiles', 'lib/claims/policy.test.ts', 'expect(1).toBe(1);'],
  ['testFiles', 'tests/unit/claim-builder.ts', ''],
  ['testFiles', 'tests/claims/policy.test.ts', 'expect(1).toBe(1);'],
  ['testFiles', 'tests/unit/policy.test.ts', `test('x', () => { run(); });`],
  ['testFiles', 'tests/unit/policy.test.ts', leftOut('only')],
  ['testFiles', 'tests/unit/policy.test.ts', leftOut('skip')],
  ['testFiles', 'tests/unit/policy.test.ts', leftOut('todo')],
  ['testFiles', 'tests/db/policy.test.ts', leftOut('skipIf(true)')],
  ['noWayAround', 'lib/claims/queries.ts', `// biome${'-'}ignore lint: because`],
  ['noWayAround', 'lib/claims/queries.ts', `// @ts${'-'}expect-error`],
  ['noWayAround', 'lib/claims/queries.ts', `const row = found ${'as'} unknown as Row;`],
  ['noWayAround', 'lib/claims/queries.ts', `// TO${'DO'}: later`],
  ['foreignWords', 'README.md', `see /${'root'}/notes`],
  ['foreignWords', 'docs/architecture.md', `see ${up}${up}notes.md`],
  ['foreignWords', 'docs/architecture.md', `see ${up}elsewhere/notes.md`],
  ['foreignWords', '.npmrc', `x=https://${'registry'}.example.org/`],
  ['lockFile', 'package-lock.json', '{"packages":{"node_modules/a":{"optionalDependencies":{"b":"1"}}}}'],
  ['commands', 'README.md', 'npm ci && npm start'],
  ['commands', '.ci/run', 'npm test'],
];

test.each(bad)('%s: %s is named', (rule, path, text) => {
  const problems = checkStructure([{ path, text }]);
  expect(problems.map((problem) => problem.rule)).toContain(rule);
  expect(problems.every((problem) => problem.path === path)).toBe(true);
});

test('every rule has a file that breaks it', () => {
  const broken = new Set(bad.map(([rule]) => rule));
  expect([...structureRules].sort()).toEqual([...broken].sort());
});

test('a sound project passes', () => {
  const files = {
    'package.json': '{}',
    'package-lock.json':
      '{"packages":{"node_modules/a":{"optionalDependencies":{"b":"1"}},"node_modules/b":{}}}',
    'README.md': '`npm ci && npm start`\n`npm ci && npm test`\n[decisions](docs/decisions/0001-names.md)\n',
    '.ci/run': '#!/usr/bin/env bash\nnpm ci && npm test\n',
    'docs/decisions/0001-names.md': `[architecture](${up}architecture.md) and [code](${up}${up}lib/claims/schema.ts)`,
    'app/(main)/claims/[id]/page.tsx': '',
    'app/claims/export.csv/route.ts': '',
    'app/api/auth/[...nextauth]/route.ts': '',
    'app/@panel/(.)claims/default.tsx': '',
    'components/data-table/table.module.css': '.a {}\n',
    'lib/claims/schema.ts': '',
    'lib/claims/resolution.ts': '',
    'lib/claims/actions.ts': `'use server';\n`,
    'lib/core/edtf.d.ts': '',
    'scripts/start.ts': `import '${up}lib/core/env.ts';`,
    'tests/unit/claims/policy.test.ts': `test('x', () => { expect(1).toBe(1); });`,
    'tests/support/browser.ts': `const root = join(here, '${up}..');`,
  };
  expect(checkStructure(Object.entries(files).map(([path, text]) => ({ path, text })))).toEqual([]);
});
