import { Prisma, type Snapshot, type Sql } from '#lib/core/db.ts';
import { type Followed, type Following, followerOf, isSparse, type Patience } from '#lib/core/follower.ts';
import { log } from '#lib/core/log.ts';
import { TextOrder, type Texts } from '#lib/core/text-order.ts';
import { ClaimColumns } from './claim-columns.ts';
import { KeptCounts } from './kept-counts.ts';
import { type NamedRow, type Names, namesOf } from './names.ts';
import { readAllClaims, readChangedClaims } from './record-queries.ts';
import { claimOrder, NO_SEARCH } from './where.ts';
import { FrequentWords } from './word-queries.ts';
import type { Bits } from './word-sets.ts';

/** From so many changed claims on a set that SQL found is found anew. */
export const MOST_LOOKED_AT_AGAIN = 5_000;

/** All claims in memory. */
export type Ledger = Followed & {
  columns: ClaimColumns;
  names: Names;
  /** Ids that SQL found, a bit for each, with those that changed since and have to be looked at again: of texts, those whose text did. */
  sets: Map<string, { bits: Promise<Bits>; changed: Set<number>; ofTexts: boolean }>;
  frequent: FrequentWords;
  statements: TextOrder;
  kept: KeptCounts;
};

const NAMES: Sql = Prisma.sql`
  SELECT 'topic' AS kind, id, slug, name AS label, dense_rank() OVER (ORDER BY name)::int AS rank FROM topic
  UNION ALL SELECT 'claimant', id, NULL, name, dense_rank() OVER (ORDER BY name)::int FROM claimant
  UNION ALL SELECT 'assignee', id, NULL, name, dense_rank() OVER (ORDER BY name)::int FROM user_account
  UNION ALL SELECT 'fact', id, slug, question, dense_rank() OVER (ORDER BY question)::int FROM fact
  UNION ALL SELECT 'tag', id, slug, name, dense_rank() OVER (ORDER BY name)::int FROM tag
  UNION ALL SELECT 'publisher', id, NULL, name, dense_rank() OVER (ORDER BY name)::int FROM publisher`;

const STATEMENTS: Texts = {
  what: 'statements',
  from: Prisma.sql`claim c`,
  id: Prisma.sql`c.id`,
  live: Prisma.sql`c.deleted_at IS NULL`,
  list: Prisma.sql`c.programme_id`,
  key: claimOrder('statement', NO_SEARCH),
};

const CLAIMS: Following<Ledger> = {
  subject: 'claim',

  async load(read) {
    const [ids] = await read<{ last: number; claims: number }>(
      Prisma.sql`SELECT coalesce(max(id), 0) AS last, count(*)::int AS claims FROM claim`,
    );
    const names = namesOf(await read<NamedRow>(NAMES));
    if (!ids || isSparse(ids.last, ids.claims)) {
      log.warn({}, 'ids are too sparse for columns in memory; SQL counts');
      return null;
    }
    const columns = new ClaimColumns();
    columns.reserve(ids.last);
    await readAllClaims(read, columns);
    return {
      columns,
      names,
      version: 1,
      now: 0,
      memo: new Map(),
      sets: new Map(),
      frequent: new FrequentWords(),
      statements: new TextOrder(STATEMENTS),
      kept: new KeptCounts(),
    };
  },

  async readChanged(read, changed, ledger) {
    const names = changed.renamed ? namesOf(await read<NamedRow>(NAMES)) : null;
    const { ids } = changed;
    const worded = changed.toldBy((table) => table === 'claim_search');
    const restated = changed.toldBy((table) => table === 'claim.statement');
    const claims = await readChangedClaims(read, changed, ledger.columns);
    return () => {
      ledger.kept.follow(ledger.columns, ids, claims);
      if (names) ledger.names = names;
      for (const [name, { changed: toFind, ofTexts }] of ledger.sets) {
        const again = ofTexts ? worded : ids;
        if (again.length > MOST_LOOKED_AT_AGAIN) ledger.sets.delete(name);
        else for (const id of again) toFind.add(id);
      }
      ledger.frequent.change(worded);
      ledger.statements.change(restated);
    };
  },

  async loadMore({ frequent, columns, statements }) {
    await frequent.load(columns.end);
    await statements.load();
  },
};

/** The columns of all claims as of now, or null while SQL has to answer. What every count begins with; the caller asks the policy. */
export function currentColumns(patience: Patience): Promise<Ledger | null> {
  return followerOf(CLAIMS).current(patience);
}

/** The columns exactly as a transaction sees them that has not read yet, until the caller waits for anything; null as for currentColumns. */
export function columnsWithin(read: Snapshot): Promise<Ledger | null> {
  return followerOf(CLAIMS).within(read);
}

/** Reads the columns, then the frequent words and the order of statements, beside whatever else happens; done when they are there. */
export function loadColumns(): Promise<void> {
  return followerOf(CLAIMS).loadAll();
}
