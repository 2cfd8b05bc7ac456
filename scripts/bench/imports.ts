import { createReadStream, createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import pg from 'pg';
import { from as copyFrom, to as copyTo } from 'pg-copy-streams';
import { exportClaims } from '#lib/claims/export-queries.ts';
import { CSV_BOM, csvRows } from '#lib/core/csv.ts';
import { readCsv } from '#lib/core/csv-reading.ts';
import { withFormula } from '#lib/core/formula.ts';
import { checkFile } from '#lib/imports/check-mutations.ts';
import { commitImport } from '#lib/imports/commit-mutations.ts';
import { GATHER, SORT_IN } from '#lib/imports/index-mutations.ts';
import { type ImportCounts, readOptions } from '#lib/imports/schema.ts';
import { actor } from '../admin-command.ts';
import type { DatabaseUrls } from '../database-for-command.ts';
import { inDatabase, withCopy } from './database.ts';

/** A tenth of the ledger, as a hundred thousand of a million. */
const SHARE = 10;
/** Sources and what the ledger works out are no part of the floor's rows either. */
const LEFT_OUT =
  'supports refutes mentions independent_origins source_urls created_at updated_at version link'.split(' ');

type Change = (row: Record<string, string>) => Record<string, string>;

/** An export's first rows as a file, each changed. */
async function writeFile(file: string, rows: number, change: Change): Promise<void> {
  const { body } = await exportClaims(
    actor,
    'claims.csv',
    new URLSearchParams('sort=created'),
    'http://localhost',
  );
  async function* text(): AsyncGenerator<string> {
    let heading: string[] = [];
    let piece: string[][] = [];
    let left = rows;
    for await (const { cells } of readCsv(body, { encoding: 'utf-8', separator: ',' })) {
      if (heading.length === 0) {
        heading = cells;
        continue;
      }
      if (left-- === 0) break;
      const row = change(
        Object.fromEntries(heading.map((name, place) => [name, withFormula(cells[place] ?? '')])),
      );
      const kept = heading.filter((name) => !LEFT_OUT.includes(name) && name in row);
      if (left === rows - 1) yield CSV_BOM + csvRows([kept]);
      piece.push(kept.map((name) => row[name] ?? ''));
      if (piece.length < 1_000) continue;
      yield csvRows(piece);
      piece = [];
    }
    yield csvRows(piece);
  }
  await pipeline(Readable.from(text()), createWriteStream(file));
}

/** Seconds to read, check and write a file, and what came of it. */
async function importing(file: string): Promise<{ seconds: number; checked: number; counts: ImportCounts }> {
  const { signal } = new AbortController();
  const begin = performance.now();
  const { id } = await checkFile(
    actor,
    readOptions(new URLSearchParams('name=bench.csv')),
    createReadStream(file),
    signal,
  );
  const checked = (performance.now() - begin) / 1_000;
  const counts = await commitImport(actor, { id, partly: false }, { onProgress: () => undefined, signal });
  return { seconds: (performance.now() - begin) / 1_000, checked, counts };
}

/**
 * Seconds of COPY FROM of the same claims, texts and values, everything worked out already, into the same tables with their indexes and
 * foreign keys, without triggers; taken back afterwards. First as it comes, then with the indexes of words gathered.
 */
async function copying(url: string, folder: string, rows: number): Promise<number[]> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const tables: { table: string; columns: string[]; file: string }[] = [];
    for (const [table, from, id] of [
      ['claim', 'claim', 'id'],
      ['claim_search', 'claim_search', 'claim_id'],
      ['value', 'value', 'claim_id'],
    ] as const) {
      const { rows: names } = await client.query<{ name: string }>(
        `SELECT attname AS name FROM pg_attribute WHERE attrelid = $1::regclass AND attnum > 0 AND NOT attisdropped AND attname <> ALL ($2) ORDER BY attnum`,
        [table, table === 'value' ? ['id'] : ['import_key']],
      );
      const columns = names.map(({ name }) => name);
      const file = path.join(folder, table);
      const moved = columns.map((name) => (name === id ? `${id} + 1000000000` : name)).join(', ');
      await pipeline(
        client.query(
          copyTo(`COPY (SELECT ${moved} FROM ${from} WHERE ${id} <= ${rows} ORDER BY ${id}) TO STDOUT`),
        ),
        createWriteStream(file),
      );
      tables.push({ table, columns, file });
    }
    const times: number[] = [];
    // As it comes, and with what the import does for the indexes of words; the better one counts.
    for (const gathered of [false, true]) {
      await client.query('BEGIN');
      if (gathered) await client.query(GATHER);
      for (const { table } of tables) await client.query(`ALTER TABLE ${table} DISABLE TRIGGER USER`);
      const begin = performance.now();
      for (const { table, columns, file } of tables)
        await pipeline(
          createReadStream(file),
          client.query(copyFrom(`COPY ${table} (${columns.join(', ')}) FROM STDIN`)),
        );
      if (gathered) await client.query(SORT_IN);
      times.push((performance.now() - begin) / 1_000);
      await client.query('ROLLBACK');
      await client.query('VACUUM claim, claim_search, value');
    }
    return times;
  } finally {
    await client.end();
  }
}

/** Measures imports of files, as new claims and as changes of every one, beside COPY FROM of the same rows, in a copy of the data set. */
export async function measureImports(
  urls: DatabaseUrls,
  claims: number,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  const rows = Math.ceil(claims / SHARE);
  return withCopy(urls, claims, (url) =>
    inDatabase(url, async () => {
      const folder = await mkdtemp(path.join(os.tmpdir(), 'ledger-import-'));
      try {
        const file = path.join(folder, 'claims.csv');
        const facts: Record<string, string> = {};
        const times = await copying(url, folder, rows);
        const floor = Math.min(...times);
        facts['COPY FROM, the floor of an import'] =
          `${rows} rows in ${times.map((seconds) => `${seconds.toFixed(1)} s`).join(', gathered ')}`;
        const works: [string, Change][] = [
          ['import of new claims', ({ id: _, ...row }) => row],
          [
            'import that changes every statement',
            (row) => ({ ...row, statement: `${row['statement']} (Changed.)` }),
          ],
          [
            'import that changes every priority',
            (row) => ({ ...row, priority: row['priority'] === 'low' ? 'high' : 'low' }),
          ],
          ['import that changes nothing', (row) => row],
        ];
        for (const [name, change] of works) {
          signal.throwIfAborted();
          await writeFile(file, rows, change);
          const { seconds, checked, counts } = await importing(file);
          const { created, changed, refused } = counts;
          facts[name] =
            `${created} new, ${changed} changed, ${refused} refused in ${seconds.toFixed(1)} s, ${checked.toFixed(1)} s of it reading and checking: ${(seconds / floor).toFixed(2)} × COPY FROM (goal ≤ 3); load ${os.loadavg()[0]?.toFixed(1)}`;
        }
        return facts;
      } finally {
        await rm(folder, { recursive: true, force: true });
      }
    }),
  );
}
