import { startEmbeddedPostgres } from '../../scripts/embedded-postgres.ts';

// A start that can be killed: runs the database of the folder it is given until somebody ends it.
process.once('SIGTERM', () => process.exit(0));
const { databaseUrl } = await startEmbeddedPostgres({ dataDir: process.argv[2] ?? '' });
process.stdout.write(`${databaseUrl}\n`);
setInterval(() => undefined, 60_000);
