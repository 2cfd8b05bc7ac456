import type { Fields } from '#lib/core/binary-rows.ts';
import type { ClaimColumns } from './claim-columns.ts';

/** Puts one claim into the columns; the fields in the order of `CLAIM_FIELDS` (record-queries.ts). */
export function readClaim(fields: Fields, columns: ClaimColumns): void {
  columns.set({
    id: fields.int() ?? 0,
    programme: fields.int() ?? 0,
    deleted: fields.flag(),
    status: fields.int() ?? 0,
    priority: fields.int() ?? 0,
    language: fields.text(),
    topic: fields.int() ?? 0,
    claimant: fields.int() ?? 0,
    assignee: fields.int() ?? 0,
    fact: fields.int() ?? 0,
    sources: fields.int() ?? 0,
    origins: fields.int() ?? 0,
    conflicting: fields.flag(),
    dated: fields.flag(),
    lower: fields.day(),
    upper: fields.day(),
    updated: fields.time(),
    created: fields.time(),
    tags: fields.ints(),
  });
}

/** Of each live source its publisher (0 for none) and the place of its kind in SOURCE_KINDS, packed into one number. */
export type SourceCodes = Map<number, number>;
const KIND_BITS = 16;

/** The fields in the order of `SOURCE_FIELDS`. */
export function readSource(fields: Fields, sources: SourceCodes): void {
  sources.set(fields.int() ?? 0, (fields.int() ?? 0) * KIND_BITS + (fields.int() ?? 0));
}

/** The fields in the order of `QUOTE_FIELDS`. */
export function readQuote(fields: Fields, columns: ClaimColumns): void {
  columns.addQuote(fields.int() ?? 0, fields.int() ?? 0);
}

/** Gathers the sources of each claim, whose rows come one after another, and puts them into the columns. */
export class EvidenceReader {
  readonly #columns: ClaimColumns;
  readonly #sources: SourceCodes;
  #claim = 0;
  #publishers: number[] = [];
  #kinds = 0;

  constructor(columns: ClaimColumns, sources: SourceCodes) {
    this.#columns = columns;
    this.#sources = sources;
  }

  /** The fields in the order of `EVIDENCE_FIELDS`. */
  read(fields: Fields): void {
    const claim = fields.int() ?? 0;
    const code = this.#sources.get(fields.int() ?? 0);
    if (claim !== this.#claim) this.end();
    this.#claim = claim;
    if (code === undefined) return;
    const publisher = Math.floor(code / KIND_BITS);
    if (publisher > 0 && !this.#publishers.includes(publisher)) this.#publishers.push(publisher);
    this.#kinds |= (1 << (code % KIND_BITS)) >> 1;
  }

  /** After the last row. */
  end(): void {
    if (this.#claim > 0) this.#columns.setEvidence(this.#claim, this.#publishers, this.#kinds);
    this.#publishers = [];
    this.#kinds = 0;
  }
}
