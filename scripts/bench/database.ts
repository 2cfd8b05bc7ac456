import pg from 'pg';
import { disconnect } from '#lib/core/db.ts';
import { provideEnv } from '#lib/core/env.ts';
import type { DatabaseUrls } from '../database-for-command.ts';
import { migrate } from '../migrate.ts';
import { loadDataSet } from './load.ts';

/** Goes up with every change of the rows, so that a database of before is made anew. */
const EDITION = 1;

/** ledger_10k, ledger_100k, ledger_1m. */
function dataSetName(claims: number): string {
  const [whole, unit] =
    claims % 1_000_000 === 0
      ? [claims / 1_000_000, 'm']
      : claims % 1_000 === 0
        ? [claims / 1_000, 'k']
        : [claims, ''];
  return `ledger_${whole}${unit}`;
}

function urlOf(url: string, database: string): string {
  const changed = new URL(url);
  changed.pathname = `/${database}`;
  return changed.href;
}

async function withClient<T>(url: string, work: (client: pg.Client) => Promise<T>): Promise<T> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    return await work(client);
  } finally {
    await client.end();
  }
}

const remarkOf = (claims: number) => `claim-ledger bench, edition ${EDITION}, ${claims} claims`;

/**
 * The address of a database with `claims` claims, beside the product's own on the same server: kept from run to run, brought up to
 * date, and made where it is missing or of another edition. The product's own database is not touched.
 */
export async function prepareDataSet(urls: DatabaseUrls, claims: number): Promise<string> {
  const name = dataSetName(claims);
  const url = urlOf(urls.databaseUrl, name);
  await withClient(urls.superuserUrl, async (admin) => {
    const { rows } = await admin.query<{ remark: string | null }>(
      `SELECT shobj_description(oid, 'pg_database') AS remark FROM pg_database WHERE datname = $1`,
      [name],
    );
    if (rows[0]?.remark === remarkOf(claims)) {
      const applied = await migrate(url);
      if (applied.length > 0) await withClient(url, (client) => client.query('VACUUM ANALYZE'));
      return;
    }
    console.log(`Making ${name} …`);
    const begin = performance.now();
    const owner = admin.escapeIdentifier(decodeURIComponent(new URL(urls.databaseUrl).username));
    await admin.query(`DROP DATABASE IF EXISTS ${name}`);
    await admin.query(`CREATE DATABASE ${name} OWNER ${owner}`);
    await loadDataSet(url, claims);
    // The remark comes last: what has none is not whole.
    await admin.query(`COMMENT ON DATABASE ${name} IS ${admin.escapeLiteral(remarkOf(claims))}`);
    console.log(`  ${name} is there: ${((performance.now() - begin) / 1000).toFixed(0)} s`);
  });
  return url;
}

/** The address of a database that prepareDataSet made. */
export function dataSetUrl(urls: DatabaseUrls, claims: number): string {
  return urlOf(urls.databaseUrl, dataSetName(claims));
}

/** The product's own functions, run in this process on a database. What another piece of work left connected elsewhere is let go first. */
export async function inDatabase<T>(url: string, work: () => Promise<T>): Promise<T> {
  await disconnect();
  provideEnv({ DATABASE_URL: url });
  try {
    return await work();
  } finally {
    await disconnect();
  }
}

/** A copy to write in, dropped afterwards. */
export async function withCopy<T>(
  urls: DatabaseUrls,
  claims: number,
  work: (databaseUrl: string) => Promise<T>,
): Promise<T> {
  const name = `${dataSetName(claims)}_copy`;
  const owner = decodeURIComponent(new URL(urls.databaseUrl).username);
  return withClient(urls.superuserUrl, async (admin) => {
    await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    await admin.query(
      `CREATE DATABASE ${name} TEMPLATE ${dataSetName(claims)} OWNER ${admin.escapeIdentifier(owner)} STRATEGY FILE_COPY`,
    );
    try {
      return await work(urlOf(urls.databaseUrl, name));
    } finally {
      await admin.query(`DROP DATABASE IF EXISTS ${name} WITH (FORCE)`);
    }
  });
}
