import type { MatchedColumns } from '#lib/core/column-matches.ts';
import { EARLIEST, LATEST } from '#lib/core/key-order.ts';
import {
  growAll,
  type NumberColumn,
  type Numbers,
  pickAll,
  putAll,
  withNumber,
} from '#lib/core/number-columns.ts';

/** A source as filters and orders see it. Ids and places are 0 where there is none. */
export type CountedSource = {
  id: number;
  deleted: boolean;
  /** Places in SOURCE_KINDS and LINK_STATES, from 1. */
  kind: number;
  link: number;
  publisher: number;
  /** Empty where it is not known. */
  language: string;
  /** Has a date at all; its bounds are days since 1970, null where open. */
  dated: boolean;
  lower: number | null;
  upper: number | null;
  /** Milliseconds since 1970. */
  updated: number;
};

export const LIVE = 1;
export const DELETED = 2;
/** What is counted of a source: live claims that rest on it, sources that it relies on, live sources that rely on it. */
export type SourceCount = 'claims' | 'relies' | 'relied';

const COLUMNS = [
  'state',
  'kind',
  'link',
  'publisher',
  'language',
  'lower',
  'upper',
  'updated',
  'claims',
  'relies',
  'relied',
] as const;
type Columns = Record<(typeof COLUMNS)[number], NumberColumn>;

/** The columns of all sources that filters, counts and orders need, each an array by the source's id: about 34 bytes a source. */
export class SourceColumns implements MatchedColumns {
  end = 0;
  state = new Uint8Array(0);
  kind = new Uint8Array(0);
  link = new Uint8Array(0);
  publisher: Numbers = new Uint8Array(0);
  language: Numbers = new Uint8Array(0);
  /** Of a source without a date, bounds between which no day lies. */
  lower = new Int32Array(0);
  upper = new Int32Array(0);
  updated = new Float64Array(0);
  claims: Numbers = new Uint8Array(0);
  relies: Numbers = new Uint8Array(0);
  relied: Numbers = new Uint8Array(0);
  /** One more than the highest id of a publisher. */
  publishers = 1;
  ids = new Int32Array(0);
  lone = new Uint8Array(0);
  turn = 0;
  /** Language tags by their code; the first stands for none. */
  readonly languages: string[];
  readonly #codes: Map<string, number>;

  constructor(languages = ['none'], codes = new Map([['', 0]])) {
    this.languages = languages;
    this.#codes = codes;
  }

  /** Makes room for ids up to this one. */
  reserve(id: number): void {
    if (id < this.state.length) return;
    const size = id + Math.max(1_024, id >> 5);
    growAll(this as Columns, COLUMNS, size);
    this.ids = new Int32Array(size);
    this.lone = new Uint8Array(size);
  }

  /** All of a source but what is counted of it, which stays. */
  set(source: CountedSource): void {
    const { id, dated } = source;
    this.reserve(id);
    this.turn++;
    if (id >= this.end) this.end = id + 1;
    this.state[id] = source.deleted ? DELETED : LIVE;
    this.kind[id] = source.kind;
    this.link[id] = source.link;
    this.publisher = withNumber(this.publisher, id, source.publisher);
    if (source.publisher >= this.publishers) this.publishers = source.publisher + 1;
    this.language = withNumber(this.language, id, this.#code(source.language));
    this.lower[id] = dated ? (source.lower ?? EARLIEST) : LATEST;
    this.upper[id] = dated ? (source.upper ?? LATEST) : EARLIEST;
    this.updated[id] = source.updated;
  }

  /** Before a source is set anew that may be gone. */
  remove(id: number): void {
    this.turn++;
    this.state[id] = 0;
  }

  setCount(id: number, of: SourceCount, count: number): void {
    if (id >= this.end) return;
    this.turn++;
    this[of] = withNumber(this[of], id, count);
  }

  #code(language: string): number {
    const known = this.#codes.get(language);
    if (known !== undefined) return known;
    const code = this.languages.length;
    this.languages.push(language);
    this.#codes.set(language, code);
    return code;
  }

  /** Some sources as they are now, by their place among the ids: with codes of the same meaning, to be changed and put back. */
  pick(ids: Int32Array): SourceColumns {
    const picked = new SourceColumns(this.languages, this.#codes);
    pickAll(this as Columns, COLUMNS, ids, picked as Columns);
    picked.end = ids.length;
    picked.publishers = this.publishers;
    return picked;
  }

  /** Puts back sources that were picked and changed; the ids are ascending. */
  put(ids: Int32Array, picked: SourceColumns): void {
    const last = ids.at(-1);
    if (last === undefined) return;
    this.reserve(last);
    this.turn++;
    this.end = Math.max(this.end, last + 1);
    this.publishers = picked.publishers;
    putAll(this as Columns, COLUMNS, ids, picked as Columns);
  }
}
