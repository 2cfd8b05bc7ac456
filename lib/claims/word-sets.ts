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

/** The same for equal sets, and hardly for others. */
function signOf(set: Bits): number {
  let sign = 0;
  for (let at = 0; at < set.length; at++) sign = (Math.imul(sign, 31) + (set[at] as number)) | 0;
  return sign;
}

function areEqual(one: Bits, other: Bits): boolean {
  for (let at = 0; at < one.length; at++) if (one[at] !== other[at]) return false;
  return one.length === other.length;
}

/**
 * Which claims have each of some words, and which have a longer one that begins so, told from their tsvectors. Words that always stand
 * together, as a word and its stem often do, share one set once all claims are noted.
 */
export class WordSets {
  readonly #places: ReadonlyMap<string, number>;
  /** A tree of the words by their bytes: at node × 256 + byte the next node, 0 where no word goes on so; the root is 0. */
  readonly #steps: Uint16Array;
  /** For each node one more than the place of the word that ends there. */
  readonly #ends: Uint16Array;
  /** By place the claims that have the word; as many places on, those that have a longer one. */
  readonly #sets: (Bits | null)[];
  /** The places that share a set, of those that are shared. */
  #sharers = new Map<Bits, number[]>();
  #size: number;

  constructor(words: readonly string[], lastId: number) {
    const unique = [...new Set(words)];
    this.#places = new Map(unique.map((word, place) => [word, place]));
    this.#size = (lastId >>> 5) + 1;
    this.#sets = [...unique, ...unique].map(() => null);
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
    for (const set of this.#sets) if (set) set[at] = (set[at] as number) & ~(1 << (id & 31));
  }

  /** Notes the words of a claim of which nothing is noted. `vector` is the binary form of its tsvector (tsvectorsend). */
  put(id: number, vector: Uint8Array): void {
    const at = id >>> 5;
    const bit = 1 << (id & 31);
    if (at >= this.#size) this.#grow(at);
    const met = this.#placesMet(vector);
    if (this.#sharers.size > 0) this.#part(met);
    for (const place of met) {
      const set = this.#sets[place] ?? new Uint32Array(this.#size);
      this.#sets[place] = set;
      set[at] = (set[at] as number) | bit;
    }
  }

  /** The places of the words in a tsvector; some may be there more than once. */
  #placesMet(vector: Uint8Array): number[] {
    const longer = this.#places.size;
    const met: number[] = [];
    // The number of words; then of each its letters and a zero, how often it stands, and where.
    let place = 4;
    while (place < vector.length) {
      let node = 0;
      let dead = false;
      for (let byte = vector[place++] as number; byte !== 0; byte = vector[place++] as number) {
        if (dead) continue;
        const ended = this.#ends[node] as number;
        if (ended > 0) met.push(longer + ended - 1);
        node = this.#steps[node * 256 + byte] as number;
        dead = node === 0;
      }
      const ended = dead ? 0 : (this.#ends[node] as number);
      if (ended > 0) met.push(ended - 1);
      const positions = ((vector[place] as number) << 8) | (vector[place + 1] as number);
      place += 2 + 2 * positions;
    }
    return met;
  }

  /** Lets equal sets be one. */
  share(): void {
    const alike = new Map<number, Bits[]>();
    for (const [place, set] of this.#sets.entries()) {
      if (set === null) continue;
      const sign = signOf(set);
      const others = alike.get(sign) ?? [];
      alike.set(sign, others);
      const same = others.find((other) => areEqual(other, set));
      if (same === undefined) others.push(set);
      else {
        this.#sets[place] = same;
        this.#sharers.set(same, [...(this.#sharers.get(same) ?? [this.#sets.indexOf(same)]), place]);
      }
    }
  }

  /** Gives the places that are met sets of their own where they share one with others that are not. */
  #part(met: readonly number[]): void {
    const all = new Set(met);
    for (const place of met) {
      const set = this.#sets[place];
      const sharers = set && this.#sharers.get(set);
      if (!sharers) continue;
      const staying = sharers.filter((each) => !all.has(each));
      if (staying.length === 0) continue;
      const own = set.slice();
      const going = sharers.filter((each) => all.has(each));
      for (const each of going) this.#sets[each] = own;
      for (const [bits, places] of [
        [set, staying],
        [own, going],
      ] as const)
        if (places.length > 1) this.#sharers.set(bits, places);
        else this.#sharers.delete(bits);
    }
  }

  #grow(at: number): void {
    this.#size = at + 1 + (at >> 4);
    const larger = new Map<Bits, Bits>();
    for (const [place, set] of this.#sets.entries()) {
      if (set === null) continue;
      const bigger = larger.get(set) ?? new Uint32Array(this.#size);
      if (!larger.has(set)) bigger.set(set);
      larger.set(set, bigger);
      this.#sets[place] = bigger;
    }
    this.#sharers = new Map([...this.#sharers].map(([set, places]) => [larger.get(set) as Bits, places]));
  }

  /** Whether anything of a query is known here. */
  knows(query: WordQuery): boolean {
    return 'word' in query ? this.#places.has(query.word) : query.parts.some((part) => this.knows(part));
  }

  #find({ word, begins }: SearchWord): Bits {
    const place = this.#places.get(word) ?? 0;
    const exact = this.#sets[place] ?? null;
    const longer = begins ? (this.#sets[this.#places.size + place] ?? null) : null;
    return joined(
      'any',
      [exact, longer].filter((set) => set !== null),
    );
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
