import path from 'node:path';
import { parseArgs } from 'node:util';
import type { Env } from '#lib/core/env.ts';
import { passwordProblem } from '#lib/users/password.ts';
import { buildApp, generateClient } from './build.ts';
import { CliError, projectRoot, runMain } from './cli.ts';
import { enterProject } from './database-for-command.ts';
import { embeddedHolder } from './embedded-postgres.ts';
import { checkServer } from './external-postgres.ts';
import { startLongRunning } from './long-running.ts';
import type { Prepared } from './prepare-database.ts';
import { type Cleanups, openDatabase, prepareDatabase } from './start-database.ts';
import { stopSignal } from './stop-signal.ts';
import { demandFreePort, startWebServer } from './web-server.ts';

const help = `Usage: npm start | npm run dev

Builds the site if needed, starts the embedded PostgreSQL (or uses DATABASE_URL), brings the database
up to date, loads the starter data on the first run, and serves. Ctrl-C stops everything.

  --dev   for development: no build, changes show at once (npm run dev)
  --help  this text

Settings come from the environment or from .env; .env.example lists them all.
`;

function tellAdministrator({ administrator }: Prepared): void {
  const { created, email, password } = administrator;
  if (!created) return;
  console.log(`\nFirst administrator: ${email}`);
  console.log(password === null ? 'Password: as given in ADMIN_PASSWORD' : `Password: ${password}`);
  if (password !== null)
    console.log(`It is shown this once. For a new one: npm run admin -- user reset-password ${email}`);
}

async function serve(settings: Env, dev: boolean, stop: AbortSignal, cleanups: Cleanups): Promise<void> {
  const { host, port, nextAuthUrl } = settings;
  await generateClient({ signal: stop });
  // What may be wrong with the database shows at once; the administrator is made when nothing else can go wrong.
  const database = await openDatabase(settings, stop, cleanups);
  if (!dev) await buildApp({ signal: stop });
  const prepared = await prepareDatabase(database.url, stop);
  if (prepared.seeded) console.log('Loaded the starter data.');
  tellAdministrator(prepared);
  const web = startWebServer({
    host,
    port,
    dev,
    env: { DATABASE_URL: database.url, NEXTAUTH_URL: nextAuthUrl, NEXTAUTH_SECRET: database.secret },
  });
  cleanups.push(() => web.stop());
  await web.ready(stop);
  // After the site, so that nobody waits for it.
  const worker = startLongRunning([path.join(projectRoot, 'scripts', 'worker.ts')], {
    DATABASE_URL: database.url,
  });
  cleanups.push(() => worker.stop());
  console.log(`\nClaim Ledger is ready: ${nextAuthUrl}`);
  const stopped = new Promise<never>((_, reject) => {
    stop.addEventListener('abort', () => reject(stop.reason), { once: true });
  });
  await Promise.race([
    stopped,
    web.ended.then(() => {
      throw new CliError('The web server ended by itself; its last lines say why.');
    }),
    worker.ended.then(() => {
      throw new CliError('The worker ended by itself; its last lines say why.');
    }),
    database.ended.then(() => {
      throw new CliError(`The database ended by itself; ${database.log} says why.`);
    }),
  ]);
}

await runMain(async () => {
  const { values } = parseArgs({
    options: { dev: { type: 'boolean', default: false }, help: { type: 'boolean', short: 'h' } },
  });
  if (values.help) {
    console.log(help);
    return;
  }
  const settings = enterProject();
  const { adminEmail, adminPassword, databaseUrl, nextAuthSecret, dataDir, host, port, nextAuthUrl } =
    settings;
  if (databaseUrl !== undefined && nextAuthSecret === undefined) {
    throw new CliError('NEXTAUTH_SECRET is missing: it must be set when DATABASE_URL is.');
  }
  const weakness = adminPassword === undefined ? null : passwordProblem(adminPassword, adminEmail);
  if (weakness !== null) throw new CliError(`ADMIN_PASSWORD is no good. ${weakness}`);
  const holder = databaseUrl === undefined ? await embeddedHolder(dataDir) : undefined;
  if (holder !== undefined) {
    throw new CliError(
      `DATA_DIR ${dataDir} is in use by process ${holder}: Claim Ledger is running there already.`,
    );
  }
  if (databaseUrl !== undefined) await checkServer(databaseUrl);
  await demandFreePort({ host, port }, new URL(nextAuthUrl).hostname === 'localhost');
  const stop = stopSignal(settings.startedByNpm);
  const cleanups: Cleanups = [];
  try {
    await serve(settings, values.dev, stop, cleanups);
  } finally {
    for (const cleanup of cleanups.reverse()) await cleanup();
    if (stop.aborted) console.log('Stopped.');
  }
});
