import { setImmediate } from 'node:timers/promises';
import { currentPool, fromPrimary, inSnapshot, Prisma, query, type Read, type Sql } from '#lib/core/db.ts';
import { log } from '#lib/core/log.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import { ClaimColumns } from './claim-columns.ts';
import { readClaimRecords } from './claim-record.ts';
import { type NamedRow, type Names, namesOf } from './names.ts';
import { CLAIM_STATUSES, PRIORITIES } from './vocabulary.ts';

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
  sets: Map<string, { bits: Promise<Uint32Array>; changed: Set<number> }>;
};

/** Claims read at once: each batch reads all sources, so it is large. */
const BATCH = 100_000;
/** Claims decoded before the requests have their turn: some milliseconds. */
const DECODED_AT_ONCE = 5_000;
/** A change of more claims than this is not caught up with; everything is read anew beside the requests. */
const MOST_CHANGED = 300_000;
/** How long a count waits for the first load, in milliseconds: a small ledger is there by then, and meanwhile SQL counts a large one. */
const PATIENCE = 250;
const PRUNE_EVERY_MS = 10 * 60_000;

/** One claim as `readClaimRecords` takes it apart. */
const CLAIM_RECORD: Sql = Prisma.sql`record_send(ROW(c.id, c.programme_id, c.deleted_at IS NOT NULL,
  array_position(${[...CLAIM_STATUSES]}::claim_status[], c.status), array_position(${[...PRIORITIES]}::priority[], c.priority),
  c.language, c.topic_id, c.claimant_id, c.assignee_id, v.fact_id, c.source_count, c.independent_origins, c.conflicting,
  c.claimed_on IS NOT NULL, c.claimed_lower, c.claimed_upper, c.updated_at, c.created_at, c.tag_ids, e.publishers, e.kinds, e.quotes))`;

/** Records of the claims that `which` names, by a condition on an id. */
function claimRecords(which: (id: Sql) => Sql): Sql {
  return Prisma.sql`SELECT string_agg(${CLAIM_RECORD}, ''::bytea) AS records
    FROM claim c
    LEFT JOIN value v ON v.claim_id = c.id AND ${which(Prisma.sql`v.claim_id`)}
    LEFT JOIN (
      SELECT e.claim_id, array_agg(s.publisher_id) AS publishers,
        bit_or(1 << (array_position(${[...SOURCE_KINDS]}::source_kind[], s.kind) - 1)) AS kinds,
        bit_or(1 << (array_position(${[...QUOTE_OUTCOMES]}::quote_outcome[], m.outcome) - 1)) AS quotes
      FROM evidence e JOIN source s ON s.id = e.source_id LEFT JOIN quote_match m ON m.evidence_id = e.id AND m.latest
      WHERE e.deleted_at IS NULL AND s.deleted_at IS NULL AND ${which(Prisma.sql`e.claim_id`)}
      GROUP BY e.claim_id
    ) e ON e.claim_id = c.id
    WHERE ${which(Prisma.sql`c.id`)}`;
}

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

async function readRecords(read: Read, sql: Sql): Promise<Uint8Array> {
  const [row] = await read<{ records: Buffer | null }>(sql);
  return row?.records ?? new Uint8Array(0);
}

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

  /** The columns as of a moment after this call; null while they are being read for the first time. */
  async current(): Promise<Ledger | null> {
    await this.#patiently();
    // A look that has begun may be older than this call; the next one is not, and serves all who come before it begins.
    this.#next ??= this.#inTurn(() => {
      this.#next = null;
      return this.#follow(query);
    });
    return this.#next;
  }

  /** The columns as a transaction sees them, for which this is the first read; they stay so until the caller waits for anything. */
  async within(read: Read): Promise<Ledger | null> {
    await this.#patiently();
    return this.#inTurn(() => this.#follow(read));
  }

  async #patiently(): Promise<void> {
    if (this.#ledger !== null) return;
    let timer: NodeJS.Timeout | undefined;
    const patience = new Promise<void>((resolve) => {
      timer = setTimeout(resolve, PATIENCE);
    });
    await Promise.race([this.load(), patience]);
    clearTimeout(timer);
  }

  /** One look after the other: each begins where the last one ended. */
  #inTurn<T>(look: () => Promise<T>): Promise<T> {
    const turn = this.#turn.then(look);
    this.#turn = turn.catch(() => undefined);
    return turn;
  }

  load(): Promise<void> {
    this.#loading ??= this.#load()
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
      const [changes] = await read<Changes>(changesSince('0', []));
      const [last] = await read<{ id: number }>(Prisma.sql`SELECT coalesce(max(id), 0) AS id FROM claim`);
      if (!changes || !last) throw new Error('no row that says how far the changes were read');
      const names = namesOf(await read<NamedRow>(NAMES));
      columns.reserve(last.id);
      for (let from = 1; from <= last.id && !columns.sparse; from += BATCH) {
        const bytes = await readRecords(
          read,
          claimRecords((id) => Prisma.sql`${id} BETWEEN ${from} AND ${from + BATCH - 1}`),
        );
        for (let at = 0; at < bytes.length; await setImmediate())
          at = readClaimRecords(bytes, columns, at, DECODED_AT_ONCE);
      }
      if (columns.sparse) return log.warn({}, 'ids are too sparse for columns in memory; SQL counts');
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
      };
    });
    log.info(
      { claims: columns.claims, ms: Math.round(performance.now() - begun) },
      'the columns of claims are in memory',
    );
  }

  #keepSeen({ floor, news }: Changes): void {
    for (const [id, tx] of news) this.#seen.set(id, tx);
    for (const [id, tx] of this.#seen) if (BigInt(tx) < BigInt(floor)) this.#seen.delete(id);
  }

  async #follow(read: Read): Promise<Ledger | null> {
    const ledger = this.#ledger;
    if (ledger === null) return null;
    const ask = changesSince(this.#floor, [...this.#seen.keys()]);
    const [changes] = await read<Changes>(ask);
    if (!changes) throw new Error('no row that says how far the changes were read');
    if (changes.behind || changes.ids.length > MOST_CHANGED) {
      void this.load();
      return null;
    }
    if (changes.news.length === 0) {
      this.#floor = changes.floor;
      this.#keepSeen(changes);
      ledger.now = Number(changes.now);
    } else if (read === query) await inSnapshot((whole) => this.#apply(ledger, ask, whole));
    else await this.#apply(ledger, ask, read);
    if (Date.now() - this.#pruned > PRUNE_EVERY_MS) {
      this.#pruned = Date.now();
      void pruneChanges().catch((error: unknown) =>
        log.warn({ err: error }, 'old changes were not taken away'),
      );
    }
    return ledger;
  }

  async #apply(ledger: Ledger, ask: Sql, read: Read): Promise<void> {
    const [changes] = await read<Changes>(ask);
    if (!changes) throw new Error('no row that says how far the changes were read');
    const names = changes.renamed ? namesOf(await read<NamedRow>(NAMES)) : null;
    const batches: Uint8Array[] = [];
    for (let at = 0; at < changes.ids.length; at += BATCH) {
      const ids = changes.ids.slice(at, at + BATCH);
      batches.push(
        await readRecords(
          read,
          claimRecords((id) => Prisma.sql`${id} = ANY (${ids})`),
        ),
      );
    }
    // All at once: no count sees a part of a change.
    for (const batch of batches) readClaimRecords(batch, ledger.columns);
    if (names) ledger.names = names;
    ledger.version++;
    ledger.memo.clear();
    for (const { changed } of ledger.sets.values()) for (const id of changes.ids) changed.add(id);
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
export function currentColumns(): Promise<Ledger | null> {
  return follower().current();
}

/** The columns exactly as a transaction sees them that has not read yet, until the caller waits for anything; null as for currentColumns. */
export function columnsWithin(read: Read): Promise<Ledger | null> {
  return follower().within(read);
}

/** Reads the columns beside whatever else happens; done when they are there. */
export function loadColumns(): Promise<void> {
  return follower().load();
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
