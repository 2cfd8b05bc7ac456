import type { Actor } from '#lib/core/actor.ts';
import { csvRows } from '#lib/core/csv.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { checkFile } from '#lib/imports/check-mutations.ts';
import { commitImport } from '#lib/imports/commit-mutations.ts';
import { previewImport } from '#lib/imports/queries.ts';
import { readOptions } from '#lib/imports/schema.ts';

type Cell = string | number | null;
type Options = Record<string, string>;

/** A file of claims: a heading and rows. */
export function claimsFile(heading: string, ...rows: Cell[][]): Buffer {
  return Buffer.from(csvRows([heading.split(' '), ...rows]));
}

async function* inPieces(bytes: Uint8Array, size: number): AsyncGenerator<Uint8Array> {
  for (let at = 0; at < bytes.length; at += size) yield bytes.subarray(at, at + size);
}

/** Has a file read and held against the ledger. */
export function checkBytes(
  actor: Actor,
  bytes: Uint8Array,
  options: Options = {},
  signal: AbortSignal = new AbortController().signal,
) {
  return checkFile(
    actor,
    readOptions(new URLSearchParams({ name: 'claims.csv', ...options })),
    inPieces(bytes, 1_000),
    signal,
  );
}

export function commit(actor: Actor, id: number, partly = false, signal = new AbortController().signal) {
  return commitImport(actor, { id, partly }, { onProgress: () => undefined, signal });
}

/** Everything that an import can write. */
export async function ledgerState(): Promise<unknown> {
  const [state] = await query<{ state: unknown }>(Prisma.sql`
    SELECT jsonb_build_object('claims', (SELECT jsonb_agg(to_jsonb(c) ORDER BY id) FROM claim c),
      'texts', (SELECT jsonb_agg(x.plain ORDER BY claim_id) FROM claim_search x),
      'values', (SELECT jsonb_agg(to_jsonb(v) ORDER BY id) FROM value v), 'evidence', (SELECT count(*) FROM evidence),
      'claimants', (SELECT count(*) FROM claimant), 'tags', (SELECT count(*) FROM tag), 'events', (SELECT count(*) FROM event),
      'prepared', (SELECT count(*) FROM claim_import), 'rows', (SELECT count(*) FROM claim_import_row)) AS state`);
  return state?.state;
}

/** What cannot be read of a file: line, column and message. */
export async function problemsOf(actor: Actor, id: number): Promise<string[]> {
  const { refused } = await previewImport(actor, id);
  return refused.flatMap(({ line, problems }) =>
    problems.map(({ column, message }) => `${line} ${column}: ${message}`),
  );
}
