import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { parseArgs } from 'node:util';
import pg from 'pg';
import { type Env, provideEnv } from '#lib/core/env.ts';
import { fingerprintOf, publicKeyOf } from '#lib/core/signature.ts';
import { type Checkpoint, checkpoint } from '#lib/history/checkpoint.ts';
import type { Verification } from '#lib/history/schema.ts';
import { generateClient } from './build.ts';
import { CliError, isMain, messageOf, runMain } from './cli.ts';
import { enterProject, withDatabase } from './database-for-command.ts';
import { missingMigrations } from './migrate.ts';
import { exists, writePrivateFile } from './private-files.ts';
import { demandSealKey, keptSealKey } from './seal-key.ts';

const help = `Usage: npm run history [-- --checkpoint FILE] [--save FILE] [--trust FINGERPRINT]...
       npm run history -- --new-key

Holds the history against its seals and says what was edited, deleted, reordered, added or forged since it was sealed, and where;
1 when anything was. Every row of today is held against its history, too: a change that the history does not know shows, and so does an
event too many. The site may go on. Events are sealed within a minute or two by the worker.

  --checkpoint FILE    also compare with a checkpoint that was kept elsewhere: only that shows a tail that was cut off together
                       with its seals, or a history that was written anew by somebody who has the key
  --save FILE          write the newest checkpoint, when all is well
  --trust FINGERPRINT  a key of earlier seals that is yours, too; the key here and that of the checkpoint are
  --new-key            go on sealing with the key that is here, or a new one, where the latest seal has another: after a restore
                       without the old key
  --help               this text

The key is SEAL_KEY, or seal-key.pem in DATA_DIR. Works on DATABASE_URL, or on the embedded database of DATA_DIR.
`;

async function readCheckpoint(file: string): Promise<Checkpoint> {
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    throw new CliError(`The checkpoint cannot be read: ${messageOf(error)}`);
  }
  try {
    return checkpoint.parse(JSON.parse(text));
  } catch {
    throw new CliError(`${file} is no checkpoint.`);
  }
}

const number = (count: number) => count.toLocaleString('en');

/** What was found, in lines; the problems last. */
export function told({ seals, events, lastEvent, at, keys, unsealed, problems }: Verification): string[] {
  const lines =
    at === null
      ? ['Nothing was sealed yet.']
      : [
          `Checked ${number(events)} events up to event ${lastEvent} against ${number(seals)} ${seals === 1 ? 'seal' : 'seals'}, the last of ${at}.`,
          ...keys.map(
            ({ fingerprint, first, last }) =>
              `Signed with ${fingerprint}${keys.length > 1 ? ` (seals ${first} to ${last})` : ''}.`,
          ),
        ];
  if (unsealed > 0) lines.push(`Not sealed yet: ${number(unsealed)} events.`);
  if (problems.length === 0) return at === null ? lines : [...lines, 'Nothing was tampered with.'];
  return [
    ...lines,
    '',
    `${problems.length === 1 ? 'A problem' : `${problems.length} problems`}:`,
    ...problems,
  ];
}

type Values = { checkpoint?: string; save?: string; trust?: string[] };

async function verify(databaseUrl: string, settings: Env, values: Values): Promise<void> {
  const kept = values.checkpoint === undefined ? null : await readCheckpoint(values.checkpoint);
  const own = await keptSealKey(settings);
  const trusted = [...(values.trust ?? []), ...(own === undefined ? [] : [fingerprintOf(publicKeyOf(own))])];
  const { actor } = await import('./admin-command.ts');
  const { verifyAllOn } = await import('./verify-history.ts');
  const { latestCheckpoint } = await import('#lib/history/seal-queries.ts');
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'claim-ledger history',
    options: '-c jit=off -c statement_timeout=0',
  });
  await client.connect();
  const found = await verifyAllOn(client, { trusted, kept }).finally(() => client.end());
  console.log(told(found).join('\n'));
  if (found.problems.length > 0) process.exitCode = 1;
  else if (values.save !== undefined) {
    await writePrivateFile(
      path.resolve(values.save),
      `${JSON.stringify(await latestCheckpoint(actor), null, 1)}\n`,
    );
    console.log(
      `${values.save}: the newest checkpoint. Keep it where nobody who can reach this machine can.`,
    );
  }
}

async function beginKey(settings: Env): Promise<void> {
  const key = await demandSealKey(settings);
  const { actor } = await import('./admin-command.ts');
  const { sealEvents } = await import('#lib/history/seal-mutations.ts');
  const sealed = await sealEvents(actor, key, { newKey: true });
  console.log(
    `Sealed ${number(sealed)} events. Seals are signed with ${fingerprintOf(publicKeyOf(key))} from now on.`,
  );
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      checkpoint: { type: 'string' },
      save: { type: 'string' },
      trust: { type: 'string', multiple: true },
      'new-key': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(help);
  if (values.save !== undefined && (await exists(path.resolve(values.save))))
    throw new CliError(`${values.save} is there already.`);
  const settings = enterProject();
  await generateClient();
  await withDatabase(async ({ databaseUrl }) => {
    provideEnv({ DATABASE_URL: databaseUrl });
    if ((await missingMigrations(databaseUrl)).length > 0)
      throw new CliError('The database is not up to date: run npm start, or npm run migrate, first.');
    // Only now, since it needs the database client, which may just have been made.
    const { asCommand } = await import('./admin-command.ts');
    await asCommand(() => (values['new-key'] ? beginKey(settings) : verify(databaseUrl, settings, values)));
  });
}

if (isMain(import.meta.url)) await runMain(main);
