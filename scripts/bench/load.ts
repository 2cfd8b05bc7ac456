import os from 'node:os';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom } from 'pg-copy-streams';
import { seedFramework } from '#prisma/seed.ts';
import { migrate } from '../migrate.ts';
import { type Put, putAside } from '../put-aside.ts';
import { recordEvents } from './events.ts';
import * as rows from './rows.ts';

const TABLES = [
  'claim',
  'claim_search',
  'source',
  'source_search',
  'evidence',
  'value',
  'reliance',
  'publisher',
  'claimant',
  'tag',
  'user_account',
  'event',
];
/** These work out a key of their row alone; everything else waits for the whole. */
const KEYS = ['claimant_name_key', 'publisher_name_key', 'reliance_origin_key'];
const BATCH = 5_000;

const memory = `${Math.max(64, Math.round(os.totalmem() / 2 ** 20 / 24))}MB`;

function connect(databaseUrl: string): Promise<pg.Client> {
  const client = new pg.Client({
    connectionString: databaseUrl,
    application_name: 'claim-ledger bench',
    options: `-c synchronous_commit=off -c maintenance_work_mem=${memory} -c work_mem=${memory} -c timezone=UTC -c client_min_messages=warning`,
  });
  return client.connect().then(() => client);
}

/** Says what is done and how long it took. */
async function step<T>(name: string, work: () => Promise<T>): Promise<T> {
  const begin = performance.now();
  const result = await work();
  console.log(`  ${name}: ${((performance.now() - begin) / 1000).toFixed(1)} s`);
  return result;
}

const ESCAPES: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };
function line(row: rows.Row): string {
  const cells = row.map((cell) =>
    cell === null ? '\\N' : String(cell).replace(/[\\\t\n\r]/g, (char) => ESCAPES[char] ?? char),
  );
  return `${cells.join('\t')}\n`;
}

function* chunks(count: number, rowsOf: (id: number) => readonly rows.Row[]): Generator<string> {
  let text = '';
  for (let id = 1; id <= count; id += 1) {
    for (const row of rowsOf(id)) text += line(row);
    if (text.length < 65_536) continue;
    yield text;
    text = '';
  }
  yield text;
}

async function copy(
  client: pg.Client,
  table: string,
  columns: string,
  count: number,
  rowsOf: (id: number) => readonly rows.Row[],
): Promise<void> {
  await pipeline(
    Readable.from(chunks(count, rowsOf)),
    client.query(copyFrom(`COPY ${table} (${columns}) FROM STDIN`)),
  );
}

async function copyAll(client: pg.Client, claims: number): Promise<void> {
  const { rows: programmes } = await client.query<{ id: number }>(
    'SELECT id FROM programme ORDER BY id LIMIT 1',
  );
  const programme = programmes[0]?.id ?? 0;
  const { rows: topics } = await client.query<{ id: number }>(
    'SELECT id FROM topic WHERE programme_id = $1 ORDER BY id',
    [programme],
  );
  const { rows: facts } = await client.query<rows.FactForRows>(
    'SELECT id, type, series, unit, options FROM fact WHERE programme_id = $1 ORDER BY id',
    [programme],
  );
  const topicIds = topics.map((topic) => topic.id);
  const sources = rows.sourcesFor(claims);
  const { users, claimants, publishers, tags } = rows.SIZES;
  const put = (table: string, columns: string, count: number, rowsOf: (id: number) => readonly rows.Row[]) =>
    step(`COPY ${table}`, () => copy(client, table, columns, count, rowsOf));
  await put('user_account', rows.USER_COLUMNS, users, (id) => [rows.userRow(id)]);
  await put('claimant', rows.CLAIMANT_COLUMNS, claimants, (id) => [rows.claimantRow(id)]);
  await put('publisher', rows.PUBLISHER_COLUMNS, publishers, (id) => [rows.publisherRow(id)]);
  await put('tag', rows.TAG_COLUMNS, tags, (id) => [rows.tagRow(id)]);
  await put('source', rows.SOURCE_COLUMNS, sources, (id) => [rows.sourceRow(id, sources)]);
  await put('reliance', rows.RELIANCE_COLUMNS, sources, (id) => rows.relianceRows(id, sources));
  await put('claim', rows.CLAIM_COLUMNS, claims, (id) => [rows.claimRow(id, claims, programme, topicIds)]);
  await put('value', rows.VALUE_COLUMNS, claims, (id) => rows.valueRows(id, claims, facts));
  await put('evidence', rows.EVIDENCE_COLUMNS, claims, (id) => rows.evidenceRows(id, claims));
  // The rows of COPY brought their ids.
  for (const table of ['user_account', 'claimant', 'publisher', 'tag', 'source', 'claim'])
    await client.query(
      `SELECT setval(pg_get_serial_sequence('${table}', 'id'), (SELECT max(id) FROM ${table}))`,
    );
}

/** The derived columns and the texts of all claims, by the product's own functions, in batches that the clients take in turn. */
async function derive(clients: readonly pg.Client[], claims: number): Promise<void> {
  let next = 1;
  await Promise.all(
    clients.map(async (client) => {
      while (next <= claims) {
        const begin = next;
        next += BATCH;
        await client.query(
          'SELECT count_claims(array_agg(id)), keep_texts(array_agg(id)) FROM claim WHERE id >= $1 AND id < $2',
          [begin, begin + BATCH],
        );
      }
    }),
  );
}

async function build(clients: readonly pg.Client[], put: Put): Promise<void> {
  const left = [...put.indexes];
  await Promise.all(
    clients.map(async (client) => {
      for (let sql = left.shift(); sql !== undefined; sql = left.shift()) await client.query(sql);
    }),
  );
}

/**
 * Fills an empty database with `claims` claims and all that belongs to them, the same rows at every call. Triggers, foreign keys
 * and indexes are put aside meanwhile and brought back, and the whole is checked, before it returns.
 */
export async function loadDataSet(databaseUrl: string, claims: number): Promise<void> {
  await migrate(databaseUrl);
  await seedFramework(databaseUrl);
  const clients = await Promise.all([connect(databaseUrl), connect(databaseUrl)]);
  const [first, second] = clients;
  try {
    const put = await putAside(first, TABLES, KEYS);
    await copyAll(first, claims);
    await step('ANALYZE', () => first.query('ANALYZE'));
    await step('derived columns and texts', () => derive(clients, claims));
    await step('texts of sources', () =>
      first.query(
        'INSERT INTO source_search (source_id, title_folded, url_lower) SELECT id, fold_text(title), lower(url) FROM source',
      ),
    );
    await step('words', () => first.query('SELECT keep_all_words()'));
    await step('claims in order', () => first.query('CLUSTER claim USING claim_pkey'));
    await step('history and indexes', () =>
      Promise.all([recordEvents(first, claims, rows.sourcesFor(claims)), build([second], put)]),
    );
    await step('constraints and triggers', async () => {
      for (const sql of [...put.constraints, ...put.triggers]) await first.query(sql);
    });
    await step('VACUUM ANALYZE', () => first.query('VACUUM ANALYZE'));
  } finally {
    for (const client of clients) await client.end();
  }
}
