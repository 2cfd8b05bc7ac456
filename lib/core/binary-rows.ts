/** PostgreSQL counts time from 2000, in microseconds and days. */
const EPOCH_MS = Date.UTC(2000, 0, 1);
const EPOCH_DAYS = EPOCH_MS / 86_400_000;
const SIGNATURE = 11;
const NOTHING = new Uint8Array(0);

/** The fields of one row, read one after another in the order of the statement; valid until the next row. */
export class Fields {
  readonly #text = new TextDecoder();
  #view: DataView = new DataView(NOTHING.buffer);
  #at = 0;

  /** For BinaryRows alone. */
  begin(view: DataView, at: number): void {
    this.#view = view;
    this.#at = at;
  }

  /** Where the next field lies; answers with its length, -1 where it is null. */
  #next(): number {
    const length = this.#view.getInt32(this.#at);
    this.#at += 4 + Math.max(0, length);
    return length;
  }

  int(): number | null {
    return this.#next() < 0 ? null : this.#view.getInt32(this.#at - 4);
  }

  flag(): boolean {
    return this.#next() > 0 && this.#view.getInt8(this.#at - 1) !== 0;
  }

  /** Days since 1970; null for none and for infinity. */
  day(): number | null {
    const days = this.int();
    return days === null || Math.abs(days) >= 2_147_483_647 ? null : days + EPOCH_DAYS;
  }

  /** Milliseconds since 1970. */
  time(): number {
    this.#next();
    const microseconds = this.#view.getInt32(this.#at - 8) * 2 ** 32 + this.#view.getUint32(this.#at - 4);
    return Math.floor(microseconds / 1_000) + EPOCH_MS;
  }

  /** Empty for null; valid until the next row. */
  bytes(): Uint8Array {
    const length = Math.max(0, this.#next());
    return new Uint8Array(this.#view.buffer, this.#view.byteOffset + this.#at - length, length);
  }

  text(): string {
    return this.#text.decode(this.bytes());
  }

  /** An array of integers, each once; empty for none. */
  ints(): number[] {
    const length = this.#next();
    if (length <= 12) return [];
    const items: number[] = [];
    // Dimensions, flag, type, size and first index; then length and number for each element.
    for (let place = this.#at - length + 20; place < this.#at; ) {
      const size = this.#view.getInt32(place);
      if (size >= 0) {
        const item = this.#view.getInt32(place + 4);
        if (!items.includes(item)) items.push(item);
      }
      place += 4 + Math.max(0, size);
    }
    return items;
  }
}

/**
 * Takes PostgreSQL's binary COPY format apart (https://www.postgresql.org/docs/current/sql-copy.html, file formats), however it was
 * cut on the way, and hands over each row as soon as it is whole.
 */
export class BinaryRows {
  readonly #take: (fields: Fields) => void;
  readonly #fields = new Fields();
  #rest: Uint8Array = NOTHING;
  #begun = false;

  constructor(take: (fields: Fields) => void) {
    this.#take = take;
  }

  push(chunk: Uint8Array): void {
    const bytes = this.#rest.length === 0 ? chunk : Buffer.concat([this.#rest, chunk]);
    const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    let at = 0;
    if (!this.#begun && bytes.length >= SIGNATURE + 8) {
      at = SIGNATURE + 8 + view.getInt32(SIGNATURE + 4);
      this.#begun = true;
    }
    for (let end = this.#begun ? rowEnd(view, at) : -1; end >= 0; end = rowEnd(view, at)) {
      this.#fields.begin(view, at + 2);
      this.#take(this.#fields);
      at = end;
    }
    // A copy: whoever handed the chunk over may write the next one in its place.
    this.#rest = at === bytes.length ? NOTHING : new Uint8Array(bytes.subarray(at));
  }
}

/** The place behind the row that begins here; -1 where it is not whole, or where the end is told. */
function rowEnd(view: DataView, from: number): number {
  if (from + 2 > view.byteLength) return -1;
  const fields = view.getInt16(from);
  let at = from + 2;
  for (let field = 0; field < fields; field++) {
    if (at + 4 > view.byteLength) return -1;
    at += 4 + Math.max(0, view.getInt32(at));
  }
  return fields < 0 || at > view.byteLength ? -1 : at;
}
