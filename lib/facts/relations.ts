import { type Comparable, differ, meet } from './agreement.ts';
import type { FactChoice } from './schema.ts';

/** What another value is to one: it contradicts it, says it more exactly, or less. */
export const RELATIONS = { nothing: 0, rival: 1, more: 2, less: 3 } as const;
type Relation = (typeof RELATIONS)[keyof typeof RELATIONS];

export type Relations = {
  /** What the value at the second place is to the one at the first. */
  between: (place: number, other: number) => Relation;
  /** Whether two values count the same thing in the same unit at the same time. */
  meet: (place: number, other: number) => boolean;
};

/**
 * How the values of a group stand to one another: `meet`, `differ` and `within` of lib/facts/agreement.ts for millions of pairs. Few
 * of a group are of unlike times, units and measures, so whether two can meet is asked once for each pair of those; and ranges are
 * compared as plain numbers.
 */
export function relationsWithin(fact: Pick<FactChoice, 'series'>, group: readonly Comparable[]): Relations {
  const kinds = new Map<string, { number: number; first: Comparable }>();
  const kindOf = Int32Array.from(group, (compared) => {
    const key = meetingKey(compared);
    const kind = kinds.get(key) ?? { number: kinds.size, first: compared };
    kinds.set(key, kind);
    return kind.number;
  });
  const firsts = [...kinds.values()].map(({ first }) => first);
  const meeting = Uint8Array.from(
    firsts.flatMap((one) => firsts.map((other) => Number(meet(fact, one, other)))),
  );
  const lower = Float64Array.from(group, ({ range }) => range?.lower ?? Number.NaN);
  const upper = Float64Array.from(group, ({ range }) => range?.upper ?? Number.NaN);

  const met = (place: number, other: number) =>
    meeting[(kindOf[place] as number) * firsts.length + (kindOf[other] as number)] === 1;
  return {
    meet: met,
    between: (place, other) => {
      if (place === other || !met(place, other)) return RELATIONS.nothing;
      const from = lower[place] as number;
      const to = upper[place] as number;
      const otherFrom = lower[other] as number;
      const otherTo = upper[other] as number;
      // Most values of a large group are ranges apart; a comparison with what is no range is never true.
      if (to < otherFrom || otherTo < from) return RELATIONS.rival;
      if (from <= otherFrom && otherTo <= to && (from < otherFrom || otherTo < to)) return RELATIONS.more;
      if (otherFrom <= from && to <= otherTo && (otherFrom < from || to < otherTo)) return RELATIONS.less;
      if (from <= to && otherFrom <= otherTo) return RELATIONS.nothing;
      return differ(group[place] as Comparable, group[other] as Comparable)
        ? RELATIONS.rival
        : RELATIONS.nothing;
    },
  };
}

/** Equal where two values meet the same others. */
function meetingKey({ unit, measure, moments }: Comparable): string {
  const times = moments.map(({ asOf, period }) =>
    [asOf, ...[period?.from, period?.to].map((end) => (end ? `${end.lower}~${end.upper}` : ''))].join(),
  );
  return JSON.stringify([unit, measure, ...times]);
}
