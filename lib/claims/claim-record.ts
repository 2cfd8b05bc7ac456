import type { Fields } from '#lib/core/binary-rows.ts';
import type { ClaimColumns } from './claim-columns.ts';

/** Where a claim stands in the columns. */
export type PlaceOf = (id: number) => number;

/** Puts one claim into the columns; the fields in the order of `claimFields` (record-queries.ts). */
export function readClaim(fields: Fields, columns: ClaimColumns, placeOf: PlaceOf): void {
  columns.set({
    id: placeOf(fields.int() ?? 0),
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

/** Of a source its publisher (0 for none) and the place of its kind in SOURCE_KINDS, packed into one number. */
export const KIND_BITS = 16;

/** The fields in the order of `QUOTE_FIELDS`. */
export function readQuote(fields: Fields, columns: ClaimColumns, placeOf: PlaceOf): void {
  columns.addQuote(placeOf(fields.int() ?? 0), fields.int() ?? 0);
}

/** Gathers the sources of each claim, which come one after another, and puts them into the columns. */
export class EvidenceReader {
  readonly #columns: ClaimColumns;
  readonly #placeOf: PlaceOf;
  #claim = 0;
  #publishers: number[] = [];
  #kinds = 0;

  constructor(columns: ClaimColumns, placeOf: PlaceOf) {
    this.#columns = columns;
    this.#placeOf = placeOf;
  }

  /** `source`: see KIND_BITS; undefined where the source is not live. */
  read(claim: number, source: number | undefined): void {
    if (claim !== this.#claim) this.end();
    this.#claim = claim;
    if (source === undefined) return;
    const publisher = Math.floor(source / KIND_BITS);
    if (publisher > 0 && !this.#publishers.includes(publisher)) this.#publishers.push(publisher);
    this.#kinds |= (1 << (source % KIND_BITS)) >> 1;
  }

  /** After the last row. */
  end(): void {
    if (this.#claim > 0) this.#columns.setEvidence(this.#placeOf(this.#claim), this.#publishers, this.#kinds);
    this.#publishers = [];
    this.#kinds = 0;
  }
}
