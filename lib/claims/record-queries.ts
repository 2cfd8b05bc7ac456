import { BinaryRows } from '#lib/core/binary-rows.ts';
import type { Snapshot } from '#lib/core/db.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import type { ClaimColumns } from './claim-columns.ts';
import { EvidenceReader, readClaim, readQuote, readSource, type SourceCodes } from './claim-record.ts';
import { CLAIM_STATUSES, PRIORITIES } from './vocabulary.ts';

// Statements of COPY take no parameters; what stands in these are words of ours and numbers.
const placeIn = (words: readonly string[], type: string, column: string) =>
  `array_position('{${words.join(',')}}'::${type}[], ${column})`;

const CLAIM_FIELDS = `c.id, c.programme_id, c.deleted_at IS NOT NULL, ${placeIn(CLAIM_STATUSES, 'claim_status', 'c.status')},
  ${placeIn(PRIORITIES, 'priority', 'c.priority')}, c.language, c.topic_id, c.claimant_id, c.assignee_id, v.fact_id, c.source_count,
  c.independent_origins, c.conflicting, c.claimed_on IS NOT NULL, c.claimed_lower, c.claimed_upper, c.updated_at, c.created_at, c.tag_ids`;
const SOURCE_FIELDS = `s.id, s.publisher_id, ${placeIn(SOURCE_KINDS, 'source_kind', 's.kind')}`;
const EVIDENCE_FIELDS = `e.claim_id, e.source_id`;
const QUOTE_FIELDS = `e.claim_id, ${placeIn(QUOTE_OUTCOMES, 'quote_outcome', 'm.outcome')}`;

/**
 * What is read of all claims, or of those in a list (`{1,2}`), one table after another. Evidence comes claim by claim, as its index
 * has it (evidence_once_live), and is joined to its sources by us: so of a million claims nothing is sorted, and of evidence only
 * the index is read.
 */
function statements(ids: string | null) {
  const among = (column: string) => (ids === null ? 'true' : `${column} = ANY ('${ids}'::int[])`);
  const sources = `SELECT e.source_id FROM evidence e WHERE e.deleted_at IS NULL AND ${among('e.claim_id')}`;
  return {
    claims: `SELECT ${CLAIM_FIELDS} FROM claim c LEFT JOIN value v ON v.claim_id = c.id WHERE ${among('c.id')}`,
    sources: `SELECT ${SOURCE_FIELDS} FROM source s WHERE s.deleted_at IS NULL${ids === null ? '' : ` AND s.id IN (${sources})`}`,
    evidence: `SELECT ${EVIDENCE_FIELDS} FROM evidence e WHERE e.deleted_at IS NULL AND ${among('e.claim_id')} ORDER BY e.claim_id`,
    quotes: `SELECT ${QUOTE_FIELDS} FROM quote_match m JOIN evidence e ON e.id = m.evidence_id AND e.deleted_at IS NULL
      JOIN source s ON s.id = e.source_id AND s.deleted_at IS NULL WHERE m.latest AND ${among('e.claim_id')}`,
  };
}

/** Decodes into the columns what `statements` read. */
function readersFor(columns: ClaimColumns) {
  const sources: SourceCodes = new Map();
  const gatherer = new EvidenceReader(columns, sources);
  return {
    claims: new BinaryRows((fields) => readClaim(fields, columns)),
    sources: new BinaryRows((fields) => readSource(fields, sources)),
    evidence: new BinaryRows((fields) => gatherer.read(fields)),
    quotes: new BinaryRows((fields) => readQuote(fields, columns)),
    end: () => gatherer.end(),
  };
}

const TABLES = ['claims', 'sources', 'evidence', 'quotes'] as const;

/** Fills empty columns with all claims. Rows are decoded as they come, between requests. */
export async function readAllClaims({ copy }: Snapshot, columns: ClaimColumns): Promise<void> {
  const sql = statements(null);
  const readers = readersFor(columns);
  for (const table of TABLES) await copy(sql[table], (chunk) => readers[table].push(chunk));
  readers.end();
  columns.trim();
}

/** Reads claims anew; what is answered puts them into the columns, all at once. */
export async function readChangedClaims(
  { copy }: Snapshot,
  ids: readonly number[],
): Promise<(columns: ClaimColumns) => void> {
  const sql = statements(`{${ids.join(',')}}`);
  const chunks: { table: (typeof TABLES)[number]; chunk: Uint8Array }[] = [];
  for (const table of TABLES)
    await copy(sql[table], (chunk) => void chunks.push({ table, chunk: new Uint8Array(chunk) }));
  return (columns) => {
    for (const id of ids) {
      columns.setEvidence(id, [], 0);
      columns.addQuote(id, 0);
    }
    const readers = readersFor(columns);
    for (const { table, chunk } of chunks) readers[table].push(chunk);
    readers.end();
  };
}
