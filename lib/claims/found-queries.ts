import { sentIds } from '#lib/core/changed.ts';
import { inSnapshot, Prisma, type Sql } from '#lib/core/db.ts';
import { heldOn } from '#lib/facts/held-queries.ts';
import { type Ledger, MOST_LOOKED_AT_AGAIN } from './column-queries.ts';
import { type ClaimNarrowing, claimList, type NarrowingKey } from './filter.ts';
import { claimConditions, type FilterScope, type Search, searchCondition } from './where.ts';
import { parseWordQuery } from './word-query.ts';
import type { Bits } from './word-sets.ts';

/** Sets kept for the next time: each a bit for every claim. */
const MOST_SETS = 64;

/** A condition on `claim c`, on its `value v`, or on its texts `claim_search x`; `scanned` where no index knows it. */
type Wanted = { from: Sql; id: Sql; condition: Sql; ofTexts: boolean; scanned?: boolean };

const ofClaims = (condition: Sql): Wanted => ({
  from: Prisma.sql`claim c`,
  id: Prisma.sql`c.id`,
  condition,
  ofTexts: false,
});
const ofValues = (condition: Sql): Wanted => ({
  from: Prisma.sql`value v`,
  id: Prisma.sql`v.claim_id`,
  condition,
  ofTexts: false,
});
const ofTexts = (condition: Sql, scanned = false): Wanted => ({
  from: Prisma.sql`claim_search x`,
  id: Prisma.sql`x.claim_id`,
  condition,
  ofTexts: true,
  scanned,
});

/** Which claims, of these ids or of all, are wanted. */
async function askFor({ from, id, condition, scanned }: Wanted, among: number[] | null): Promise<Int32Array> {
  const only = among === null ? Prisma.sql`true` : Prisma.sql`${id} = ANY (${among}::int[])`;
  const [row] = await inSnapshot(async (read) => {
    // The planner takes a text that lies apart for cheap to fetch, and would rather read every claim's than the index; of what the
    // index does not know it would read the whole index, and then every claim's besides.
    await read(
      Prisma.sql`SELECT set_config(${scanned ? 'enable_bitmapscan' : 'enable_seqscan'}, 'off', true)`,
    );
    return read<{ ids: Buffer | null }>(Prisma.sql`
      SELECT string_agg(int4send(${id}), ''::bytea) AS ids FROM ${from} WHERE ${only} AND ${condition}`);
  });
  return sentIds(row?.ids ?? null);
}

/** A set with the bits of `gone` cleared and those of `ids` set. */
function withBits(bits: Bits, gone: readonly number[], ids: Int32Array): Bits {
  for (const id of gone)
    if (id >>> 5 < bits.length) bits[id >>> 5] = (bits[id >>> 5] as number) & ~(1 << (id & 31));
  const length = ids.reduce((most, id) => Math.max(most, (id >>> 5) + 1), bits.length);
  const set = length > bits.length ? new Uint32Array(length) : bits;
  if (set !== bits) set.set(bits);
  for (const id of ids) set[id >>> 5] = (set[id >>> 5] as number) | (1 << (id & 31));
  return set;
}

/**
 * The claims that meet a condition which only SQL knows: found once, by `find`, afterwards only changed claims are looked at again.
 */
function foundSet(
  { sets }: Ledger,
  name: string,
  wanted: Wanted,
  find: () => Promise<Bits> = async () => withBits(new Uint32Array(0), [], await askFor(wanted, null)),
): Promise<Bits> {
  const known = sets.get(name);
  sets.delete(name);
  const set =
    known && known.changed.size <= MOST_LOOKED_AT_AGAIN
      ? known
      : { bits: find(), changed: new Set<number>(), ofTexts: wanted.ofTexts };
  if (set.changed.size > 0) {
    const again = [...set.changed];
    set.changed.clear();
    set.bits = set.bits.then(async (bits) => withBits(bits, again, await askFor(wanted, again)));
  }
  // Those asked for last stay.
  sets.set(name, set);
  for (const oldest of sets.keys()) if (sets.size > MOST_SETS) sets.delete(oldest);
  return set.bits.catch((error: unknown) => {
    if (sets.get(name) === set) sets.delete(name);
    throw error;
  });
}

/** Letters and digits that the index of texts knows: three that stand together, or fewer where the word is known to begin or end. */
const INDEXED = /[\p{L}\p{N}]{3}|[^\p{L}\p{N}][\p{L}\p{N}]|[\p{L}\p{N}]{2}[^\p{L}\p{N}]/u;

/** Whether nothing of a search is in an index, as of the phrase "ab". */
function isScanned({ query, phrases }: Search): boolean {
  return !query && !phrases.some((phrase) => INDEXED.test(phrase));
}

/** The claims that meet one parameter which the columns do not know; those of other programmes, or deleted, may be among them. */
export function findClaims(
  ledger: Ledger,
  key: NarrowingKey,
  filter: ClaimNarrowing,
  scope: FilterScope,
): Promise<Bits> {
  const { programmeId, search, actor } = scope;
  if (key === 'q')
    return search.phrases.length === 0 && search.query
      ? findWords(ledger, search.query)
      : foundSet(
          ledger,
          `texts ${JSON.stringify(search)}`,
          ofTexts(searchCondition(search), isScanned(search)),
        );
  if (key === 'on' && filter.on !== null)
    return foundSet(ledger, JSON.stringify([key, filter.on]), ofValues(heldOn(filter.on)));
  const asked = { ...claimList.none, [key]: filter[key], deleted: filter.deleted };
  const name = JSON.stringify([key, filter[key], filter.deleted, programmeId, actor.id]);
  return foundSet(ledger, name, ofClaims(claimConditions(asked, scope)));
}

/** Frequent words are in memory; the index finds the others, which few claims have. What both gave is kept: to join the sets anew would make several of them. */
async function findWords(ledger: Ledger, text: string): Promise<Bits> {
  const having = (query: string) => ofTexts(Prisma.sql`x.vector @@ ${query}::tsquery`);
  const ask = (part: string) => foundSet(ledger, `words ${part}`, having(part));
  const words = parseWordQuery(text);
  if (words === null) return ask(text);
  const frequent = await ledger.frequent.current(ledger.columns.end);
  if (frequent === null || !frequent.knows(words)) return ask(text);
  return foundSet(ledger, `search ${text}`, having(text), () => frequent.match(words, ask));
}
