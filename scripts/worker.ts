import { parseArgs } from 'node:util';
import { provideEnv } from '#lib/core/env.ts';
import { generateClient } from './build.ts';
import { CliError, runMain, Stopped } from './cli.ts';
import { enterProject, withDatabase } from './database-for-command.ts';
import { missingMigrations } from './migrate.ts';
import { stopSignal } from './stop-signal.ts';

const help = `Usage: npm run worker

Does the work that takes its time, such as keeping copies of sources. npm start runs one; more may be
started beside it, on this machine or on others that have the same DATABASE_URL. Ctrl-C stops it.

  --help  this text
`;

await runMain(async () => {
  const { values } = parseArgs({ options: { help: { type: 'boolean', short: 'h' } } });
  if (values.help) {
    console.log(help);
    return;
  }
  const child = process.send !== undefined;
  const stop = stopSignal(enterProject().startedByNpm, child);
  if (!child) await generateClient();
  await withDatabase(async ({ databaseUrl }) => {
    provideEnv({ DATABASE_URL: databaseUrl });
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
