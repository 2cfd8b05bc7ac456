import type { ClaimColumns } from './claim-columns.ts';
import { type ClaimMatches, matchClaims, type Wanted } from './matches.ts';
import { type CountedKey, countFacet } from './tally.ts';

/** Filters whose counts are kept when claims change: those asked for last. */
const MOST_KEPT = 32;
/** From so many changed claims on it is as quick to count anew. */
const MOST_FOLDED = 5_000;

/** `counts` grown to the length of `more`, with it added or taken away. */
function folded(counts: Int32Array, more: Int32Array, sign: 1 | -1): Int32Array {
  const made = more.length > counts.length ? new Int32Array(more.length) : counts;
  if (made !== counts) made.set(counts);
  for (let code = 0; code < more.length; code++)
    made[code] = (made[code] as number) + sign * (more[code] as number);
  return made;
}

/** What was counted for one filter. */
export class Counts {
  readonly #wanted: Wanted;
  #total: number | null = null;
  readonly #facets = new Map<CountedKey, Int32Array>();

  constructor(wanted: Wanted) {
    this.#wanted = wanted;
  }

  total(match: () => ClaimMatches): number {
    this.#total ??= match().hits.length;
    return this.#total;
  }

  /** See `countFacet`. */
  facet(match: () => ClaimMatches, key: CountedKey): Int32Array {
    const known = this.#facets.get(key);
    if (known) return known;
    const counts = countFacet(match(), key);
    this.#facets.set(key, counts);
    return counts;
  }

  /** Takes away what some claims were counted as, or adds what they are. */
  fold(claims: ClaimColumns, sign: 1 | -1): void {
    const matches = matchClaims(claims, this.#wanted);
    if (this.#total !== null) this.#total += sign * matches.hits.length;
    for (const [key, counts] of this.#facets)
      this.#facets.set(key, folded(counts, countFacet(matches, key), sign));
  }
}

/** Counts that stay true when claims change: what changed is folded in. */
export class KeptCounts {
  readonly #kept = new Map<string, Counts>();

  /** The counts of a filter, named by `name`; null where claims alone do not tell who meets it, but rows of SQL or the time of day. */
  of(name: string, wanted: Wanted): Counts | null {
    const { filter, found } = wanted;
    if (filter.changed !== null || Object.keys(found).length > 0) return null;
    const counts = this.#kept.get(name) ?? new Counts(wanted);
    // Those asked for last stay.
    this.#kept.delete(name);
    this.#kept.set(name, counts);
    for (const oldest of this.#kept.keys()) if (this.#kept.size > MOST_KEPT) this.#kept.delete(oldest);
    return counts;
  }

  /** Puts changed claims into the columns. */
  follow(columns: ClaimColumns, ids: Int32Array, changed: ClaimColumns): void {
    if (ids.length > MOST_FOLDED) this.#kept.clear();
    const before = this.#kept.size > 0 ? columns.pick(ids) : null;
    columns.put(ids, changed);
    if (before === null) return;
    for (const counts of this.#kept.values()) {
      counts.fold(before, -1);
      counts.fold(changed, 1);
    }
  }
}
