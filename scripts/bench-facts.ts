import { parseArgs } from 'node:util';
import { provideEnv } from '#lib/core/env.ts';
import { prepareDataSet } from './bench/database.ts';
import { generateClient } from './build.ts';
import { CliError, runMain } from './cli.ts';
import { withDatabase } from './database-for-command.ts';

const USAGE = `npm run bench:facts -- [--claims N] [--runs N]

Measures how long it takes to read and weigh facts, and to ask for the sheet that is kept, in a database of N claims that the benchmark makes beside the product's own.

  --claims   10000 if not given
  --runs     10 if not given; the median is told, and the slowest`;

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      claims: { type: 'string', default: '10000' },
      runs: { type: 'string', default: '10' },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(USAGE);
  const [claims, runs] = [Number(values.claims), Number(values.runs)];
  if (!Number.isInteger(claims) || claims < 100)
    throw new CliError('--claims is a whole number from 100 on.');
  if (!Number.isInteger(runs) || runs < 1) throw new CliError('--runs is a whole number from 1 on.');
  await generateClient();
  await withDatabase(async (urls) => {
    provideEnv({ DATABASE_URL: await prepareDataSet(urls, claims), LOG_LEVEL: 'error' });
    // Only now, since it needs the database client, which may just have been made.
    const { measureFacts } = await import('./bench/facts.ts');
    console.table(await measureFacts(runs));
  });
}

await runMain(main);
