import { rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { childEnv } from '#lib/core/env.ts';
import { CliError, isMain, projectRoot, runMain } from './cli.ts';
import { enterProject } from './database-for-command.ts';
import { hashOfInputs, isFresh } from './inputs.ts';
import { exists } from './private-files.ts';
import { run } from './processes.ts';
import { shareChunks } from './share-chunks.ts';

const help = `Usage: npm run build [-- --force]

Makes the database client and the production build, each only if what it is made from has changed.

  --force  make them in any case
  --help   this text
`;

interface BuildOptions {
  readonly signal?: AbortSignal | undefined;
  readonly force?: boolean | undefined;
}

const generatedFolder = path.join(projectRoot, 'prisma', 'generated');

/** Makes the Prisma client if prisma/schema has changed. It lies in prisma/generated, outside git. */
export async function generateClient({ signal, force = false }: BuildOptions = {}): Promise<boolean> {
  const mark = path.join(generatedFolder, 'made-from.sha256');
  const hash = await hashOfInputs(['prisma/schema', 'prisma.config.ts', 'node_modules/prisma/package.json']);
  if (!force && (await isFresh(mark, hash)) && (await exists(path.join(generatedFolder, 'client.ts'))))
    return false;
  const prisma = path.join(projectRoot, 'node_modules', 'prisma', 'build', 'index.js');
  await run(process.execPath, [prisma, 'generate', '--no-hints'], {
    cwd: projectRoot,
    env: childEnv({ CHECKPOINT_DISABLE: '1' }),
    signal,
  });
  await writeFile(mark, hash);
  return true;
}

const sources = [
  ...['app', 'components', 'lib', 'prisma/schema', 'prisma.config.ts', 'next.config.ts'],
  ...[
    'proxy.ts',
    'instrumentation.ts',
    'instrumentation-client.ts',
    'postcss.config.mjs',
    'postcss.config.cjs',
  ],
  ...['package.json', 'package-lock.json', 'tsconfig.json', 'scripts/build.ts', 'scripts/share-chunks.ts'],
];

/** Makes the production build if there is none or its sources have changed. Needs no database. */
export async function buildApp({ signal, force = false }: BuildOptions = {}): Promise<boolean> {
  const mark = path.join(projectRoot, '.next', 'made-from.sha256');
  const hash = await hashOfInputs(sources);
  const complete = await exists(path.join(projectRoot, '.next', 'BUILD_ID'));
  if (!force && complete && (await isFresh(mark, hash))) return false;
  console.log('Building the site; this is needed once, and after changes …');
  // Not to be believed should the building be broken off.
  await rm(mark, { force: true });
  const next = path.join(projectRoot, 'node_modules', 'next', 'dist', 'bin', 'next');
  const env = childEnv({ NODE_ENV: 'production', NEXT_TELEMETRY_DISABLED: '1' });
  try {
    await run(process.execPath, [next, 'build'], { cwd: projectRoot, env, signal, show: true });
    await shareChunks(path.join(projectRoot, '.next', 'server', 'chunks'));
  } catch (error) {
    if (!(error instanceof CliError)) throw error;
    throw new CliError('The site could not be built; the lines above say why.');
  }
  await writeFile(mark, hash);
  return true;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: { force: { type: 'boolean' }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  enterProject();
  const client = await generateClient({ force: values.force });
  const app = await buildApp({ force: values.force });
  if (!client && !app) console.log('The build is up to date.');
}

if (isMain(import.meta.url)) await runMain(main);
