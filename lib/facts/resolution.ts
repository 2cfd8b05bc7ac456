import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import { contradictAtSomeDate } from './agreement.ts';
import { sentence, tellGroup, tellGroups, valueReasons } from './resolution-words.ts';
import type { FactChoice } from './schema.ts';
import type { ResolutionState, ValueOutcome } from './vocabulary.ts';
import { againstRivals, compareText, ownSides, type Sides, type WeighedInput, weightOf } from './weighing.ts';
import { CONTESTED_SHARE, SETTLED_ORIGINS, SETTLED_SHARE, SETTLED_WEIGHT } from './weights.ts';

export type WeighedValue = {
  outcome: ValueOutcome;
  /** Weight for it and against it. */
  support: number;
  against: number;
  /** A sentence each, for what counted. */
  reasons: string[];
};

export type Resolution = {
  state: ResolutionState;
  /** What the evidence says, in words; values that stand against each other with “or” between. Null where each count or date has its own. */
  value: string | null;
  /** The reason without its value and state. */
  because: string;
  /** All of it as one sentence. */
  why: string;
  /** In the order of the input. */
  values: WeighedValue[];
};

/**
 * What the evidence says a fact's value is, and why. Pure: the same evidence, in whatever order, gives the same answer.
 *
 * 1. A voice is weighed once on each side of a value, however many pages carry it, by its best original page; pages that
 *    relay it count only where there is no original. A voice that speaks for a value and against it counts for neither.
 * 2. Against a value speaks who refutes it and who supports a value that contradicts it (lib/facts/agreement.ts), once.
 * 3. A value is outweighed, contested or, with enough weight from enough origins, settled: the thresholds of weights.ts.
 *    Values whose claims all fell count half, and a verdict “disputed” on one of its claims keeps a value contested.
 * 4. Values of unlike units and measures, and in a series of unlike dates, are resolved apart and never meet. The fact is
 *    contested when one of them is, settled when all are.
 *
 * The grades are those of the Admiralty Code, which keeps the reliability of a source and the credibility of an item apart;
 * where they come from stands at the weights. docs/decisions/0010 says what was rejected.
 */
export function resolve(
  fact: Pick<FactChoice, 'type' | 'series'>,
  inputs: readonly WeighedInput[],
): Resolution {
  const own = inputs.map((input) => ({ input, sides: ownSides(input) }));
  const weighed = own.map(({ input, sides }) => {
    const rivals = own.filter(
      (other) => other.input !== input && contradictAtSomeDate(fact, input, other.input),
    );
    return weigh(
      input,
      againstRivals(
        sides,
        rivals.flatMap((rival) => rival.sides.supporters),
      ),
    );
  });
  const groups = grouped(fact, inputs).map((places) => {
    const ranked = places.flatMap((at) => weighed[at] ?? []).sort(byStrength);
    const state = groupState(ranked.map(({ outcome }) => outcome));
    const standing = ranked.filter(({ outcome }) => outcome !== 'outweighed');
    const held = state === 'contested' ? standing : standing.slice(0, 1);
    return { state, told: tellGroup(fact, state, ranked, held) };
  });
  const states = groups.map((group) => group.state);
  const state = overall(states);
  const told = (groups.length === 1 ? groups[0]?.told : undefined) ?? tellGroups(states);
  return {
    state,
    ...told,
    why: sentence(state, told),
    values: weighed.map(({ outcome, support, against, reasons }) => ({ outcome, support, against, reasons })),
  };
}

function weigh(input: WeighedInput, sides: Sides) {
  const support = weightOf(sides.supporters);
  const against = weightOf(sides.opponents);
  const enough =
    sides.supporters.length >= SETTLED_ORIGINS || sides.supporters.some(({ official }) => official);
  const outcome = outcomeOf(support, against, enough, input.statuses);
  return { input, sides, outcome, support, against, reasons: valueReasons(sides, input) };
}

function outcomeOf(
  support: number,
  against: number,
  enough: boolean,
  statuses: readonly ClaimStatus[],
): ValueOutcome {
  if (support === 0) return against === 0 ? 'open' : 'outweighed';
  const share = support / (support + against);
  if (share < CONTESTED_SHARE) return 'outweighed';
  if (share < SETTLED_SHARE || statuses.includes('disputed')) return 'contested';
  return enough && support >= SETTLED_WEIGHT ? 'settled' : 'open';
}

/** Places of the values that can meet: alike in unit and measure, in a series also in date. */
function grouped(fact: Pick<FactChoice, 'series'>, inputs: readonly WeighedInput[]): number[][] {
  const groups = new Map<string, number[]>();
  inputs.forEach(({ unit, measure, dates }, at) => {
    const key = JSON.stringify([unit, measure, fact.series ? dates : []]);
    groups.set(key, [...(groups.get(key) ?? []), at]);
  });
  return [...groups.values()];
}

/** The best first; “unknown” only where there is nothing else. */
function byStrength(a: ReturnType<typeof weigh>, b: ReturnType<typeof weigh>): number {
  return (
    Number(a.input.state === 'unknown') - Number(b.input.state === 'unknown') ||
    b.support - b.against - (a.support - a.against) ||
    b.support - a.support ||
    compareText(a.input.text, b.input.text)
  );
}

function groupState(ranked: readonly ValueOutcome[]): ResolutionState {
  if (ranked[0] === 'settled') return 'settled';
  return ranked.includes('contested') ? 'contested' : 'open';
}

function overall(states: readonly ResolutionState[]): ResolutionState {
  if (states.includes('contested')) return 'contested';
  return states.length > 0 && states.every((state) => state === 'settled') ? 'settled' : 'open';
}
