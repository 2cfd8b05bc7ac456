import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { cruise, type ICruiseResult } from 'dependency-cruiser';
import extractDepcruiseOptions from 'dependency-cruiser/config-utl/extract-depcruise-options';
import { isMain, projectRoot } from './cli.ts';
import { projectFiles } from './project-files.ts';

export const rulesFile = path.join(projectRoot, '.dependency-cruiser.mjs');
const judged = /^(app|components|lib|prisma|scripts|tests)\/.*\.tsx?$|^[^/]+\.ts$/;
const ownImport = /^import\b[^;]*?['"](#|\.{1,2}\/)/m;

/** What the layers check found: one line for each broken rule, empty when all hold. */
export interface LayersReport {
  readonly problems: readonly string[];
  readonly modules: number;
}

/** Judges the imports of the given files (relative to root) by the rules in .dependency-cruiser.mjs. */
export async function checkLayers(root: string, files: readonly string[]): Promise<LayersReport> {
  const sources = files.filter((file) => judged.test(file) && !file.includes('/generated/'));
  if (sources.length === 0) return { problems: ['There is no source file to check.'], modules: 0 };
  const options = await extractDepcruiseOptions(rulesFile);
  const { output } = await cruise([...sources], { ...options, baseDir: root }, { bustTheCache: true });
  if (typeof output === 'string')
    throw new Error('dependency-cruiser printed instead of returning its result.');
  const texts = await Promise.all(sources.map((file) => readFile(path.join(root, file), 'utf8')));
  const read = new Map(sources.map((file, at) => [file, texts[at] ?? '']));
  return {
    problems: [...brokenRules(output), ...blindSpots(read, output.modules)],
    modules: output.summary.totalCruised,
  };
}

function brokenRules(result: ICruiseResult): string[] {
  return result.summary.violations.map(({ rule, from, to, cycle }) => {
    const chain = cycle?.map((step) => step.name).join(' → ');
    return `${rule.name}: ${from}${from === to ? '' : ` → ${chain ?? to}`}`;
  });
}

/**
 * Names each source (file to text) that the cruise left out, and each whose imports it did not see.
 * With a compiler that it does not know, dependency-cruiser reads nothing and reports success.
 */
export function blindSpots(
  sources: ReadonlyMap<string, string>,
  modules: readonly { readonly source: string; readonly dependencies: readonly unknown[] }[],
): string[] {
  const seen = new Map(modules.map((module) => [module.source, module.dependencies.length]));
  return [...sources].flatMap(([file, text]) => {
    const dependencies = seen.get(file);
    if (dependencies === undefined) return [`not-read: ${file}`];
    return dependencies === 0 && ownImport.test(text) ? [`imports-not-read: ${file}`] : [];
  });
}

if (isMain(import.meta.url)) {
  const { problems, modules } = await checkLayers(projectRoot, projectFiles(projectRoot));
  for (const problem of problems) console.error(problem);
  console.log(`layers: ${modules} modules, ${problems.length} problems`);
  process.exitCode = problems.length === 0 ? 0 : 1;
}
