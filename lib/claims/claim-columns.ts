import type { MatchedColumns } from '#lib/core/column-matches.ts';
import { EARLIEST, LATEST } from '#lib/core/key-order.ts';
import {
  growAll,
  ListColumn,
  type NumberColumn,
  type Numbers,
  pickAll,
  putAll,
  withNumber,
} from '#lib/core/number-columns.ts';

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
};

export const LIVE = 1;
export const DELETED = 2;
const MOST = 65_535;
const COLUMNS = [
  'state',
  'programme',
  'status',
  'priority',
  'language',
  'topic',
  'claimant',
  'assignee',
  'fact',
  'sources',
  'origins',
  'conflicting',
  'dated',
  'lower',
  'upper',
  'updated',
  'created',
  'kinds',
  'quotes',
] as const;
type Columns = Record<(typeof COLUMNS)[number], NumberColumn>;
const LIMITED = ['topic', 'claimant', 'assignee', 'fact'] as const;

/** The columns of all claims that filters, counts and orders need, each an array by the claim's id: about 54 bytes a claim. */
export class ClaimColumns implements MatchedColumns {
  /** One more than the highest id. */
  end = 0;
  /** Claims held, deleted ones too. */
  claims = 0;
  state = new Uint8Array(0);
  programme: Numbers = new Uint8Array(0);
  status = new Uint8Array(0);
  priority = new Uint8Array(0);
  language: Numbers = new Uint8Array(0);
  topic: Numbers = new Uint8Array(0);
  claimant: Numbers = new Uint8Array(0);
  assignee: Numbers = new Uint8Array(0);
  fact: Numbers = new Uint8Array(0);
  sources: Numbers = new Uint8Array(0);
  origins: Numbers = new Uint8Array(0);
  conflicting = new Uint8Array(0);
  dated = new Uint8Array(0);
  lower = new Int32Array(0);
  upper = new Int32Array(0);
  updated = new Float64Array(0);
  created = new Float64Array(0);
  kinds: Numbers = new Uint8Array(0);
  quotes = new Uint8Array(0);
  /** One more than the largest id in each of these columns. */
  readonly limits = { topic: 1, claimant: 1, assignee: 1, fact: 1 };
  ids = new Int32Array(0);
  lone = new Uint8Array(0);
  turn = 0;
  tags = new ListColumn();
  publishers = new ListColumn();
  readonly #codes: Map<string, number>;
  /** Language tags by their code. */
  readonly languages: string[];

  constructor(languages: string[] = [], codes = new Map<string, number>()) {
    this.languages = languages;
    this.#codes = codes;
  }

  /** Makes room for ids up to this one. */
  reserve(id: number): void {
    if (id >= this.state.length) this.#resize(id + Math.max(1_024, id >> 5));
  }

  /** Once many claims were put in: gives back room that is not used. */
  trim(): void {
    this.tags.trim();
    this.publishers.trim();
  }

  set(claim: CountedClaim): void {
    const { id } = claim;
    this.reserve(id);
    this.turn++;
    if (id >= this.end) this.end = id + 1;
    if (this.state[id] === 0) this.claims++;
    this.state[id] = claim.deleted ? DELETED : LIVE;
    this.programme = withNumber(this.programme, id, claim.programme);
    this.status[id] = claim.status;
    this.priority[id] = claim.priority;
    this.language = withNumber(this.language, id, this.#code(claim.language));
    this.topic = withNumber(this.topic, id, claim.topic);
    this.claimant = withNumber(this.claimant, id, claim.claimant);
    this.assignee = withNumber(this.assignee, id, claim.assignee);
    this.fact = withNumber(this.fact, id, claim.fact);
    this.sources = withNumber(this.sources, id, Math.min(claim.sources, MOST));
    this.origins = withNumber(this.origins, id, Math.min(claim.origins, MOST));
    this.conflicting[id] = claim.conflicting ? 1 : 0;
    this.dated[id] = claim.dated ? 1 : 0;
    this.lower[id] = claim.lower ?? EARLIEST;
    this.upper[id] = claim.upper ?? LATEST;
    this.updated[id] = claim.updated;
    this.created[id] = claim.created;
    for (const key of LIMITED) if (claim[key] >= this.limits[key]) this.limits[key] = claim[key] + 1;
    this.tags.set(id, claim.tags);
  }

  /** Before a claim is set anew that may be gone. */
  remove(id: number): void {
    this.turn++;
    if (this.state[id] !== 0) this.claims--;
    this.state[id] = 0;
  }

  /** The publishers and kinds of a claim's sources; bit n - 1 of the kinds stands for place n in SOURCE_KINDS. */
  setEvidence(id: number, publishers: readonly number[], kinds: number): void {
    // Of a claim that is not there nothing is counted.
    if (id >= this.end) return;
    this.turn++;
    this.publishers.set(id, publishers);
    this.kinds = withNumber(this.kinds, id, kinds);
  }

  /** One more outcome among a claim's quotes, by its place in QUOTE_OUTCOMES; 0 takes all away. */
  addQuote(id: number, place: number): void {
    if (id >= this.end) return;
    this.turn++;
    this.quotes[id] = place === 0 ? 0 : (this.quotes[id] as number) | (1 << (place - 1));
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
    growAll(this as Columns, COLUMNS, size);
    this.ids = new Int32Array(size);
    this.lone = new Uint8Array(size);
    this.tags.resize(size);
    this.publishers.resize(size);
  }

  /** Some claims as they are now, by their place among the ids: with codes of the same meaning, to be read, or changed and put back. */
  pick(ids: Int32Array): ClaimColumns {
    const picked = new ClaimColumns(this.languages, this.#codes);
    pickAll(this as Columns, COLUMNS, ids, picked as Columns);
    picked.ids = new Int32Array(ids.length);
    picked.lone = new Uint8Array(ids.length);
    picked.end = ids.length;
    Object.assign(picked.limits, this.limits);
    picked.tags = this.tags.pick(ids);
    picked.publishers = this.publishers.pick(ids);
    return picked;
  }

  /** Puts back claims that were picked and changed; the ids are ascending. */
  put(ids: Int32Array, picked: ClaimColumns): void {
    const last = ids.at(-1);
    if (last === undefined) return;
    this.reserve(last);
    this.turn++;
    this.end = Math.max(this.end, last + 1);
    for (let place = 0; place < ids.length; place++)
      this.claims += Math.sign(picked.state[place] ?? 0) - Math.sign(this.state[ids[place] as number] ?? 0);
    putAll(this as Columns, COLUMNS, ids, picked as Columns);
    for (const key of LIMITED) this.limits[key] = Math.max(this.limits[key], picked.limits[key]);
    this.tags.put(ids, picked.tags);
    this.publishers.put(ids, picked.publishers);
  }
}
