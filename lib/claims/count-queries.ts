import type { Actor } from '#lib/core/actor.ts';
import {
  allowed,
  ELSEWHERE,
  facetOptions,
  holdsStill,
  missWhere,
  type Named,
  sift,
} from '#lib/core/column-matches.ts';
import { momentRead, Prisma, type Snapshot } from '#lib/core/db.ts';
import { once, type Patience } from '#lib/core/follower.ts';
import type { Border } from '#lib/core/keyset.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import { LIVE } from './claim-columns.ts';
import { pageOf, sortIds } from './claim-order.ts';
import { columnsWithin, currentColumns, type Ledger } from './column-queries.ts';
import type { ClaimSortColumn } from './columns.ts';
import { type ClaimNarrowing, claimList, type NarrowingKey } from './filter.ts';
import { findClaims } from './found-queries.ts';
import { Counts } from './kept-counts.ts';
import { asksRows, type ClaimMatches, matchClaims, type Wanted } from './matches.ts';
import type { NameList } from './names.ts';
import type { FacetOption, Tiles } from './schema.ts';
import type { CountedKey } from './tally.ts';
import { CLAIM_STATUSES, PRIORITIES } from './vocabulary.ts';
import { type FilterScope, NO_SEARCH } from './where.ts';

/** A filter held against the columns in memory. Every answer is exact as of the snapshot that was read when it was made. */
export class ClaimCounter {
  readonly #ledger: Ledger;
  readonly #wanted: Wanted;
  readonly #key: string;
  #matches: ClaimMatches | null = null;

  constructor(ledger: Ledger, wanted: Wanted) {
    this.#ledger = ledger;
    this.#wanted = wanted;
    const { filter, found: _, now, ...scope } = wanted;
    // What is asked relative to now is another question at every moment.
    this.#key = JSON.stringify([claimList.narrowingQuery(filter), scope, filter.changed === null ? 0 : now]);
  }

  #match(): ClaimMatches {
    if (this.#matches === null || !holdsStill(this.#matches))
      this.#matches = matchClaims(this.#ledger.columns, this.#wanted);
    return this.#matches;
  }

  #counts(): Counts {
    const { kept } = this.#ledger;
    return (
      kept.of(this.#key, this.#wanted) ??
      once(this.#ledger, `counts ${this.#key}`, () => new Counts(this.#wanted))
    );
  }

  total(): number {
    return this.#counts().total(() => this.#match());
  }

  /** The ids of all that matches, in order. */
  ids(): number[] {
    return Array.from(this.#match().hits);
  }

  /** The values of some facets, `top` of each; what is chosen is always among them. */
  facets(keys: readonly CountedKey[], top: number): Record<CountedKey, FacetOption[]> {
    const made = keys.map((key) => {
      const options = once(this.#ledger, `facet ${key} ${top} ${this.#key}`, () => {
        const chosen: readonly string[] = this.#wanted.filter[key] ?? [];
        const counts = this.#counts().facet(() => this.#match(), key);
        return facetOptions(counts, (code) => optionOf(this.#ledger, key, code), chosen, top);
      });
      return [key, options];
    });
    return Object.fromEntries(made) as Record<CountedKey, FacetOption[]>;
  }

  /** The ids of a page and what lies behind it; null where only SQL can order so. */
  page(
    order: { sort: ClaimSortColumn; descending: boolean; backwards: boolean },
    border: Border | null,
    take: number,
  ): number[] | null {
    const ids = once(this.#ledger, `page ${JSON.stringify([order, border, take])} ${this.#key}`, () => ({
      ids: pageOf(this.#match(), this.#ledger.names, order, border, take),
    })).ids;
    return ids;
  }

  /** Ids among which SQL finds a page in the order of the statements; null where it has to sort all that matches. */
  around(
    way: { descending: boolean; backwards: boolean },
    border: Border | null,
    take: number,
  ): Promise<number[] | null> {
    const { programmeId } = this.#wanted;
    const inList = Prisma.sql`c.programme_id = ${programmeId}`;
    return this.#ledger.statements.around(() => this.#match().hits, way, border, take, inList);
  }

  /** The ids of all that matches, sorted; null where only SQL can order so. */
  sorted(sort: ClaimSortColumn, descending: boolean): Int32Array | null {
    return sortIds(this.#match(), this.#ledger.names, sort, descending);
  }
}

/** The columns held against a filter; null while SQL has to answer. */
export async function claimCounter(
  filter: ClaimNarrowing,
  scope: FilterScope,
  patience: Patience = 'shortly',
): Promise<ClaimCounter | null> {
  // The columns hold the present.
  const ledger = momentRead() === null ? await currentColumns(patience) : null;
  if (ledger === null) return null;
  const found = Object.fromEntries(
    await Promise.all(
      rowsAsked(filter).map(async (key) => [key, await findClaims(ledger, key, filter, scope)] as const),
    ),
  );
  return counterOf(ledger, filter, scope, found);
}

/**
 * The same as a transaction sees it for which this is the first read, good until the caller waits for anything; null also where the
 * filter asks for what only SQL can hold claims against, since that is remembered from moments before.
 */
export async function claimCounterWithin(
  read: Snapshot,
  filter: ClaimNarrowing,
  scope: FilterScope,
): Promise<ClaimCounter | null> {
  if (momentRead() !== null || rowsAsked(filter).length > 0) return null;
  const ledger = await columnsWithin(read);
  return ledger && counterOf(ledger, filter, scope, {});
}

function rowsAsked(filter: ClaimNarrowing): NarrowingKey[] {
  return claimList.keys.filter((key) => filter[key] !== null && asksRows(key));
}

function counterOf(
  ledger: Ledger,
  filter: ClaimNarrowing,
  { programmeId, topicIds, factIds, tagIds, actor }: FilterScope,
  found: Wanted['found'],
): ClaimCounter {
  return new ClaimCounter(ledger, {
    filter,
    programmeId,
    topicIds,
    factIds,
    tagIds,
    me: actor.id,
    // To the second, so that what changed this week is counted once a second and not at every look.
    now: Math.floor(ledger.now / 1_000) * 1_000,
    found,
  });
}

/** Of a whole programme, what a filter leaves. */
function wholeCounter(
  actor: Actor,
  programmeId: number,
  on: Partial<ClaimNarrowing>,
  patience: Patience,
): Promise<ClaimCounter | null> {
  const scope = { actor, programmeId, topicIds: [], factIds: [], tagIds: [], search: NO_SEARCH };
  return claimCounter({ ...claimList.none, ...on }, scope, patience);
}

/** Claims of a programme by the slug of their topic, the deleted ones apart; null while SQL has to answer. */
export async function countTopics(
  actor: Actor,
  programmeId: number,
): Promise<{ live: Map<string, number>; deleted: Map<string, number> } | null> {
  const [live, deleted] = await Promise.all([
    wholeCounter(actor, programmeId, {}, 'shortly'),
    wholeCounter(actor, programmeId, { deleted: 'only' }, 'shortly'),
  ]);
  if (live === null || deleted === null) return null;
  const bySlug = (counter: ClaimCounter) =>
    new Map(
      counter.facets(['topic'], Number.MAX_SAFE_INTEGER).topic.map(({ value, count }) => [value, count]),
    );
  return { live: bySlug(live), deleted: bySlug(deleted) };
}

/** Live claims of all programmes by the id of each publisher of their sources; null while SQL has to answer. The caller asks the policy. */
export async function countByPublisher(): Promise<Int32Array | null> {
  const ledger = momentRead() === null ? await currentColumns('shortly') : null;
  if (ledger === null) return null;
  const { columns } = ledger;
  const live = missWhere(ELSEWHERE, columns.state, allowed([LIVE], 256));
  return once(ledger, 'by publisher', () => columns.publishers.count(sift(columns, [live]).hits));
}

/** Counts of a whole programme; null while SQL has to answer. */
export async function countTiles(actor: Actor, programmeId: number): Promise<Tiles | null> {
  const counters = await Promise.all(
    TILES.map(
      async ([tile, on]) => [tile, await wholeCounter(actor, programmeId, on, 'to the end')] as const,
    ),
  );
  const counts: Record<string, number> = {};
  for (const [tile, counter] of counters) {
    if (counter === null) return null;
    counts[tile] = counter.total();
  }
  const byStatus = counters[0]?.[1]?.facets(['status'], CLAIM_STATUSES.length).status ?? [];
  return {
    ...(counts as Record<TileKey, number>),
    byStatus: Object.fromEntries(byStatus.map(({ value, count }) => [value, count])),
  };
}

type TileKey = Exclude<keyof Tiles, 'byStatus'>;
const TILES: readonly (readonly [TileKey, Partial<ClaimNarrowing>])[] = [
  ['total', {}],
  ['unsourced', { sources: ['none'] }],
  ['oneOrigin', { origins: 'one' }],
  ['conflicting', { evidence: 'conflicting' }],
  ['stale', { stale: 'yes' }],
  ['mine', { assignee: ['me'] }],
  ['changed', { changed: 'week' }],
];

function named(list: NameList, id: number, bySlug: boolean): Named | null {
  const row = list.rows.get(id);
  if (!row) return id === 0 && !bySlug ? { value: 'none', label: null, rank: Infinity } : null;
  return { value: bySlug ? (row.slug ?? '') : String(id), label: row.label, rank: list.ranks[id] ?? 0 };
}

function optionOf({ columns, names }: Ledger, key: CountedKey, code: number): Named | null {
  const word = (value: string | undefined): Named | null =>
    value === undefined ? null : { value, label: null, rank: 0 };
  switch (key) {
    case 'status':
      return word(CLAIM_STATUSES[code - 1]);
    case 'priority':
      return word(PRIORITIES[code - 1]);
    case 'kind':
      return word(SOURCE_KINDS[code - 1]);
    case 'quote':
      return word(QUOTE_OUTCOMES[code - 1]);
    case 'sources':
      return word(['none', 'one', 'many'][code]);
    case 'language':
      return word(columns.languages[code]);
    case 'topic':
    case 'fact':
    case 'tag':
      return named(names[key], code, true);
    case 'publisher':
      return code === 0 ? null : named(names[key], code, false);
    case 'claimant':
    case 'assignee':
      return named(names[key], code, false);
  }
}
