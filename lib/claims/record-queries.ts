import { BinaryRows } from '#lib/core/binary-rows.ts';
import type { Changed } from '#lib/core/changed.ts';
import type { Snapshot } from '#lib/core/db.ts';
import { placeAmong } from '#lib/core/number-columns.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import type { ClaimColumns } from './claim-columns.ts';
import { EvidenceReader, KIND_BITS, readClaim, readQuote } from './claim-record.ts';
import { CLAIM_STATUSES, PRIORITIES } from './vocabulary.ts';

// Statements of COPY take no parameters; what stands in these are words of ours and numbers.
const placeIn = (words: readonly string[], type: string, column: string) =>
  `array_position('{${words.join(',')}}'::${type}[], ${column})`;
const among = (column: string, ids: Int32Array | null) =>
  ids === null ? 'true' : `${column} = ANY ('{${ids.join(',')}}'::int[])`;

const claimFields = (
  fact: string,
) => `c.id, c.programme_id, c.deleted_at IS NOT NULL, ${placeIn(CLAIM_STATUSES, 'claim_status', 'c.status')},
  ${placeIn(PRIORITIES, 'priority', 'c.priority')}, c.language, c.topic_id, c.claimant_id, c.assignee_id, ${fact}, c.source_count,
  c.independent_origins, c.conflicting, c.claimed_on IS NOT NULL, c.claimed_lower, c.claimed_upper, c.updated_at, c.created_at, c.tag_ids`;
const QUOTE_FIELDS = `e.claim_id, ${placeIn(QUOTE_OUTCOMES, 'quote_outcome', 'm.outcome')}`;
/** See KIND_BITS. */
const SOURCE_CODE = `coalesce(s.publisher_id, 0) * ${KIND_BITS} + coalesce(${placeIn(SOURCE_KINDS, 'source_kind', 's.kind')}, 0)`;

const ALL_CLAIMS = `SELECT ${claimFields('v.fact_id')} FROM claim c LEFT JOIN value v ON v.claim_id = c.id`;
const ALL_SOURCES = `SELECT s.id, ${SOURCE_CODE} FROM source s WHERE s.deleted_at IS NULL`;
/** Claim by claim, as its index has it (evidence_once_live): nothing is sorted, and only the index is read. */
const ALL_EVIDENCE =
  'SELECT e.claim_id, e.source_id FROM evidence e WHERE e.deleted_at IS NULL ORDER BY e.claim_id';

const claimsAmong = (ids: Int32Array) =>
  `SELECT ${claimFields('(SELECT v.fact_id FROM value v WHERE v.claim_id = c.id)')} FROM claim c WHERE ${among('c.id', ids)}`;
const quotesAmong = (ids: Int32Array | null) =>
  `SELECT ${QUOTE_FIELDS} FROM quote_match m JOIN evidence e ON e.id = m.evidence_id AND e.deleted_at IS NULL
    JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL WHERE m.latest AND ${among('e.claim_id', ids)}`;
const evidenceAmong = (ids: Int32Array) =>
  `SELECT e.claim_id, ${SOURCE_CODE} FROM evidence e JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL
    WHERE e.deleted_at IS NULL AND ${among('e.claim_id', ids)} ORDER BY e.claim_id`;

/** Fills empty columns with all claims, one table after another, joined by us. Rows are decoded as they come, between requests. */
export async function readAllClaims({ copy }: Snapshot, columns: ClaimColumns): Promise<void> {
  const itself = (id: number) => id;
  const claims = new BinaryRows((fields) => readClaim(fields, columns, itself));
  await copy(ALL_CLAIMS, (chunk) => claims.push(chunk));
  const codes = new Map<number, number>();
  const sources = new BinaryRows((fields) => codes.set(fields.int() ?? 0, fields.int() ?? 0));
  await copy(ALL_SOURCES, (chunk) => sources.push(chunk));
  const reader = new EvidenceReader(columns, itself);
  const evidence = new BinaryRows((fields) => reader.read(fields.int() ?? 0, codes.get(fields.int() ?? 0)));
  await copy(ALL_EVIDENCE, (chunk) => evidence.push(chunk));
  reader.end();
  const quotes = new BinaryRows((fields) => readQuote(fields, columns, itself));
  await copy(quotesAmong(null), (chunk) => quotes.push(chunk));
  columns.trim();
}

/** What is read anew into the columns for each table, or part of one, that tells of a change; for others than these, everything. */
const READ_FOR: Readonly<Record<string, readonly ('claims' | 'evidence' | 'quotes')[]>> = {
  claim: ['claims'],
  value: ['claims'],
  dependence: ['claims'],
  instrument: ['claims'],
  instrument_version: ['claims'],
  quote_match: ['quotes'],
  claim_search: [],
  'claim.statement': [],
};

/** Reads anew what changed of claims: they are answered as they are now, by their place among the ids, to be put into the columns. */
export async function readChangedClaims(
  { copy }: Snapshot,
  changed: Changed,
  columns: ClaimColumns,
): Promise<ClaimColumns> {
  const picked = columns.pick(changed.ids);
  const placeOf = (id: number) => placeAmong(changed.ids, id);

  const own = changed.toldBy((table) => READ_FOR[table]?.includes('claims') ?? true);
  for (const id of own) picked.remove(placeOf(id));
  const claims = new BinaryRows((fields) => readClaim(fields, picked, placeOf));
  if (own.length > 0) await copy(claimsAmong(own), (chunk) => claims.push(chunk));

  const evident = changed.toldBy((table) => READ_FOR[table]?.includes('evidence') ?? true);
  for (const id of evident) picked.setEvidence(placeOf(id), [], 0);
  const reader = new EvidenceReader(picked, placeOf);
  const evidence = new BinaryRows((fields) => reader.read(fields.int() ?? 0, fields.int() ?? 0));
  if (evident.length > 0) await copy(evidenceAmong(evident), (chunk) => evidence.push(chunk));
  reader.end();

  const quoted = changed.toldBy((table) => READ_FOR[table]?.includes('quotes') ?? true);
  for (const id of quoted) picked.addQuote(placeOf(id), 0);
  const quotes = new BinaryRows((fields) => readQuote(fields, picked, placeOf));
  if (quoted.length > 0) await copy(quotesAmong(quoted), (chunk) => quotes.push(chunk));
  return picked;
}
