import { Changed, sentIds } from './changed.ts';
import { currentPool, fromPrimary, inSnapshot, Prisma, query, type Snapshot, type Sql } from './db.ts';
import { log } from './log.ts';
import { asLongWork } from './query-watch.ts';

/** Tables whose changes are told. */
const SUBJECTS = ['claim', 'source'] as const;

/** What is kept in memory as of the snapshot that was read last. */
export type Followed = {
  /** Grows with every change. */
  version: number;
  /** The database's clock at that snapshot, in milliseconds since 1970. */
  now: number;
  /** What was worked out at this version; emptied with the next. */
  memo: Map<string, unknown>;
};

/** What a feature says of the table that it keeps in memory. `State` is what it keeps. */
export type Following<State extends Followed> = {
  /** Changes come from the table `claim_change`, its column `claim_ids`, and so on. */
  subject: (typeof SUBJECTS)[number];
  /** Reads everything; null, having logged why, where SQL has to answer for good. */
  load: (read: Snapshot) => Promise<State | null>;
  /** Reads anew what changed of a state, which nobody else changes meanwhile; what is answered puts it there, at once. */
  readChanged: (read: Snapshot, changed: Changed, state: State) => Promise<() => void>;
  /** What is read next, for which nobody has to wait. */
  loadMore?: (state: State) => Promise<void>;
};

/**
 * How long to wait for the first load: shortly, or to its end where SQL would take longer. All facets of a million claims take SQL
 * several times as long as the load, which they would hold up besides.
 */
export type Patience = 'shortly' | 'to the end';

/** A change of more rows than this is not caught up with; everything is read anew beside the requests. */
const MOST_CHANGED = 300_000;
/** How long a list waits for the first load, in milliseconds: a small ledger is there by then, and meanwhile SQL counts a large one. */
const SHORTLY_MS = 250;
const PRUNE_EVERY_MS = 10 * 60_000;
const MOST_REMEMBERED = 300;
const NO_ROW = 'no row that says how far the changes were read';
/** An id may be this many times the number of rows; where ids are sparser, columns by id would waste memory. */
const SPARSEST = 4;

/** Whether columns by id would be mostly empty. */
export function isSparse(lastId: number, rows: number): boolean {
  return lastId > 1_000_000 && lastId > rows * SPARSEST;
}

/** Works something out once for each version of the state. */
export function once<T>({ memo }: Followed, key: string, work: () => T): T {
  const known = memo.get(key);
  if (known !== undefined) return known as T;
  if (memo.size >= MOST_REMEMBERED) memo.clear();
  const made = work();
  memo.set(key, made);
  return made;
}

type News = { floor: string; behind: boolean; now: string; news: [id: string, tx: string][] };
/** One row for each table that told, and at least one. */
type Changes = News & { told_by: string | null; ids: Buffer | null; renamed: boolean };

/** Follows one table of one database. Requests at the same time share one look at what changed. */
export class Follower<State extends Followed> {
  readonly #following: Following<State>;
  readonly #changes: Sql;
  readonly #ids: Sql;
  readonly #prunedTo: Sql;
  #state: State | null = null;
  #loading: Promise<void> | null = null;
  #floor = '0';
  /** Changes that were read although older transactions were still open, with their transaction. */
  #seen = new Map<string, string>();
  #turn: Promise<unknown> = Promise.resolve();
  #next: Promise<State | null> | null = null;
  #pruned = Date.now();
  #more: Promise<void> = Promise.resolve();

  constructor(following: Following<State>) {
    this.#following = following;
    const { subject } = following;
    this.#changes = Prisma.raw(`${subject}_change`);
    this.#ids = Prisma.raw(`${subject}_ids`);
    this.#prunedTo = Prisma.raw(`${subject}_change_pruned`);
  }

  /** The state as of a moment after this call; null while it is being read for the first time. */
  async current(patience: Patience): Promise<State | null> {
    await this.#await(patience);
    const state = await this.#look();
    if (state !== null || patience === 'shortly' || this.#loading === null) return state;
    // This one was left behind, and everything is read anew.
    await this.#loading;
    return this.#look();
  }

  #look(): Promise<State | null> {
    // A look that has begun may be older than this call; the next one is not, and serves all who come before it begins.
    this.#next ??= this.#inTurn(() => {
      this.#next = null;
      return this.#follow(null);
    });
    return this.#next;
  }

  /** The state as a transaction sees it, for which this is the first read; it stays so until the caller waits for anything. */
  async within(read: Snapshot): Promise<State | null> {
    await this.#await('shortly');
    return this.#inTurn(() => this.#follow(read));
  }

  async #await(patience: Patience): Promise<void> {
    if (this.#state !== null) return;
    if (patience === 'to the end') return this.load();
    let timer: NodeJS.Timeout | undefined;
    const shortly = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, SHORTLY_MS);
    });
    await Promise.race([this.load(), shortly]);
    clearTimeout(timer);
  }

  /** One look after the other: each begins where the last one ended. */
  #inTurn<T>(look: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(look);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  /** Reads everything beside whatever else happens. */
  load(): Promise<void> {
    this.#loading ??= asLongWork(() => this.#load())
      .catch((error: unknown) =>
        log.error({ err: error, of: this.#following.subject }, 'columns could not be read; SQL counts'),
      )
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  async #load(): Promise<void> {
    const begun = performance.now();
    const { subject, load, loadMore } = this.#following;
    this.#state = null;
    await inSnapshot(async (read) => {
      // A million claims on a busy machine take longer than any request may.
      await read(Prisma.sql`SELECT set_config('statement_timeout', '10min', true)`);
      const [news] = await read<News>(this.#newsSince('0', []));
      if (!news) throw new Error(NO_ROW);
      const state = await load(read);
      if (state === null) return;
      this.#seen = new Map();
      this.#keepSeen(state, news);
      this.#state = state;
    });
    if (this.#state === null) return;
    log.info({ of: subject, ms: Math.round(performance.now() - begun) }, 'columns are in memory');
    // Searches and lists need not wait for it, and neither does who counts.
    this.#more = loadMore?.(this.#state) ?? Promise.resolve();
  }

  /** Done when everything is there, and what is read next. */
  async loadAll(): Promise<void> {
    await this.load();
    await this.#more;
  }

  /** What transactions told that a reader with this floor could not see, but for what it has seen since. */
  #newsSince(floor: string, seen: readonly string[], columns = Prisma.empty, joined = Prisma.empty): Sql {
    return Prisma.sql`
      WITH news AS MATERIALIZED (
        SELECT id, tx, told_by, ${this.#ids} AS ids FROM ${this.#changes} WHERE tx >= ${floor}::bigint AND id <> ALL (${seen}::bigint[])
      )
      SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS floor, pruned.tx >= ${floor}::bigint AS behind, extract(epoch FROM now()) * 1000 AS now,
        (SELECT coalesce(json_agg(json_build_array(id::text, tx::text)), '[]') FROM news) AS news ${columns}
      FROM ${this.#prunedTo} pruned ${joined}`;
  }

  /** The same with the rows that were changed. */
  #changesSince(floor: string, seen: readonly string[]): Sql {
    return this.#newsSince(
      floor,
      seen,
      Prisma.sql`, told.*, EXISTS (SELECT FROM news WHERE ids = '{}') AS renamed`,
      Prisma.sql`LEFT JOIN (
        SELECT told_by, string_agg(int4send(changed), ''::bytea) AS ids FROM news, unnest(ids) AS changed GROUP BY told_by
      ) told ON true`,
    );
  }

  #keepSeen(state: State, { floor, news, now }: News): void {
    state.now = Number(now);
    this.#floor = floor;
    for (const [id, tx] of news) this.#seen.set(id, tx);
    for (const [id, tx] of this.#seen) if (BigInt(tx) < BigInt(floor)) this.#seen.delete(id);
  }

  /** Within a transaction, or else in a snapshot of its own where something changed. */
  async #follow(within: Snapshot | null): Promise<State | null> {
    const state = this.#state;
    if (state === null) return null;
    const seen = [...this.#seen.keys()];
    const [news] = await (within ?? query)<News>(this.#newsSince(this.#floor, seen));
    if (!news) throw new Error(NO_ROW);
    const apply = (read: Snapshot) => this.#apply(state, this.#changesSince(this.#floor, seen), read);
    let followed = !news.behind;
    if (followed && news.news.length === 0) this.#keepSeen(state, news);
    else if (followed) followed = await (within === null ? inSnapshot(apply) : apply(within));
    if (!followed) {
      void this.load();
      return null;
    }
    if (Date.now() - this.#pruned > PRUNE_EVERY_MS) {
      this.#pruned = Date.now();
      void pruneChanges().catch((error: unknown) =>
        log.warn({ err: error }, 'old changes were not taken away'),
      );
    }
    return state;
  }

  /** Answers whether it could: not where too much was changed. */
  async #apply(state: State, ask: Sql, read: Snapshot): Promise<boolean> {
    const rows = await read<Changes>(ask);
    const [news] = rows;
    if (!news) throw new Error(NO_ROW);
    const told = new Map(
      rows.flatMap(({ told_by, ids }) => (ids === null ? [] : [[told_by ?? '', sentIds(ids)]])),
    );
    const changed = new Changed(told, news.renamed);
    if (news.behind || changed.ids.length > MOST_CHANGED) return false;
    const put = await this.#following.readChanged(read, changed, state);
    // All at once: no count sees a part of a change.
    put();
    state.version++;
    state.memo.clear();
    this.#keepSeen(state, news);
    return true;
  }
}

/**
 * Takes away changes of an hour ago that every new reader can see, of every table: somebody may look at one of them for weeks without
 * looking at the other. Who is further behind than that reads everything anew.
 */
export async function pruneChanges(): Promise<void> {
  for (const subject of SUBJECTS) {
    const [changes, pruned] = [Prisma.raw(`${subject}_change`), Prisma.raw(`${subject}_change_pruned`)];
    const prune = Prisma.sql`
      WITH gone AS (
        DELETE FROM ${changes} WHERE at < now() - interval '1 hour' AND tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint RETURNING tx
      )
      UPDATE ${pruned} SET tx = (SELECT max(tx) FROM gone) WHERE tx < (SELECT max(tx) FROM gone)`;
    await fromPrimary(() => query(prune));
  }
}

// On the global object: pages and route handlers are built apart, and share what is in memory.
const holder = globalThis as typeof globalThis & { ledgerFollowers?: WeakMap<object, Map<string, unknown>> };

/** The one follower of this table in the database in use. */
export function followerOf<State extends Followed>(following: Following<State>): Follower<State> {
  holder.ledgerFollowers ??= new WeakMap();
  const pool = currentPool();
  const followers = holder.ledgerFollowers.get(pool) ?? new Map<string, unknown>();
  holder.ledgerFollowers.set(pool, followers);
  const known = followers.get(following.subject) as Follower<State> | undefined;
  if (known) return known;
  const made = new Follower(following);
  followers.set(following.subject, made);
  return made;
}
