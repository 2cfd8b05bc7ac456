import type { ClaimColumns } from './claim-columns.ts';

/** PostgreSQL counts time from 2000, in microseconds and days. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const EPOCH_DAYS = EPOCH_MS / 86_400_000;

/** Reads the fields of PostgreSQL's binary form of a record, one after another (src/backend/utils/adt/rowtypes.c, record_send). */
class RecordReader {
  readonly #view: DataView;
  readonly #text = new TextDecoder();
  #at: number;

  constructor(bytes: Uint8Array, at: number) {
    this.#view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.#at = at;
  }

  get at(): number {
    return this.#at;
  }

  /** Passes over the number of fields. */
  begin(): void {
    this.#at += 4;
  }

  /** Where the next field lies; its length is -1 where it is null. */
  #field(): { at: number; length: number } {
    const length = this.#view.getInt32(this.#at + 4);
    const at = this.#at + 8;
    this.#at = at + Math.max(0, length);
    return { at, length };
  }

  int(): number | null {
    const { at, length } = this.#field();
    return length < 0 ? null : this.#view.getInt32(at);
  }

  flag(): boolean {
    const { at, length } = this.#field();
    return length > 0 && this.#view.getInt8(at) !== 0;
  }

  /** Days since 1970; null for none and for infinity. */
  day(): number | null {
    const days = this.int();
    return days === null || Math.abs(days) >= 2_147_483_647 ? null : days + EPOCH_DAYS;
  }

  /** Milliseconds since 1970. */
  time(): number {
    const { at } = this.#field();
    return Math.floor(Number(this.#view.getBigInt64(at)) / 1_000) + EPOCH_MS;
  }

  text(): string {
    const { at, length } = this.#field();
    return this.#text.decode(new Uint8Array(this.#view.buffer, this.#view.byteOffset + at, length));
  }

  /** An array of integers, each once; empty for none. */
  ints(): number[] {
    const { at, length } = this.#field();
    if (length <= 12) return [];
    const items: number[] = [];
    // Dimensions, flag, type, size and first index; then length and number for each element.
    for (let place = at + 20; place < at + length; ) {
      const size = this.#view.getInt32(place);
      if (size < 0) {
        place += 4;
        continue;
      }
      const item = this.#view.getInt32(place + 4);
      if (!items.includes(item)) items.push(item);
      place += 4 + size;
    }
    return items;
  }
}

/**
 * Puts claims into the columns: at most so many, from a place on; answers with the place behind them. `bytes` are records one after
 * another, their fields in the order of `CLAIM_RECORD` (column-queries.ts).
 */
export function readClaimRecords(
  bytes: Uint8Array,
  columns: ClaimColumns,
  from = 0,
  most = Infinity,
): number {
  const reader = new RecordReader(bytes, from);
  for (let read = 0; read < most && reader.at < bytes.length; read++) {
    reader.begin();
    columns.set({
      id: reader.int() ?? 0,
      programme: reader.int() ?? 0,
      deleted: reader.flag(),
      status: reader.int() ?? 0,
      priority: reader.int() ?? 0,
      language: reader.text(),
      topic: reader.int() ?? 0,
      claimant: reader.int() ?? 0,
      assignee: reader.int() ?? 0,
      fact: reader.int() ?? 0,
      sources: reader.int() ?? 0,
      origins: reader.int() ?? 0,
      conflicting: reader.flag(),
      dated: reader.flag(),
      lower: reader.day(),
      upper: reader.day(),
      updated: reader.time(),
      created: reader.time(),
      tags: reader.ints(),
      publishers: reader.ints(),
      kinds: reader.int() ?? 0,
      quotes: reader.int() ?? 0,
    });
  }
  return reader.at;
}
