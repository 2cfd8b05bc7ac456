import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';
import { isMain, projectRoot } from './cli.ts';
import { projectFiles } from './project-files.ts';

/** A file of the project: its path from the root, and its text (empty where it is not text). */
export interface ProjectFile {
  readonly path: string;
  readonly text: string;
}

export interface Problem {
  readonly rule: string;
  readonly path: string;
  readonly message: string;
}

type Rule = (file: ProjectFile) => string | undefined;

const folders = new Set(['.ci', 'app', 'components', 'docs', 'lib', 'prisma', 'scripts', 'tests']);
const rootFiles = new Set([
  '.dependency-cruiser.mjs',
  '.editorconfig',
  '.env.example',
  '.gitattributes',
  '.gitignore',
  '.npmrc',
  'CONTRIBUTING.md',
  'LICENSE',
  'README.md',
  'biome.json',
  'instrumentation.ts',
  'knip.jsonc',
  'next.config.ts',
  'package-lock.json',
  'package.json',
  'postcss.config.mjs',
  'prisma.config.ts',
  'proxy.ts',
  'tsconfig.json',
  'vitest.config.ts',
]);
const textFile = /\.(ts|tsx|mjs|css|json|md|prisma|sql|sh|svg|toml|yml)$|^[^.]+$|^\.[a-z]+(\.[a-z]+)?$/;
const code = /^(?!.*\.d\.ts$).*\.(ts|tsx|mjs|css)$/;
const ours = /^(app|components|lib|scripts|tests)\//;
const kebab = /^[a-z0-9]+(-[a-z0-9]+)*(\.[a-z0-9]+)*$/;
// (group), (.)intercepted, [id], [...rest], [[...rest]], @slot
const routeMarks = /^(\(\.{1,3}\))+|^[[(@]+(\.{3})?|[\])]+$/g;
const grabBag =
  /^(index|utils?|helpers?|types?|constants?|misc|common|shared)\.(ts|tsx|mjs|css|module\.css)$/;
const routing =
  /^(page|layout|template|loading|error|global-error|global-not-found|not-found|forbidden|unauthorized|default)\.tsx$|^route\.ts$|^(manifest|robots|sitemap)\.ts$|^(favicon\.ico|(icon|apple-icon)\.(ico|png|svg))$/;
const maxLines = 300;
const names = z.record(z.string(), z.string());
const lock = z.object({
  packages: z.record(z.string(), z.object({ optionalDependencies: names.optional() })),
});

const rules: readonly Rule[] = [
  function topLevel({ path: file }) {
    const [first = '', ...rest] = file.split('/');
    if (rest.length > 0 ? folders.has(first) : rootFiles.has(first)) return undefined;
    return `is not one of the top-level ${rest.length > 0 ? 'folders' : 'files'} of docs/architecture.md`;
  },

  function names({ path: file }) {
    if (!ours.test(file)) return undefined;
    const odd = file.split('/').find((segment) => !kebab.test(segment.replace(routeMarks, '')));
    return odd === undefined ? undefined : `has a name that is not kebab-case: ${odd}`;
  },

  function grabBags({ path: file }) {
    return grabBag.test(path.basename(file)) ? 'has a name that says nothing of what it holds' : undefined;
  },

  function length({ path: file, text }) {
    if (!code.test(file)) return undefined;
    const lines = text.split('\n').length - 1;
    return lines > maxLines ? `has ${lines} lines; at most ${maxLines}` : undefined;
  },

  // schema, filter, columns, policy, where, queries, mutations, actions, jobs, or a domain rule by its own
  // name. That a file with another name is pure is held by the layers check (vocabulary-runs-anywhere).
  function featureFiles({ path: file }) {
    if (!file.startsWith('lib/')) return undefined;
    const [, folder = '', name = '', ...deeper] = file.split('/');
    if (name === '') return 'lies beside the features, not in one';
    if (deeper.length > 0) return 'lies deeper than lib/<feature>/<file>.ts';
    if (/\.d\.ts$/.test(name))
      return folder === 'core' ? undefined : 'declares types for a package: lib/core';
    return /^[a-z0-9-]+\.ts$/.test(name) ? undefined : 'is not a .ts file, and lib holds no other';
  },

  function routingOnly({ path: file }) {
    if (!file.startsWith('app/')) return undefined;
    return routing.test(path.basename(file)) ? undefined : 'is not a routing file, and app holds no other';
  },

  function serverActions({ path: file, text }) {
    const isActions = /^lib\/[^/]+\/actions\.ts$/.test(file);
    const marked = /^\s*['"]use server['"]/m.test(text);
    if (isActions && !/^['"]use server['"]/.test(text)) return "does not start with 'use server'";
    return marked && !isActions && code.test(file) ? "says 'use server' and is no actions.ts" : undefined;
  },

  function testFiles({ path: file, text }) {
    const isTest = /\.(test|spec)\.tsx?$/.test(file);
    if (/^tests\/(unit|db|e2e)\//.test(file) !== isTest) {
      return isTest ? 'is a test outside tests/{unit,db,e2e}' : 'is no test: put it in tests/support';
    }
    if (/^tests\/(?!(unit|db|e2e|support)\/)/.test(file)) return 'lies outside tests/{unit,db,e2e,support}';
    if (!isTest) return undefined;
    if (!/\b(expect\w*|assert\w*)[.(]/.test(text)) return 'asserts nothing';
    return /\.(only|skip|todo|skipIf|runIf|fails)\b\s*[(.]/.test(text) ? 'leaves a test out' : undefined;
  },

  function noWayAround({ path: file, text }) {
    if (!/\.(ts|tsx|mjs|css)$/.test(file)) return undefined;
    const found =
      /biome[-]ignore|@ts[-](ignore|expect-error|nocheck)|\bas unknown[ ]as\b|\b(TO[D]O|FIXM[E]|X[X]X|HAC[K])\b/.exec(
        text,
      );
    return found === null ? undefined : `goes around a check, or is unfinished: ${found[0]}`;
  },

  function foreignWords({ path: file, text }) {
    if (file === 'package-lock.json') return undefined;
    const found = /(^|[\s"'`(=:])(\/(work|root|home|Users)\/[\w.]|[a-z]+:\/\/(registry|deb)\.)/m.exec(text);
    if (found !== null) return `names a place that only one machine has: ${found[2] ?? ''}`;
    for (const [, climb = '', target = ''] of text.matchAll(/(?<![\w./*[\]-])((?:\.\.\/)+)([\w.-]+)/g)) {
      const first = path.posix.join(path.posix.dirname(file), climb, target).split('/')[0] ?? '';
      if (first !== '.' && !folders.has(first) && !rootFiles.has(first))
        return `points out of the project: ${climb}${target}`;
    }
    return undefined;
  },

  // npm writes such a file where it cannot reach every platform's binaries, and npm ci then refuses it.
  function lockFile({ path: file, text }) {
    if (file !== 'package-lock.json') return undefined;
    const { packages } = lock.parse(JSON.parse(text));
    for (const [holder, { optionalDependencies = {} }] of Object.entries(packages)) {
      const absent = Object.keys(optionalDependencies).find(
        (name) => !(`node_modules/${name}` in packages || `${holder}/node_modules/${name}` in packages),
      );
      if (absent !== undefined) return `lacks ${absent}, which ${holder} names; npm ci would refuse it`;
    }
    return undefined;
  },

  function commands({ path: file, text }) {
    const wanted = {
      'README.md': ['npm ci && npm start', 'npm ci && npm test'],
      '.ci/run': ['npm ci && npm test'],
    };
    const missing = Object.entries(wanted)
      .find(([name]) => name === file)?.[1]
      .find((line) => !text.includes(line));
    return missing === undefined ? undefined : `lacks the command: ${missing}`;
  },
];

export const structureRules: readonly string[] = rules.map((rule) => rule.name);

/** Holds each file against the layout in docs/architecture.md; empty when all is well. */
export function checkStructure(files: readonly ProjectFile[]): Problem[] {
  return files.flatMap((file) =>
    rules.flatMap((rule) => {
      const message = rule(file);
      return message === undefined ? [] : [{ rule: rule.name, path: file.path, message }];
    }),
  );
}

if (isMain(import.meta.url)) {
  const files = await Promise.all(
    projectFiles(projectRoot).map(async (file) => ({
      path: file,
      text: textFile.test(path.basename(file)) ? await readFile(path.join(projectRoot, file), 'utf8') : '',
    })),
  );
  const problems = checkStructure(files);
  for (const problem of problems) console.error(`${problem.path} ${problem.message}`);
  console.log(`structure: ${files.length} files, ${problems.length} problems`);
  process.exitCode = problems.length === 0 && files.length > 0 ? 0 : 1;
}
