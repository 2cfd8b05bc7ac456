import pg from 'pg';
import { CliError, messageOf } from './cli.ts';

/** Checks that a server of the user's own will do. Throws CliError in one line. */
export async function checkServer(databaseUrl: string): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new CliError(`DATABASE_URL: cannot connect to the database: ${messageOf(error)}`);
  }
  try {
    const { rows } = await client.query<{ version: number; encoding: string; folds: boolean }>(
      `select current_setting('server_version_num')::int as version,
        current_setting('server_encoding') as encoding`,
    );
    const [found] = rows;
    if (!found || found.version < 150_000) {
      const major = Math.floor((found?.version ?? 0) / 10_000);
      throw new CliError(`DATABASE_URL: the server is PostgreSQL ${major}, it must be 15 or later.`);
    }
    if (found.encoding !== 'UTF8') {
      throw new CliError(`DATABASE_URL: the database's encoding is ${found.encoding}, it must be UTF8.`);
    }
    const folded = await client.query<{ folds: boolean }>(`select lower('ИСТРА') = 'истра' as folds`);
    if (!folded.rows[0]?.folds) {
      throw new CliError(
        'DATABASE_URL: the database does not fold the case of Cyrillic; make it with a UTF-8 locale.',
      );
    }
  } finally {
    await client.end();
  }
}
