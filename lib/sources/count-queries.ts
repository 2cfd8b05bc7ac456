import { sentIds } from '#lib/core/changed.ts';
import { facetOptions, holdsStill, type Named } from '#lib/core/column-matches.ts';
import { momentRead, Prisma, query } from '#lib/core/db.ts';
import { once, type Patience } from '#lib/core/follower.ts';
import { cutIds } from '#lib/core/key-order.ts';
import type { Border } from '#lib/core/keyset.ts';
import { LINK_STATES } from '#lib/snapshots/vocabulary.ts';
import { currentSources, type SourceState } from './column-queries.ts';
import type { SourceSortColumn } from './columns.ts';
import { type SourceNarrowing, sourceList, USES } from './filter.ts';
import { countFacet, keyOf, matchSources, type SourceMatches } from './matches.ts';
import type { FacetOption } from './schema.ts';
import { RELIABILITIES, SOURCE_KINDS, type SourceFacetKey } from './vocabulary.ts';
import { sourceCondition } from './where.ts';

/** A filter held against the columns of sources in memory. Every answer is exact as of the snapshot that was read when it was made. */
export class SourceCounter {
  readonly #state: SourceState;
  readonly #filter: SourceNarrowing;
  readonly #found: Uint32Array | null;
  readonly #key: string;
  #matches: SourceMatches | null = null;

  constructor(state: SourceState, filter: SourceNarrowing, found: Uint32Array | null) {
    this.#state = state;
    this.#filter = filter;
    this.#found = found;
    this.#key = sourceList.narrowingQuery(filter);
  }

  #match(): SourceMatches {
    const { columns, publishers } = this.#state;
    if (this.#matches === null || !holdsStill(this.#matches))
      this.#matches = matchSources(columns, { filter: this.#filter, publishers, found: this.#found });
    return this.#matches;
  }

  total(): number {
    return once(this.#state, `total ${this.#key}`, () => this.#match().hits.length);
  }

  /** The ids of all that matches, in order. */
  ids(): number[] {
    return Array.from(this.#match().hits);
  }

  /** The values of a facet, `top` of them; what is chosen is always among them. */
  facet(key: SourceFacetKey, top: number): FacetOption[] {
    return once(this.#state, `facet ${key} ${top} ${this.#key}`, () =>
      facetOptions(
        countFacet(this.#match(), key),
        (code) => optionOf(this.#state, key, code),
        this.#filter[key] ?? [],
        top,
      ),
    );
  }

  /** The ids of a page and what lies behind it; null where only SQL can order so. */
  page(
    { sort, descending, backwards }: { sort: SourceSortColumn; descending: boolean; backwards: boolean },
    border: Border | null,
    take: number,
  ): number[] | null {
    const { columns, publishers } = this.#state;
    const key = keyOf(columns, publishers, sort, descending);
    return key && cutIds(this.#match().hits, key, descending !== backwards, border, take);
  }

  /** Ids among which SQL finds a page in the order of the titles; null where it has to sort all that matches. */
  around(
    way: { descending: boolean; backwards: boolean },
    border: Border | null,
    take: number,
  ): Promise<number[] | null> {
    // Deleted sources have no place among the titles.
    if (this.#filter.deleted !== null) return Promise.resolve(null);
    return this.#state.titles.around(() => this.#match().hits, way, border, take);
  }
}

/** The columns held against a filter; null while SQL has to answer. */
export async function sourceCounter(
  filter: SourceNarrowing,
  patience: Patience = 'shortly',
): Promise<SourceCounter | null> {
  // The columns hold the present.
  const state = momentRead() === null ? await currentSources(patience) : null;
  return state && new SourceCounter(state, filter, await foundBy(state, filter));
}

/** Live sources by the id of their publisher, at 0 those without; null while SQL has to answer. The caller asks the policy. */
export async function countByPublisher(): Promise<Int32Array | null> {
  const state = momentRead() === null ? await currentSources('shortly') : null;
  if (state === null) return null;
  const { columns, publishers } = state;
  const all = { filter: sourceList.none, publishers, found: null };
  return once(state, 'by publisher', () => countFacet(matchSources(columns, all), 'publisher'));
}

/** A bit for each source that a search finds, deleted ones too; looked up once for each version of the columns. */
async function foundBy(state: SourceState, filter: SourceNarrowing): Promise<Uint32Array | null> {
  const condition = sourceCondition('q', filter);
  if (condition === null) return null;
  const name = `found ${filter.q}`;
  const found = once(state, name, async () => {
    const [row] = await query<{ ids: Buffer | null }>(Prisma.sql`
      SELECT string_agg(int4send(s.id), ''::bytea) AS ids FROM source s LEFT JOIN publisher p ON p.id = s.publisher_id WHERE ${condition}`);
    const ids = sentIds(row?.ids ?? null);
    const bits = new Uint32Array(ids.reduce((most, id) => Math.max(most, (id >>> 5) + 1), 0));
    for (const id of ids) bits[id >>> 5] = (bits[id >>> 5] as number) | (1 << (id & 31));
    return bits;
  });
  return found.catch((error: unknown) => {
    if (state.memo.get(name) === found) state.memo.delete(name);
    throw error;
  });
}

function optionOf({ columns, publishers }: SourceState, key: SourceFacetKey, code: number): Named | null {
  const word = (value: string | undefined): Named | null =>
    value === undefined ? null : { value, label: null, rank: 0 };
  switch (key) {
    case 'kind':
      return word(SOURCE_KINDS[code - 1]);
    case 'link':
      return word(['none', ...LINK_STATES][code]);
    case 'reliability':
      return word(['none', ...RELIABILITIES][code]);
    case 'used':
      return word(USES[code]);
    case 'language':
      return word(columns.languages[code]);
    case 'publisher': {
      if (code === 0) return { value: 'none', label: null, rank: Infinity };
      const label = publishers.names.get(code);
      return label === undefined
        ? null
        : { value: String(code), label, rank: publishers.ranks[code] ?? Infinity };
    }
  }
}
