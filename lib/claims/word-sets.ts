import type { SearchWord, WordQuery } from './word-query.ts';
import { textOfQuery } from './word-query.ts';

/** Which claims: bit n is set for claim n. */
export type Bits = Uint32Array;

/** Where both, or where either, is set. */
function joined(needs: 'all' | 'any', sets: readonly Bits[]): Bits {
  const length = sets.reduce(
    (most, { length }) => (needs === 'any' ? Math.max(most, length) : Math.min(most, length)),
    needs === 'any' ? 0 : Infinity,
  );
  const made = new Uint32Array(length === Infinity ? 0 : length);
  for (const [place, set] of sets.entries()) {
    const end = Math.min(length, set.length);
    for (let at = 0; at < end; at++)
      made[at] =
        needs === 'any' || place === 0
          ? (made[at] as number) | (set[at] as number)
          : (made[at] as number) & (set[at] as number);
  }
  return made;
}

/** Which claims have each of some words, and which have a longer one that begins so, told from their tsvectors. */
export class WordSets {
  readonly #places: ReadonlyMap<string, number>;
  /** A tree of the words by their bytes: at node × 256 + byte the next node, 0 where no word goes on so; the root is 0. */
  readonly #steps: Uint16Array;
  /** For each node one more than the place of the word that ends there. */
  readonly #ends: Uint16Array;
  readonly #exact: Bits[];
  readonly #longer: (Bits | null)[];
  #size: number;

  constructor(words: readonly string[], lastId: number) {
    const unique = [...new Set(words)];
    this.#places = new Map(unique.map((word, place) => [word, place]));
    this.#size = (lastId >>> 5) + 1;
    this.#exact = unique.map(() => new Uint32Array(this.#size));
    this.#longer = unique.map(() => null);
    const encoded = unique.map((word) => new TextEncoder().encode(word));
    const most = encoded.reduce((sum, { length }) => sum + length, 1);
    this.#steps = new Uint16Array(most * 256);
    this.#ends = new Uint16Array(most);
    let nodes = 1;
    for (const [place, bytes] of encoded.entries()) {
      let node = 0;
      for (const byte of bytes) {
        const step = node * 256 + byte;
        if (this.#steps[step] === 0) this.#steps[step] = nodes++;
        node = this.#steps[step] as number;
      }
      this.#ends[node] = place + 1;
    }
  }

  /** Forgets the words of a claim. */
  clear(id: number): void {
    const at = id >>> 5;
    if (at >= this.#size) return;
    for (const sets of [this.#exact, this.#longer])
      for (const set of sets) if (set) set[at] = (set[at] as number) & ~(1 << (id & 31));
  }

  /** Notes the words of a claim of which nothing is noted. `vector` is the binary form of its tsvector (tsvectorsend). */
  put(id: number, vector: Uint8Array): void {
    const at = id >>> 5;
    const bit = 1 << (id & 31);
    if (at >= this.#size) this.#grow(at);
    // The number of words; then of each its letters and a zero, how often it stands, and where.
    let place = 4;
    while (place < vector.length) {
      let node = 0;
      let dead = false;
      for (let byte = vector[place++] as number; byte !== 0; byte = vector[place++] as number) {
        if (dead) continue;
        const ended = this.#ends[node] as number;
        if (ended > 0) this.#note(this.#longerThan(ended - 1), at, bit);
        node = this.#steps[node * 256 + byte] as number;
        dead = node === 0;
      }
      const ended = dead ? 0 : (this.#ends[node] as number);
      if (ended > 0) this.#note(this.#exact[ended - 1] as Bits, at, bit);
      const positions = ((vector[place] as number) << 8) | (vector[place + 1] as number);
      place += 2 + 2 * positions;
    }
  }

  #note(set: Bits, at: number, bit: number): void {
    set[at] = (set[at] as number) | bit;
  }

  #longerThan(place: number): Bits {
    const set = this.#longer[place] ?? new Uint32Array(this.#size);
    this.#longer[place] = set;
    return set;
  }

  #grow(at: number): void {
    this.#size = at + 1 + (at >> 4);
    const grown = (set: Bits) => {
      const bigger = new Uint32Array(this.#size);
      bigger.set(set);
      return bigger;
    };
    for (const [place, set] of this.#exact.entries()) this.#exact[place] = grown(set);
    for (const [place, set] of this.#longer.entries()) if (set) this.#longer[place] = grown(set);
  }

  /** Whether anything of a query is known here. */
  knows(query: WordQuery): boolean {
    return 'word' in query ? this.#places.has(query.word) : query.parts.some((part) => this.knows(part));
  }

  #find({ word, begins }: SearchWord): Bits {
    const place = this.#places.get(word) ?? 0;
    const longer = begins ? this.#longer[place] : null;
    const exact = this.#exact[place] as Bits;
    return joined('any', longer ? [exact, longer] : [exact]);
  }

  /** The claims that meet a query; `ask` finds what meets a part of it of which nothing is known here, in text form. */
  async match(query: WordQuery, ask: (part: string) => Promise<Bits>): Promise<Bits> {
    if (!this.knows(query)) return ask(textOfQuery(query));
    if ('word' in query) return this.#find(query);
    const { needs, parts } = query;
    const unknown = parts.filter((part) => !this.knows(part));
    const sets = parts.filter((part) => this.knows(part)).map((part) => this.match(part, ask));
    if (unknown.length > 0) sets.push(ask(textOfQuery({ needs, parts: unknown })));
    return joined(needs, await Promise.all(sets));
  }
}
