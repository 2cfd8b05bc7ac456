import pg from 'pg';
import { CliError, messageOf } from './cli.ts';

/** Checks that a server will do, which is named so where it does not. Throws CliError in one line. */
export async function checkServer(databaseUrl: string, name = 'DATABASE_URL'): Promise<void> {
  const client = new pg.Client({ connectionString: databaseUrl, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (error) {
    throw new CliError(`${name}: cannot connect to the database: ${messageOf(error)}`);
  }
  try {
    const { rows } = await client.query<{ version: number; encoding: string }>(
      `select current_setting('server_version_num')::int as version,
        current_setting('server_encoding') as encoding`,
    );
    const [found] = rows;
    if (!found || found.version < 150_000) {
      const major = Math.floor((found?.version ?? 0) / 10_000);
      throw new CliError(`${name}: the server is PostgreSQL ${major}, it must be 15 or later.`);
    }
    if (found.encoding !== 'UTF8') {
      throw new CliError(`${name}: the database's encoding is ${found.encoding}, it must be UTF8.`);
    }
    // Trigrams need the character types of a UTF-8 locale, even where another provider folds the case.
    const folded = await client.query<{ folds: boolean }>(
      `select lower('ИСТРА') = 'истра' and datctype not in ('C', 'POSIX') as folds
        from pg_database where datname = current_database()`,
    );
    if (!folded.rows[0]?.folds) {
      throw new CliError(
        `${name}: the database cannot compare Cyrillic words; make it with LC_CTYPE of a UTF-8 locale.`,
      );
    }
  } finally {
    await client.end();
  }
}
