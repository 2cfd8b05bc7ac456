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

/** Some rows of these columns of a holder as they are, by their place among the ids, in another holder. */
export function pickAll<K extends string>(
  holder: Readonly<Record<K, NumberColumn>>,
  keys: readonly K[],
  ids: Int32Array,
  picked: Record<K, NumberColumn>,
): void {
  for (const key of keys) picked[key] = pickedFrom(holder[key], ids);
}

function pickedFrom(column: NumberColumn, ids: Int32Array): NumberColumn {
  const picked = new (column.constructor as new (size: number) => NumberColumn)(ids.length);
  for (let place = 0; place < ids.length; place++) picked[place] = column[ids[place] as number] ?? 0;
  return picked;
}

/** Puts back rows that were picked and changed; there has to be room for the ids. */
export function putAll<K extends string>(
  holder: Record<K, NumberColumn>,
  keys: readonly K[],
  ids: Int32Array,
  picked: Readonly<Record<K, NumberColumn>>,
): void {
  for (const key of keys) {
    const rows = picked[key];
    const wider = rows.BYTES_PER_ELEMENT > holder[key].BYTES_PER_ELEMENT;
    const column = wider
      ? new (rows.constructor as new (from: NumberColumn) => NumberColumn)(holder[key])
      : holder[key];
    for (let place = 0; place < ids.length; place++) column[ids[place] as number] = rows[place] as number;
    holder[key] = column;
  }
}

/** All ids of some lists, ascending and each once. */
export function ascending(lists: readonly Int32Array[]): Int32Array {
  const all = new Int32Array(lists.reduce((sum, { length }) => sum + length, 0));
  let length = 0;
  for (const ids of lists) {
    all.set(ids, length);
    length += ids.length;
  }
  all.sort();
  let kept = 0;
  for (const id of all) if (kept === 0 || id !== all[kept - 1]) all[kept++] = id;
  return all.subarray(0, kept);
}

/** The place of an id among others, which are ascending; it has to be there. */
export function placeAmong(ids: Int32Array, id: number): number {
  let [low, high] = [0, ids.length - 1];
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((ids[middle] as number) < id) low = middle + 1;
    else high = middle;
  }
  return low;
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

/** The lists of 32 rows lie one after another, so that only where the first begins has to be noted. */
const SHIFT = 5;
const BLOCK = 1 << SHIFT;

/** Several numbers for each row, in one pool. A block whose lists change in length goes to the end; the pool is packed when half is waste. */
export class ListColumn {
  /** Where each block begins in the pool. */
  #starts = new Int32Array(0);
  #counts: Numbers = new Uint8Array(0);
  #pool: Numbers = new Uint8Array(16);
  /** One more than the largest number that was ever in a list. */
  limit = 1;
  #used = 0;
  #waste = 0;

  resize(size: number): void {
    this.#starts = grown(this.#starts, Math.ceil(size / BLOCK));
    this.#counts = grown(this.#counts, size);
  }

  set(id: number, items: ArrayLike<number>): void {
    if (items.length !== this.#counts[id]) this.#changeLength(id, items.length);
    const start = this.#startOf(id);
    for (let place = 0; place < items.length; place++) {
      const item = items[place] as number;
      this.#pool = withNumber(this.#pool, start + place, item);
      if (item >= this.limit) this.limit = item + 1;
    }
  }

  /** How many numbers the rows from this one up to, but not including, that one have. */
  #lengthOf(from: number, to: number): number {
    let length = 0;
    for (let id = from; id < to; id++) length += this.#counts[id] ?? 0;
    return length;
  }

  #startOf(id: number): number {
    const block = id >>> SHIFT;
    return (this.#starts[block] as number) + this.#lengthOf(block << SHIFT, id);
  }

  /** Leaves room for so many numbers where the list of a row is, with its block at the end of the pool. */
  #changeLength(id: number, count: number): void {
    const before = this.#counts[id] as number;
    const block = id >>> SHIFT;
    const length = this.#lengthOf(block << SHIFT, (block + 1) << SHIFT);
    if (this.#used + length + count > this.#pool.length) this.#makeRoom(length + count);
    const start = this.#starts[block] as number;
    if (start + length !== this.#used) {
      this.#pool.copyWithin(this.#used, start, start + length);
      this.#starts[block] = this.#used;
      this.#used += length;
      this.#waste += length;
    }
    const own = this.#startOf(id);
    this.#pool.copyWithin(own + count, own + before, this.#used);
    this.#used += count - before;
    this.#counts = withNumber(this.#counts, id, count);
  }

  /** Good until something is set. */
  #list(id: number): Numbers {
    const start = this.#startOf(id);
    return this.#pool.subarray(start, start + (this.#counts[id] ?? 0));
  }

  of(id: number): number[] {
    return [...this.#list(id)];
  }

  /** How many of these rows have each number; quickest where their ids ascend. */
  count(ids: Int32Array): Int32Array {
    const [starts, counts, pool] = [this.#starts, this.#counts, this.#pool];
    const found = new Int32Array(this.limit);
    let block = -1;
    // The row whose list begins at `place`.
    let next = 0;
    let place = 0;
    for (let at = 0; at < ids.length; at++) {
      const id = ids[at] as number;
      if (id >>> SHIFT !== block || next > id) {
        block = id >>> SHIFT;
        next = block << SHIFT;
        place = starts[block] as number;
      }
      for (; next < id; next++) place += counts[next] as number;
      for (const end = place + (counts[next++] as number); place < end; place++) {
        const item = pool[place] as number;
        found[item] = (found[item] as number) + 1;
      }
    }
    return found;
  }

  /** Sets the bit where none of a row's numbers is wanted by the table; the first is for the row with id `from`. */
  missWhereNone(table: Uint8Array, bit: number, misses: Uint32Array, from: number): void {
    const [starts, counts, pool] = [this.#starts, this.#counts, this.#pool];
    let place = this.#startOf(from);
    for (let at = 0; at < misses.length; at++) {
      const id = from + at;
      if ((id & (BLOCK - 1)) === 0) place = starts[id >>> SHIFT] as number;
      let met = 0;
      for (const end = place + (counts[id] as number); place < end; place++)
        met |= table[pool[place] as number] as number;
      if (met === 0) misses[at] = (misses[at] as number) | bit;
    }
  }

  /** The lists of some rows, by their place among the ids. */
  pick(ids: Int32Array): ListColumn {
    const picked = new ListColumn();
    picked.resize(ids.length);
    for (let place = 0; place < ids.length; place++) picked.set(place, this.#list(ids[place] as number));
    picked.limit = this.limit;
    return picked;
  }

  /** Puts back lists that were picked and changed. */
  put(ids: Int32Array, picked: ListColumn): void {
    for (let place = 0; place < ids.length; place++) this.set(ids[place] as number, picked.#list(place));
  }

  /** Gives back what the pool has beyond what is used. */
  trim(): void {
    this.#pool = this.#pool.slice(0, this.#used);
  }

  #makeRoom(more: number): void {
    const spare = (used: number) => used + more + Math.max(1_024, used >> 3);
    if (this.#waste * 2 < this.#used) {
      this.#pool = grown(this.#pool, spare(this.#used));
      return;
    }
    const packed = grown(this.#pool.subarray(0, 0), spare(this.#used - this.#waste));
    let used = 0;
    for (let block = 0; block < this.#starts.length; block++) {
      const start = this.#starts[block] as number;
      const length = this.#lengthOf(block << SHIFT, (block + 1) << SHIFT);
      packed.set(this.#pool.subarray(start, start + length), used);
      this.#starts[block] = used;
      used += length;
    }
    this.#pool = packed;
    this.#used = used;
    this.#waste = 0;
  }
}
