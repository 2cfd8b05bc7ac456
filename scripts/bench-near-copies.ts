import { parseArgs } from 'node:util';
import { provideEnv } from '#lib/core/env.ts';
import { prepareDataSet, withCopy } from './bench/database.ts';
import { generateClient } from './build.ts';
import { CliError, runMain } from './cli.ts';
import { withDatabase } from './database-for-command.ts';

const USAGE = `npm run bench:near-copies -- [--copies N] [--lookups N]

Measures how long it takes to tell what a text may be a copy of, among the copies of N sources, in a database of its own: four texts in
ten are clones of 199 others, one is mostly boilerplate, five resemble nothing.

  --copies    400000 if not given
  --lookups   of each kind of text, 50 if not given; the median is told, and the slowest`;

/** The data set that the copy begins with; it is small, since only its schema is wanted. */
const CLAIMS = 1_000;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      copies: { type: 'string', default: '400000' },
      lookups: { type: 'string', default: '50' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(USAGE);
  const [copies, lookups] = [Number(values.copies), Number(values.lookups)];
  if (!Number.isInteger(copies) || copies < CLAIMS)
    throw new CliError('--copies is a whole number from 1000 on.');
  if (!Number.isInteger(lookups) || lookups < 1) throw new CliError('--lookups is a whole number from 1 on.');
  await generateClient();
  await withDatabase(async (urls) => {
    await prepareDataSet(urls, CLAIMS);
    await withCopy(urls, CLAIMS, async (databaseUrl) => {
      provideEnv({ DATABASE_URL: databaseUrl });
      // Only now, since it needs the database client, which may just have been made.
      const { makeSketches, measureNearCopies } = await import('./bench/near-copies.ts');
      const superuser = new URL(urls.superuserUrl);
      superuser.pathname = new URL(databaseUrl).pathname;
      await makeSketches(superuser.href, copies);
      console.table(await measureNearCopies(copies, lookups));
    });
  });
}

await runMain(main);
