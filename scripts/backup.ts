import path from 'node:path';
import { parseArgs } from 'node:util';
import { env, provideEnv } from '#lib/core/env.ts';
import { generateClient } from './build.ts';
import { CliError, isMain, runMain } from './cli.ts';
import { withDatabase } from './database-for-command.ts';
import { missingMigrations } from './migrate.ts';
import { exists } from './private-files.ts';

const help = `Usage: npm run backup -- FILE

Writes all that the ledger holds into one compressed file (.tar.gz), as it is at one moment, while the site goes on: every table
with its history, people with their sessions and tokens, and the copies of sources, also those of a folder (BLOB_STORE). The copies in an S3
storage are not in it; keep those there. Jobs that wait and pasts that were put together are not in it either.

The file holds password hashes, sessions and everything that was ever logged. Only its owner can read it (mode 0600): keep it so.
npm run restore brings it back.

  --help  this text

Works on DATABASE_URL, or on the embedded database of DATA_DIR, whether the site is running or not.
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(help);
  const [given, more] = positionals;
  if (given === undefined || more !== undefined)
    throw new CliError('Say into which file: npm run backup -- ledger.tar.gz');
  const file = path.resolve(given);
  if (await exists(file)) throw new CliError(`${file} is there already.`);
  await generateClient();
  await withDatabase(async ({ databaseUrl }) => {
    provideEnv({ DATABASE_URL: databaseUrl });
    if ((await missingMigrations(databaseUrl)).length > 0)
      throw new CliError('The database is not up to date: run npm start, or npm run migrate, first.');
    // Only now, since it needs the database client, which may just have been made.
    const { backUp } = await import('./backup/back-up.ts');
    const { tables, rows, copies, missing } = await backUp(databaseUrl, env().blobPlace, file);
    console.log(
      `${file}: ${rows.toLocaleString('en')} rows of ${tables} tables${copies ? `, copies of sources from the folder: ${copies}` : ''}.`,
    );
    if (missing > 0)
      console.warn(
        env().blobPlace.kind === 's3'
          ? `Copies of sources that lie in the S3 storage and are not in the file: ${missing}.`
          : `Copies of sources that are named in the database but gone: ${missing}.`,
      );
  });
}

if (isMain(import.meta.url)) await runMain(main);
