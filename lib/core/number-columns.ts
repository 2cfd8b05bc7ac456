/** Whole numbers from 0, as narrow as the largest of them needs. */
export type Numbers = Uint8Array | Uint16Array | Int32Array;
export type NumberColumn = Numbers | Float64Array;

export function grown<T extends NumberColumn>(column: T, size: number): T {
  const bigger = new (column.constructor as new (size: number) => T)(size);
  bigger.set(column);
  return bigger;
}

/** Makes room for `size` rows in these columns of a holder. */
export function growAll<K extends string>(
  holder: Record<K, NumberColumn>,
  keys: readonly K[],
  size: number,
): void {
  for (const key of keys) holder[key] = grown(holder[key], size);
}

export function pickedFrom<T extends NumberColumn>(column: T, ids: readonly number[]): T {
  const picked = new (column.constructor as new (size: number) => T)(ids.length);
  for (const [place, id] of ids.entries()) picked[place] = column[id] ?? 0;
  return picked;
}

/** The column with a number put there: a wider copy where it was too narrow for it, else itself. */
export function withNumber(column: Numbers, place: number, number: number): Numbers {
  const width = number < 2 ** 8 ? 1 : number < 2 ** 16 ? 2 : 4;
  const fitting = width <= column.BYTES_PER_ELEMENT ? column : widened(column, width);
  fitting[place] = number;
  return fitting;
}

function widened(column: Numbers, width: number): Numbers {
  return width === 2 ? new Uint16Array(column) : new Int32Array(column);
}

/** Several numbers for each row, one after another in one pool. A changed list goes to the end; the pool is packed when half is waste. */
export class ListColumn {
  start = new Int32Array(0);
  count: Numbers = new Uint8Array(0);
  pool: Numbers = new Uint8Array(16);
  /** One more than the largest number that was ever in a list. */
  limit = 1;
  #used = 0;
  #waste = 0;

  resize(size: number): void {
    this.start = grown(this.start, size);
    this.count = grown(this.count, size);
  }

  set(id: number, items: readonly number[]): void {
    const before = this.count[id] ?? 0;
    let start = this.start[id] ?? 0;
    if (items.length > before) {
      this.#waste += before;
      if (this.#used + items.length > this.pool.length) this.#makeRoom(items.length);
      start = this.#used;
      this.#used += items.length;
      this.start[id] = start;
    } else this.#waste += before - items.length;
    this.count = withNumber(this.count, id, items.length);
    for (const [place, item] of items.entries()) {
      this.pool = withNumber(this.pool, start + place, item);
      if (item >= this.limit) this.limit = item + 1;
    }
  }

  /** The lists of some claims, by their place among them. */
  pick(ids: readonly number[]): ListColumn {
    const picked = new ListColumn();
    picked.resize(ids.length);
    for (const [place, id] of ids.entries()) {
      const start = this.start[id] ?? 0;
      picked.set(place, [...this.pool.subarray(start, start + (this.count[id] ?? 0))]);
    }
    picked.limit = this.limit;
    return picked;
  }

  /** Gives back what the pool has beyond what is used. */
  trim(): void {
    this.pool = this.pool.slice(0, this.#used);
  }

  #makeRoom(more: number): void {
    const spare = (used: number) => used + more + Math.max(1_024, used >> 3);
    if (this.#waste * 2 < this.#used) {
      this.pool = grown(this.pool, spare(this.#used));
      return;
    }
    const packed = grown(this.pool.subarray(0, 0), spare(this.#used - this.#waste));
    let used = 0;
    for (let id = 0; id < this.count.length; id++) {
      const start = this.start[id] ?? 0;
      const count = this.count[id] ?? 0;
      packed.set(this.pool.subarray(start, start + count), used);
      this.start[id] = used;
      used += count;
    }
    this.pool = packed;
    this.#used = used;
    this.#waste = 0;
  }
}
