import pg from 'pg';
import { to as copyTo } from 'pg-copy-streams';
import { openStore } from '#lib/core/blob-stores.ts';
import type { BlobPlace } from '#lib/core/env.ts';
import { CliError } from '../cli.ts';
import { aboutOf, type Contents, type Entry, sha256, writeArchive } from './archive.ts';

/** What belongs to a server and its transactions, not to the ledger; and the migrations, which are told by name. */
const LEFT_OUT = [
  '_prisma_migrations',
  'claim_change',
  'claim_change_pruned',
  'source_change',
  'source_change_pruned',
  'seal_horizon',
  // Made from the ledger, and can be made again.
  'task_part',
];
/** Bytes of a part, about. */
const PART = 4 * 2 ** 20;

type Table = { name: string; columns: string[] };

async function tablesOf(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
     FROM pg_class c JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attgenerated = ''
     WHERE c.relnamespace = 'public'::regnamespace AND c.relkind = 'r' AND c.relname <> ALL ($1) GROUP BY c.relname ORDER BY c.relname`,
    [LEFT_OUT],
  );
  return rows;
}

/** Keys of copies that the database names, but does not hold. */
async function keysElsewhere(client: pg.Client): Promise<string[]> {
  const { rows } = await client.query<{ key: string }>(
    `SELECT DISTINCT key FROM snapshot, unnest(ARRAY[body_sha256, text_sha256, warc_sha256]) key
     WHERE key IS NOT NULL AND NOT EXISTS (SELECT FROM blob WHERE sha256 = key) ORDER BY key`,
  );
  return rows.map(({ key }) => key);
}

export interface BackupSummary {
  readonly tables: number;
  readonly rows: number;
  /** Copies that were read from a folder. */
  readonly copies: number;
  /** Copies that are named but not in the file: in an S3 storage, or gone. */
  readonly missing: number;
}

/** Writes a backup of a database, of one snapshot, and of the copies that lie in a folder. Memory does not grow with what there is. */
export async function backUp(databaseUrl: string, place: BlobPlace, file: string): Promise<BackupSummary> {
  const client = new pg.Client({ connectionString: databaseUrl, application_name: 'claim-ledger backup' });
  await client.connect();
  const summary = { tables: 0, rows: 0, copies: 0, missing: 0 };
  async function* entries(): AsyncGenerator<Entry> {
    const told: Contents = { rows: {}, sequences: {}, parts: {} };
    const part = (name: string, bytes: Buffer): Entry => {
      told.parts[name] = sha256(bytes);
      return { name, bytes };
    };
    const json = (value: unknown) => Buffer.from(`${JSON.stringify(value, null, 1)}\n`);
    await client.query('BEGIN ISOLATION LEVEL REPEATABLE READ READ ONLY');
    const { rows: migrations } = await client.query<{ name: string; at: Date }>(
      'SELECT migration_name AS name, now() AS at FROM _prisma_migrations WHERE finished_at IS NOT NULL ORDER BY migration_name',
    );
    const tables = await tablesOf(client);
    const at = (migrations[0]?.at ?? new Date()).toISOString();
    yield part('about.json', json(aboutOf({ at, migrations: migrations.map(({ name }) => name), tables })));
    for (const { name, columns } of tables) {
      const list = columns.map((column) => client.escapeIdentifier(column)).join(', ');
      const copy = client.query(copyTo(`COPY ${client.escapeIdentifier(name)} (${list}) TO STDOUT`));
      let number = 0;
      let chunks: Buffer[] = [];
      let bytes = 0;
      const cut = () => {
        number += 1;
        const whole = Buffer.concat(chunks);
        [chunks, bytes] = [[], 0];
        return part(`tables/${name}/${String(number).padStart(6, '0')}`, whole);
      };
      for await (const chunk of copy as AsyncIterable<Buffer>) {
        chunks.push(chunk);
        bytes += chunk.length;
        if (bytes >= PART) yield cut();
      }
      if (bytes > 0) yield cut();
      told.rows[name] = copy.rowCount;
      summary.tables += 1;
      summary.rows += copy.rowCount;
    }
    const keys = await keysElsewhere(client);
    for (const key of keys) {
      const copy = place.kind === 'folder' ? await openStore(place).read(key) : null;
      if (copy === null) summary.missing += 1;
      else {
        if (sha256(copy) !== key) throw new CliError(`The stored file ${key} is damaged.`);
        summary.copies += 1;
        yield part(`blobs/${key}`, Buffer.from(copy));
      }
    }
    const { rows: sequences } = await client.query<{ name: string; value: string | null }>(
      `SELECT sequencename AS name, last_value::text AS value FROM pg_sequences WHERE schemaname = 'public' ORDER BY 1`,
    );
    for (const { name, value } of sequences) told.sequences[name] = value;
    yield { name: 'contents.json', bytes: json(told) };
  }
  try {
    await writeArchive(file, entries());
    return summary;
  } finally {
    await client.end();
  }
}
