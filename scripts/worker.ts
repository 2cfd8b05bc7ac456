import { parseArgs } from 'node:util';
import { type Env, provideEnv } from '#lib/core/env.ts';
import { generateClient } from './build.ts';
import { CliError, messageOf, runMain, Stopped } from './cli.ts';
import { enterProject, withDatabase } from './database-for-command.ts';
import { missingMigrations } from './migrate.ts';
import { demandSealKey } from './seal-key.ts';
import { stopSignal } from './stop-signal.ts';

const help = `Usage: npm run worker

Does the work that takes its time, such as keeping copies of sources. npm start runs one; more may be
started beside it, on this machine or on others that have the same DATABASE_URL. Ctrl-C stops it.

  --help  this text
`;

/** Empty where none can be kept; everything else is still done then. */
async function sealKeyOf(settings: Env): Promise<string> {
  try {
    return await demandSealKey(settings);
  } catch (error) {
    console.warn(`The history is not sealed, since there is no key: ${messageOf(error)}`);
    return '';
  }
}

await runMain(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(help);
    return;
  }
  const child = process.send !== undefined;
  const settings = enterProject();
  const stop = stopSignal(settings.startedByNpm, child);
  if (!child) await generateClient();
  await withDatabase(async ({ databaseUrl }) => {
    provideEnv({ DATABASE_URL: databaseUrl, SEAL_KEY: await sealKeyOf(settings) });
    if (!child && (await missingMigrations(databaseUrl)).length > 0) {
      throw new CliError('The database is not up to date: run npm start, or npm run migrate, first.');
    }
    // Only now, since it needs the database client, which may just have been made.
    const { work } = await import('./worker-jobs.ts');
    await work(databaseUrl, stop, () => {
      if (!child) console.log('The worker is ready.');
    });
    throw new Stopped();
  }, stop);
});
