import { BinaryRows } from '#lib/core/binary-rows.ts';
import { inSnapshot, Prisma, query } from '#lib/core/db.ts';
import { firstIds } from '#lib/core/key-order.ts';
import type { Border } from '#lib/core/keyset.ts';
import { keyOrder, keysetClause } from '#lib/core/keyset-sql.ts';
import { log } from '#lib/core/log.ts';
import { asLongWork } from '#lib/core/query-watch.ts';
import { claimOrder, NO_SEARCH } from './where.ts';

/** Claims whose place is not known go to SQL with each page; from so many on all are read anew. */
const MOST_UNPLACED = 5_000;

/** How long the order of statements in a list goes on: in the list's direction or against it. */
type Way = { descending: boolean; backwards: boolean };

/**
 * The places of live claims in the order of their statements, which only the database can tell: about 4 bytes a claim. A claim that
 * changed has none, until all are read anew; SQL sorts it in among the others of a page.
 */
export class StatementOrder {
  /** By id, from 1; 0 where there is none. */
  #places: Int32Array | null = null;
  #loading: Promise<void> | null = null;
  /** Claims that changed since the places were read. */
  readonly #changed = new Set<number>();

  /** To be told of every change from before `load` on. */
  change(ids: readonly number[]): void {
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
        log.warn({ err: error }, 'the order of statements could not be read; SQL sorts'),
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
    const order = keyOrder(claimOrder('statement', NO_SEARCH), Prisma.sql`c.id`);
    const places = await inSnapshot(async (read) => {
      await read(Prisma.sql`SELECT set_config('statement_timeout', '10min', true)`);
      const [row] = await read<{ last: number }>(Prisma.sql`SELECT coalesce(max(id), 0) AS last FROM claim`);
      const found = new Int32Array((row?.last ?? 0) + 1);
      let place = 0;
      const rows = new BinaryRows((fields) => {
        found[fields.int() ?? 0] = ++place;
      });
      await read.copy(
        `SELECT c.id FROM claim c WHERE c.deleted_at IS NULL ORDER BY c.programme_id, ${order.text}`,
        (chunk) => rows.push(chunk),
      );
      return found;
    });
    this.#places = places;
    this.#forget(this.#changed);
    log.info({ ms: Math.round(performance.now() - begun) }, 'the order of statements is in memory');
  }

  /**
   * Ids among which a page is, of those that match: the first `take` beyond the border that have a place, and all that have none.
   * `match` is asked at the end. Null while SQL has to sort all that matches.
   */
  async around(
    match: () => Int32Array,
    programmeId: number,
    way: Way,
    border: Border | null,
    take: number,
  ): Promise<number[] | null> {
    const places = this.#places;
    if (places === null) return null;
    if (this.#changed.size > MOST_UNPLACED) {
      void this.load();
      return null;
    }
    const from = border && (await this.#firstBeyond(places, programmeId, way, border));
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

  /** Just before the first claim beyond the border that has a place; null where there is none. */
  async #firstBeyond(places: Int32Array, programmeId: number, way: Way, border: Border) {
    const key = { ...claimOrder('statement', NO_SEARCH), descending: way.descending };
    const direction = way.backwards ? 'previous' : 'next';
    const page = keysetClause(key, Prisma.sql`c.id`, { border, direction });
    const rows = await query<{ id: number }>(Prisma.sql`
      SELECT c.id FROM claim c WHERE c.programme_id = ${programmeId} AND c.deleted_at IS NULL AND ${page.condition}
      ORDER BY ${page.order} LIMIT ${this.#changed.size + 1}`);
    const first = rows.find(({ id }) => places[id]);
    if (first === undefined) return null;
    const before = way.descending !== way.backwards ? 0.5 : -0.5;
    return { key: (places[first.id] as number) + before, id: first.id };
  }
}
