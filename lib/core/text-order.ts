import { BinaryRows } from './binary-rows.ts';
import { inSnapshot, Prisma, query, type Sql } from './db.ts';
import { firstIds } from './key-order.ts';
import type { Border } from './keyset.ts';
import { keyOrder, keysetClause, type SortKey } from './keyset-sql.ts';
import { log } from './log.ts';
import { asLongWork } from './query-watch.ts';

/** Rows whose place is not known go to SQL with each page; from so many on all are read anew. */
const MOST_UNPLACED = 5_000;

/** How long the order of statements in a list goes on: in the list's direction or against it. */
type Way = { descending: boolean; backwards: boolean };

/** Texts in an order of their own. COPY takes no parameters, so none of this SQL may have any. */
export type Texts = {
  /** For the log. */
  what: string;
  /** The table, with the name that the rest calls it by. */
  from: Sql;
  id: Sql;
  live: Sql;
  /** What parts the texts in lists, each in an order of its own. */
  list?: Sql;
  key: Omit<SortKey, 'descending'>;
};

/**
 * The places of live rows in the order of their texts, which only the database can tell: about 4 bytes a row. A row that changed has
 * none, until all are read anew; SQL sorts it in among the others of a page.
 */
export class TextOrder {
  readonly #texts: Texts;
  /** By id, from 1; 0 where there is none. */
  #places: Int32Array | null = null;
  #loading: Promise<void> | null = null;
  /** Rows that changed since the places were read. */
  readonly #changed = new Set<number>();

  constructor(texts: Texts) {
    this.#texts = texts;
  }

  /** To be told of every change from before `load` on. */
  change(ids: Iterable<number>): void {
    for (const id of ids) this.#changed.add(id);
    this.#forget(ids);
  }

  #forget(ids: Iterable<number>): void {
    const places = this.#places;
    if (places) for (const id of ids) if (id < places.length) places[id] = 0;
  }

  /** Reads the places beside whatever else happens. */
  load(): Promise<void> {
    this.#loading ??= asLongWork(() => this.#load())
      .catch((error: unknown) =>
        log.warn({ err: error }, `the order of ${this.#texts.what} could not be read; SQL sorts`),
      )
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  async #load(): Promise<void> {
    const begun = performance.now();
    this.#places = null;
    this.#changed.clear();
    const { what, from, id, live, list, key } = this.#texts;
    const order = keyOrder({ ...key, descending: false }, id);
    const sorted = list ? Prisma.sql`${list}, ${order}` : order;
    const places = await inSnapshot(async (read) => {
      await read(Prisma.sql`SELECT set_config('statement_timeout', '10min', true)`);
      const [row] = await read<{ last: number }>(
        Prisma.sql`SELECT coalesce(max(${id}), 0) AS last FROM ${from}`,
      );
      const found = new Int32Array((row?.last ?? 0) + 1);
      let place = 0;
      const rows = new BinaryRows((fields) => {
        found[fields.int() ?? 0] = ++place;
      });
      const all = Prisma.sql`SELECT ${id} FROM ${from} WHERE ${live} ORDER BY ${sorted}`;
      await read.copy(all.text, (chunk) => rows.push(chunk));
      return found;
    });
    this.#places = places;
    this.#forget(this.#changed);
    log.info({ ms: Math.round(performance.now() - begun) }, `the order of ${what} is in memory`);
  }

  /**
   * Ids among which a page of the list is, of those that match: the first `take` beyond the border that have a place, and all that
   * have none. `match` is asked at the end. Null while SQL has to sort all that matches.
   */
  async around(
    match: () => Int32Array,
    way: Way,
    border: Border | null,
    take: number,
    inList: Sql = Prisma.sql`true`,
  ): Promise<number[] | null> {
    const places = this.#places;
    if (places === null) return null;
    if (this.#changed.size > MOST_UNPLACED) {
      void this.load();
      return null;
    }
    const from = border && (await this.#firstBeyond(places, inList, way, border));
    const descending = way.descending !== way.backwards;
    const last = descending ? -Infinity : Infinity;
    const unplaced: number[] = [];
    const placeOf = (id: number) => {
      const place = places[id];
      if (place) return place;
      unplaced.push(id);
      return last;
    };
    // Where nothing that has a place lies beyond the border, none is taken.
    const nothing = border !== null && from === null;
    const placed = firstIds(match(), placeOf, descending, from, nothing ? 0 : take);
    return unplaced.length > MOST_UNPLACED ? null : [...unplaced, ...placed];
  }

  /** Just before the first row beyond the border that has a place; null where there is none. */
  async #firstBeyond(places: Int32Array, inList: Sql, way: Way, border: Border) {
    const { from, id, live, key } = this.#texts;
    const direction = way.backwards ? 'previous' : 'next';
    const page = keysetClause({ ...key, descending: way.descending }, id, { border, direction });
    const rows = await query<{ id: number }>(Prisma.sql`
      SELECT ${id} AS id FROM ${from} WHERE ${inList} AND ${live} AND ${page.condition}
      ORDER BY ${page.order} LIMIT ${this.#changed.size + 1}`);
    const first = rows.find((row) => places[row.id]);
    if (first === undefined) return null;
    const before = way.descending !== way.backwards ? 0.5 : -0.5;
    return { key: (places[first.id] as number) + before, id: first.id };
  }
}
