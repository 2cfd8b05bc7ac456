import path from 'node:path';
import { parseArgs } from 'node:util';
import { env, provideEnv } from '#lib/core/env.ts';
import { fingerprintOf, publicKeyOf } from '#lib/core/signature.ts';
import { generateClient } from './build.ts';
import { CliError, isMain, runMain } from './cli.ts';
import { enterProject, withDatabase } from './database-for-command.ts';
import { told } from './history.ts';
import { exists } from './private-files.ts';
import { keptSealKey } from './seal-key.ts';

const help = `Usage: npm run restore -- FILE [--replace]

Brings back what npm run backup wrote: into an empty database (a new DATA_DIR, or the empty one of DATABASE_URL), at the version of the
backup, and then up to date. The whole file is read and held against its checksums before anything is written; rows are counted
afterwards, and the history is held against its seals. People come back with their passwords, sessions and access tokens. Copies of sources go where BLOB_STORE says.

  --replace  the database holds something: throw that away. It is gone for good when all is restored, so back it up before; should
             the restore fail, it is still there. Both need room on the disk for a while.
  --help     this text

Stop the site first. Works on DATABASE_URL, or on the embedded database of DATA_DIR. The role needs no rights but to own the database:
triggers, foreign keys and indexes are put aside while the rows are poured in, and made and checked again.
`;

async function main(): Promise<void> {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { replace: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) return console.log(help);
  const [given, more] = positionals;
  if (given === undefined || more !== undefined)
    throw new CliError('Say which file: npm run restore -- ledger.tar.gz');
  const file = path.resolve(given);
  if (!(await exists(file))) throw new CliError(`There is no ${file}.`);
  const settings = enterProject();
  await generateClient();
  await withDatabase(async ({ databaseUrl }) => {
    provideEnv({ DATABASE_URL: databaseUrl });
    // Only now, since it needs the database client, which may just have been made.
    const { restore } = await import('./backup/restore.ts');
    const { at, rows, history } = await restore(databaseUrl, env().blobPlace, file, values);
    console.log(`The ledger is as it was at ${at}: ${rows.toLocaleString('en')} rows.`);
    console.log(told(history).join('\n'));
    if (history.problems.length > 0) process.exitCode = 1;
    const sealedWith = history.keys.at(-1)?.fingerprint;
    const own = await keptSealKey(settings);
    if (sealedWith !== undefined && (own === undefined || fingerprintOf(publicKeyOf(own)) !== sealedWith))
      console.log(
        'The key of these seals is not here. Bring seal-key.pem from the old DATA_DIR (or set SEAL_KEY), or begin with another: npm run history -- --new-key',
      );
  });
}

if (isMain(import.meta.url)) await runMain(main);
