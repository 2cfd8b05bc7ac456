import {
  currentPool,
  fromPrimary,
  inSnapshot,
  Prisma,
  query,
  type Snapshot,
  type Sql,
} from '#lib/core/db.ts';
import { log } from '#lib/core/log.ts';
import { asLongWork } from '#lib/core/query-watch.ts';
import { ClaimColumns, isSparse } from './claim-columns.ts';
import { KeptCounts } from './kept-counts.ts';
import { type NamedRow, type Names, namesOf } from './names.ts';
import { readAllClaims, readChangedClaims } from './record-queries.ts';
import { StatementOrder } from './statement-queries.ts';
import { FrequentWords } from './word-queries.ts';
import type { Bits } from './word-sets.ts';

/** The columns in memory as of the snapshot that was read last. `version` grows with every change of them. */
export type Ledger = {
  columns: ClaimColumns;
  names: Names;
  version: number;
  /** The database's clock at that snapshot, in milliseconds since 1970. */
  now: number;
  /** What was worked out at this version; emptied with the next. */
  memo: Map<string, unknown>;
  /** Ids that SQL found, a bit for each, with those that changed since and have to be looked at again. */
  sets: Map<string, { bits: Promise<Bits>; changed: Set<number> }>;
  frequent: FrequentWords;
  statements: StatementOrder;
  kept: KeptCounts;
};

/**
 * How long to wait for the first load: shortly, or to its end where SQL would take longer. All facets of a million claims take SQL
 * several times as long as the load, which they would hold up besides.
 */
export type Patience = 'shortly' | 'to the end';

/** A change of more claims than this is not caught up with; everything is read anew beside the requests. */
const MOST_CHANGED = 300_000;
/** How long a list waits for the first load, in milliseconds: a small ledger is there by then, and meanwhile SQL counts a large one. */
const SHORTLY_MS = 250;
const PRUNE_EVERY_MS = 10 * 60_000;

const NAMES: Sql = Prisma.sql`
  SELECT 'topic' AS kind, id, slug, name AS label, dense_rank() OVER (ORDER BY name)::int AS rank FROM topic
  UNION ALL SELECT 'claimant', id, NULL, name, dense_rank() OVER (ORDER BY name)::int FROM claimant
  UNION ALL SELECT 'assignee', id, NULL, name, dense_rank() OVER (ORDER BY name)::int FROM user_account
  UNION ALL SELECT 'fact', id, slug, question, dense_rank() OVER (ORDER BY question)::int FROM fact
  UNION ALL SELECT 'tag', id, slug, name, dense_rank() OVER (ORDER BY name)::int FROM tag
  UNION ALL SELECT 'publisher', id, NULL, name, dense_rank() OVER (ORDER BY name)::int FROM publisher`;

/** What was changed by transactions that a reader with this floor could not see, but for what it has seen since. */
function changesSince(floor: string, seen: readonly string[]): Sql {
  return Prisma.sql`
    WITH news AS MATERIALIZED (SELECT id, tx, claim_ids FROM claim_change WHERE tx >= ${floor}::bigint AND id <> ALL (${seen}::bigint[]))
    SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS floor, pruned.tx >= ${floor}::bigint AS behind, extract(epoch FROM now()) * 1000 AS now,
      (SELECT coalesce(json_agg(json_build_array(id::text, tx::text)), '[]') FROM news) AS news,
      (SELECT coalesce(array_agg(DISTINCT changed), '{}') FROM news, unnest(claim_ids) AS changed) AS ids,
      EXISTS (SELECT FROM news WHERE claim_ids = '{}') AS renamed
    FROM claim_change_pruned pruned`;
}

type Changes = {
  floor: string;
  behind: boolean;
  now: string;
  news: [id: string, tx: string][];
  ids: number[];
  renamed: boolean;
};

/** Ids that SQL sent as `string_agg(int4send(id), '')`. */
export function sentIds(bytes: Buffer | null): Int32Array {
  return Int32Array.from(
    { length: (bytes?.length ?? 0) / 4 },
    (_, place) => bytes?.readInt32BE(place * 4) ?? 0,
  );
}

/** Follows the claims of one database. Requests at the same time share one look at what changed. */
class Follower {
  #ledger: Ledger | null = null;
  #loading: Promise<void> | null = null;
  #floor = '0';
  /** Changes that were read although older transactions were still open, with their transaction. */
  #seen = new Map<string, string>();
  #turn: Promise<unknown> = Promise.resolve();
  #next: Promise<Ledger | null> | null = null;
  #pruned = Date.now();
  #texts: Promise<void> = Promise.resolve();

  /** The columns as of a moment after this call; null while they are being read for the first time. */
  async current(patience: Patience): Promise<Ledger | null> {
    await this.#await(patience);
    const ledger = await this.#look();
    if (ledger !== null || patience === 'shortly' || this.#loading === null) return ledger;
    // This one was left behind, and everything is read anew.
    await this.#loading;
    return this.#look();
  }

  #look(): Promise<Ledger | null> {
    // A look that has begun may be older than this call; the next one is not, and serves all who come before it begins.
    this.#next ??= this.#inTurn(() => {
      this.#next = null;
      return this.#follow(null);
    });
    return this.#next;
  }

  /** The columns as a transaction sees them, for which this is the first read; they stay so until the caller waits for anything. */
  async within(read: Snapshot): Promise<Ledger | null> {
    await this.#await('shortly');
    return this.#inTurn(() => this.#follow(read));
  }

  async #await(patience: Patience): Promise<void> {
    if (this.#ledger !== null) return;
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

  load(): Promise<void> {
    this.#loading ??= asLongWork(() => this.#load())
      .catch((error: unknown) =>
        log.error({ err: error }, 'the columns of claims could not be read; SQL counts'),
      )
      .finally(() => {
        this.#loading = null;
      });
    return this.#loading;
  }

  async #load(): Promise<void> {
    const begun = performance.now();
    this.#ledger = null;
    const columns = new ClaimColumns();
    await inSnapshot(async (read) => {
      // A million claims on a busy machine take longer than any request may.
      await read(Prisma.sql`SELECT set_config('statement_timeout', '10min', true)`);
      const [changes] = await read<Changes>(changesSince('0', []));
      const [ids] = await read<{ last: number; claims: number }>(
        Prisma.sql`SELECT coalesce(max(id), 0) AS last, count(*)::int AS claims FROM claim`,
      );
      if (!changes || !ids) throw new Error('no row that says how far the changes were read');
      const names = namesOf(await read<NamedRow>(NAMES));
      if (isSparse(ids.last, ids.claims))
        return log.warn({}, 'ids are too sparse for columns in memory; SQL counts');
      columns.reserve(ids.last);
      await readAllClaims(read, columns);
      this.#floor = changes.floor;
      this.#seen = new Map();
      this.#keepSeen(changes);
      this.#ledger = {
        columns,
        names,
        version: 1,
        now: Number(changes.now),
        memo: new Map(),
        sets: new Map(),
        frequent: new FrequentWords(),
        statements: new StatementOrder(),
        kept: new KeptCounts(),
      };
    });
    log.info(
      { claims: columns.claims, ms: Math.round(performance.now() - begun) },
      'the columns of claims are in memory',
    );
    // Searches and lists need not wait for it, and neither does who counts.
    this.#texts = this.#loadTexts();
  }

  async #loadTexts(): Promise<void> {
    const ledger = this.#ledger;
    await ledger?.frequent.load(ledger.columns.end);
    await ledger?.statements.load();
  }

  /** Done when columns, frequent words and the order of statements are there. */
  async loadAll(): Promise<void> {
    await this.load();
    await this.#texts;
  }

  #keepSeen({ floor, news }: Changes): void {
    for (const [id, tx] of news) this.#seen.set(id, tx);
    for (const [id, tx] of this.#seen) if (BigInt(tx) < BigInt(floor)) this.#seen.delete(id);
  }

  /** Within a transaction, or else in a snapshot of its own where something changed. */
  async #follow(within: Snapshot | null): Promise<Ledger | null> {
    const ledger = this.#ledger;
    if (ledger === null) return null;
    const ask = changesSince(this.#floor, [...this.#seen.keys()]);
    const [changes] = await (within ?? query)<Changes>(ask);
    if (!changes) throw new Error('no row that says how far the changes were read');
    if (changes.behind || changes.ids.length > MOST_CHANGED) {
      void this.load();
      return null;
    }
    if (changes.news.length === 0) {
      this.#floor = changes.floor;
      this.#keepSeen(changes);
      ledger.now = Number(changes.now);
    } else if (within === null) await inSnapshot((read) => this.#apply(ledger, ask, read));
    else await this.#apply(ledger, ask, within);
    if (Date.now() - this.#pruned > PRUNE_EVERY_MS) {
      this.#pruned = Date.now();
      void pruneChanges().catch((error: unknown) =>
        log.warn({ err: error }, 'old changes were not taken away'),
      );
    }
    return ledger;
  }

  async #apply(ledger: Ledger, ask: Sql, read: Snapshot): Promise<void> {
    const [changes] = await read<Changes>(ask);
    if (!changes) throw new Error('no row that says how far the changes were read');
    const names = changes.renamed ? namesOf(await read<NamedRow>(NAMES)) : null;
    const put = await readChangedClaims(read, changes.ids);
    // All at once: no count sees a part of a change.
    const { columns, kept } = ledger;
    kept.follow(columns, changes.ids, () => put(columns));
    if (names) ledger.names = names;
    ledger.version++;
    ledger.memo.clear();
    for (const { changed } of ledger.sets.values()) for (const id of changes.ids) changed.add(id);
    ledger.frequent.change(changes.ids);
    ledger.statements.change(changes.ids);
    ledger.now = Number(changes.now);
    this.#floor = changes.floor;
    this.#keepSeen(changes);
  }
}

const holder = globalThis as typeof globalThis & { ledgerFollowers?: WeakMap<object, Follower> };

function follower(): Follower {
  holder.ledgerFollowers ??= new WeakMap();
  const pool = currentPool();
  const known = holder.ledgerFollowers.get(pool);
  if (known) return known;
  const made = new Follower();
  holder.ledgerFollowers.set(pool, made);
  return made;
}

/** The columns of all claims as of now, or null while SQL has to answer. What every count begins with; the caller asks the policy. */
export function currentColumns(patience: Patience): Promise<Ledger | null> {
  return follower().current(patience);
}

/** The columns exactly as a transaction sees them that has not read yet, until the caller waits for anything; null as for currentColumns. */
export function columnsWithin(read: Snapshot): Promise<Ledger | null> {
  return follower().within(read);
}

/** Reads the columns, then the frequent words and the order of statements, beside whatever else happens; done when they are there. */
export function loadColumns(): Promise<void> {
  return follower().loadAll();
}

/** Takes away changes of an hour ago that every new reader can see. Who is further behind than that reads everything anew. */
export async function pruneChanges(): Promise<void> {
  const prune = Prisma.sql`
    WITH gone AS (
      DELETE FROM claim_change WHERE at < now() - interval '1 hour' AND tx < pg_snapshot_xmin(pg_current_snapshot())::text::bigint RETURNING tx
    )
    UPDATE claim_change_pruned SET tx = (SELECT max(tx) FROM gone) WHERE tx < (SELECT max(tx) FROM gone)`;
  await fromPrimary(() => query(prune));
}
