/** A claim as counts and orders see it. Ids and codes are 0 where there is none. */
export type CountedClaim = {
  id: number;
  programme: number;
  deleted: boolean;
  /** Places in CLAIM_STATUSES and PRIORITIES, from 1. */
  status: number;
  priority: number;
  language: string;
  topic: number;
  claimant: number;
  assignee: number;
  fact: number;
  sources: number;
  origins: number;
  conflicting: boolean;
  /** Has a date claimed at all; its bounds are days since 1970, null where open. */
  dated: boolean;
  lower: number | null;
  upper: number | null;
  /** Milliseconds since 1970. */
  updated: number;
  created: number;
  tags: number[];
  publishers: number[];
  /** Bit n - 1 stands for place n in SOURCE_KINDS. */
  kinds: number;
  /** Bit n - 1 stands for place n in QUOTE_OUTCOMES. */
  quotes: number;
};

export const LIVE = 1;
export const DELETED = 2;
/** Bounds that are open. */
export const EARLIEST = -2_147_483_648;
const LATEST = 2_147_483_647;
const MOST = 65_535;
/** An id may be this many times the number of claims; where ids are sparser, columns by id would waste memory. */
const SPARSEST = 4;

/** A column of small numbers or ids. */
export type Numbers = Uint8Array | Uint16Array | Int32Array;
type NumberColumn = Numbers | Float64Array;

function grown<T extends NumberColumn>(column: T, size: number): T {
  const bigger = new (column.constructor as new (size: number) => T)(size);
  bigger.set(column);
  return bigger;
}

/** Several numbers for each claim, one after another in one pool. A changed list goes to the end; the pool is packed when half is waste. */
export class ListColumn {
  start = new Int32Array(0);
  count = new Uint16Array(0);
  pool = new Int32Array(16);
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
    this.count[id] = items.length;
    for (const [place, item] of items.entries()) {
      this.pool[start + place] = item;
      if (item >= this.limit) this.limit = item + 1;
    }
  }

  #makeRoom(more: number): void {
    if (this.#waste * 2 < this.#used) {
      this.pool = grown(this.pool, Math.ceil((this.#used + more) * 1.25));
      return;
    }
    const packed = new Int32Array(Math.ceil((this.#used - this.#waste + more) * 1.25));
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

/** The columns of all claims that filters, counts and orders need, each an array by the claim's id: about 90 bytes a claim. */
export class ClaimColumns {
  /** One more than the highest id. */
  end = 0;
  /** Claims held, deleted ones too. */
  claims = 0;
  state = new Uint8Array(0);
  programme = new Int32Array(0);
  status = new Uint8Array(0);
  priority = new Uint8Array(0);
  language = new Uint16Array(0);
  topic = new Int32Array(0);
  claimant = new Int32Array(0);
  assignee = new Int32Array(0);
  fact = new Int32Array(0);
  sources = new Uint16Array(0);
  origins = new Uint16Array(0);
  conflicting = new Uint8Array(0);
  dated = new Uint8Array(0);
  lower = new Int32Array(0);
  upper = new Int32Array(0);
  updated = new Float64Array(0);
  created = new Float64Array(0);
  kinds = new Uint16Array(0);
  quotes = new Uint8Array(0);
  /** One more than the largest id in each of these columns. */
  readonly limits = { topic: 1, claimant: 1, assignee: 1, fact: 1 };
  /** Where matches are written, so that two large arrays are made once; `turn` tells whose they are. */
  misses = new Uint32Array(0);
  ids = new Int32Array(0);
  turn = 0;
  readonly tags = new ListColumn();
  readonly publishers = new ListColumn();
  /** Language tags by their code. */
  readonly languages: string[] = [];
  readonly #codes = new Map<string, number>();

  get sparse(): boolean {
    return this.end > 1_000_000 && this.end > this.claims * SPARSEST;
  }

  /** Makes room for ids up to this one. */
  reserve(id: number): void {
    if (id >= this.state.length) this.#resize(id + Math.max(1_024, id >> 4));
  }

  set(claim: CountedClaim): void {
    const { id } = claim;
    this.reserve(id);
    this.turn++;
    if (id >= this.end) this.end = id + 1;
    if (this.state[id] === 0) this.claims++;
    this.state[id] = claim.deleted ? DELETED : LIVE;
    this.programme[id] = claim.programme;
    this.status[id] = claim.status;
    this.priority[id] = claim.priority;
    this.language[id] = this.#code(claim.language);
    this.topic[id] = claim.topic;
    this.claimant[id] = claim.claimant;
    this.assignee[id] = claim.assignee;
    this.fact[id] = claim.fact;
    this.sources[id] = Math.min(claim.sources, MOST);
    this.origins[id] = Math.min(claim.origins, MOST);
    this.conflicting[id] = claim.conflicting ? 1 : 0;
    this.dated[id] = claim.dated ? 1 : 0;
    this.lower[id] = claim.lower ?? EARLIEST;
    this.upper[id] = claim.upper ?? LATEST;
    this.updated[id] = claim.updated;
    this.created[id] = claim.created;
    this.kinds[id] = claim.kinds;
    this.quotes[id] = claim.quotes;
    for (const key of ['topic', 'claimant', 'assignee', 'fact'] as const)
      if (claim[key] >= this.limits[key]) this.limits[key] = claim[key] + 1;
    this.tags.set(id, claim.tags);
    this.publishers.set(id, claim.publishers);
  }

  #code(language: string): number {
    const known = this.#codes.get(language);
    if (known !== undefined) return known;
    const code = this.languages.length;
    this.languages.push(language);
    this.#codes.set(language, code);
    return code;
  }

  #resize(size: number): void {
    this.state = grown(this.state, size);
    this.programme = grown(this.programme, size);
    this.status = grown(this.status, size);
    this.priority = grown(this.priority, size);
    this.language = grown(this.language, size);
    this.topic = grown(this.topic, size);
    this.claimant = grown(this.claimant, size);
    this.assignee = grown(this.assignee, size);
    this.fact = grown(this.fact, size);
    this.sources = grown(this.sources, size);
    this.origins = grown(this.origins, size);
    this.conflicting = grown(this.conflicting, size);
    this.dated = grown(this.dated, size);
    this.lower = grown(this.lower, size);
    this.upper = grown(this.upper, size);
    this.updated = grown(this.updated, size);
    this.created = grown(this.created, size);
    this.kinds = grown(this.kinds, size);
    this.quotes = grown(this.quotes, size);
    this.misses = new Uint32Array(size);
    this.ids = new Int32Array(size);
    this.tags.resize(size);
    this.publishers.resize(size);
  }
}
