import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import { atOnce, type Steps } from '#lib/core/steps.ts';
import { comparableOf, laterCounts } from './agreement.ts';
import { type ConsideredInput, withOpposites } from './opposite.ts';
import { RELATIONS, type Relations, relationsWithin } from './relations.ts';
import {
  sentence,
  type Told,
  tellEpochs,
  tellGroup,
  tellGroups,
  valueReasons,
  type WordedValue,
} from './resolution-words.ts';
import type { FactChoice } from './schema.ts';
import { weightOf } from './side.ts';
import { contradictedWithin, sidesWithin } from './sides.ts';
import { epochs, periodOf, VALIDITY_UNKNOWN } from './validity.ts';
import type { ResolutionState, ValueOutcome } from './vocabulary.ts';
import { compareText, ownSides, type WeighedInput } from './weighing.ts';
import { WEIGHTS, type Weights } from './weights.ts';

export type WeighedValue = {
  outcome: ValueOutcome;
  /** Weight for it and against it. */
  support: number;
  against: number;
  /** A sentence each, for what counted; made when somebody reads them. */
  reasons: () => string[];
  /** Some value that a claim gives cannot hold beside it. */
  contradicted: boolean;
};

export type Resolution = {
  state: ResolutionState;
  /** What the evidence says, in words; values that stand against each other with “or” between. Null where each count or date has its own. */
  value: string | null;
  /** The reason without its value and state. */
  because: string;
  /** All of it as one sentence. */
  why: string;
  /** Where values cannot meet, each of them apart, in the order of the input. */
  groups: { state: ResolutionState; value: string | null; because: string }[];
  /** Two of its values count the same thing in the same unit at the same time. */
  meeting: boolean;
  /** In the order of the input. */
  values: WeighedValue[];
};

/**
 * What the evidence says a fact's value is, and why. Pure: the same evidence, in whatever order, gives the same answer.
 *
 * 1. A voice is weighed once on each side of a value, however many pages carry it, by its best original page; pages that
 *    relay it count only where there is no original. A voice that speaks for a value and against it counts for neither.
 * 2. Who says it more exactly supports a value too; who says it less exactly does so with part of the weight, and is no
 *    origin of it. Of yes and no, who refutes one supports the other, also where no claim says it.
 * 3. Against a value speaks who refutes it and who supports a value that contradicts it (lib/facts/agreement.ts), once.
 * 4. A value is outweighed, contested or, with enough weight from enough origins, settled: the thresholds of weights.ts.
 *    Values whose claims all fell count half, and a verdict “disputed” on one of its claims keeps a value contested.
 * 5. Values of unlike units and measures, of validities that share no day, and in a series of unlike dates, are resolved apart
 *    and never meet. The fact is contested when one of them is, settled when all are.
 * 6. A value with an end whose claims are outdated was right until then; who refutes them bears it out.
 *
 * The grades are those of the Admiralty Code, which keeps the reliability of a source and the credibility of an item apart;
 * where they come from stands at the weights. docs/decisions/0010 and 0018 say what was rejected.
 */
export function resolve(
  fact: Pick<FactChoice, 'type' | 'series'>,
  inputs: readonly WeighedInput[],
  weights: Weights = WEIGHTS,
): Resolution {
  return atOnce(resolving(fact, inputs, weights));
}

/** The same in steps: a fact with thousands of values takes seconds. */
export function* resolving(
  fact: Pick<FactChoice, 'type' | 'series'>,
  inputs: readonly WeighedInput[],
  weights: Weights,
): Steps<Resolution> {
  const considered = withOpposites(fact, inputs).map((input) => ({
    input,
    text: input.text,
    compared: comparableOf(fact, input),
    own: ownSides(input, weights),
  }));
  const counts = considered.map(({ input }) => input);
  const laterThan = laterCounts(fact, counts);
  const weighed = new Map<number, WeighedValue>();
  // Only values of one group can meet.
  const sets = grouped(fact, counts);
  const alike = sets.length === 1;
  const groups: (Told & { state: ResolutionState; meeting: boolean })[] = [];
  for (const places of sets.flatMap((set) => inEpochs(set, counts))) {
    const members = places.flatMap((at) => considered[at] ?? []);
    const relations = relationsWithin(
      fact,
      members.map(({ compared }) => compared),
    );
    const sidesOf = sidesWithin(members, relations, weights);
    const contradicted = contradictedWithin(
      members.map(({ input }) => !input.implied),
      relations,
    );
    const all: Weighed[] = [];
    for (const [place, { input, own }] of members.entries()) {
      const sides = () => sidesOf(place);
      const value = weigh({ input, own, place, sides, bornOut: bornOutOf(laterThan(input)) }, weights);
      const { outcome, support, against, reasons } = value;
      const at = places[place];
      if (at !== undefined)
        weighed.set(at, { outcome, support, against, reasons, contradicted: contradicted[place] === true });
      all.push(value);
      yield;
    }
    const ranked = all.sort(byStrength);
    const state = groupState(ranked.map(({ outcome }) => outcome));
    const told = tellGroup(fact, state, ranked, heldOf(state, ranked, relations), relations);
    groups.push({ ...told, state, meeting: someMeet(members, relations) });
  }
  const states = groups.map((group) => group.state);
  const state = overall(states);
  const last = groups.at(-1);
  const told =
    last && alike && last.state === state ? tellEpochs(last, groups.slice(0, -1)) : tellGroups(states);
  return {
    state,
    ...told,
    why: sentence(state, told),
    groups: groups.length > 1 ? groups.map(({ meeting: _, ...group }) => group) : [],
    meeting: groups.some(({ meeting }) => meeting),
    values: inputs.flatMap((_, at) => weighed.get(at) ?? []),
  };
}

/** `sides` are worked out anew where a sentence wants them: kept, they would be as many as values times voices. */
function weigh(worded: WordedValue, weights: Weights) {
  const { input, sides, bornOut } = worded;
  const { supporters, lent, opponents } = sides();
  const support = weightOf(supporters, lent);
  const against = weightOf(opponents);
  const enough = supporters.count >= weights.settledOrigins || supporters.official;
  const outcome = outcomeOf(support, against, enough, input.statuses, weights);
  const reasons = () => valueReasons(sides(), input, bornOut, weights);
  return { ...worded, outcome, support, against, reasons };
}

function bornOutOf(later: Pick<WeighedInput, 'text' | 'dates'> | undefined): string | null {
  return later ? `${later.text} (${later.dates.join(', ')})` : null;
}

type Weighed = ReturnType<typeof weigh>;

function someMeet(members: readonly { input: ConsideredInput }[], { meet }: Relations): boolean {
  const claimed = members.flatMap(({ input }, place) => (input.implied ? [] : [place]));
  return claimed.some((place) => claimed.some((other) => place < other && meet(place, other)));
}

function outcomeOf(
  support: number,
  against: number,
  enough: boolean,
  statuses: readonly ClaimStatus[],
  weights: Weights,
): ValueOutcome {
  if (support === 0) return against === 0 ? 'open' : 'outweighed';
  const share = support / (support + against);
  if (share < weights.contestedShare) return 'outweighed';
  if (share < weights.settledShare || statuses.includes('disputed')) return 'contested';
  return enough && support >= weights.settledWeight ? 'settled' : 'open';
}

/** What still stands, said as exactly as it stands: values that contradict each other, or the best one. */
function heldOf(state: ResolutionState, ranked: readonly Weighed[], relations: Relations): Weighed[] {
  const standing = ranked.filter(({ outcome }) => outcome !== 'outweighed');
  const best = standing.filter(({ outcome }) => state === 'contested' || outcome === standing[0]?.outcome);
  const exact = best.filter(
    (each) => !best.some((other) => relations.between(each.place, other.place) === RELATIONS.more),
  );
  return state === 'contested' ? exact : exact.slice(0, 1);
}

/** Places of the values that can meet: alike in unit and measure, in a series also in date. */
function grouped(fact: Pick<FactChoice, 'series'>, inputs: readonly WeighedInput[]): number[][] {
  const groups = new Map<string, number[]>();
  inputs.forEach(({ unit, measure, dates }, at) => {
    const key = JSON.stringify([unit, measure, fact.series ? dates : []]);
    const group = groups.get(key);
    if (group) group.push(at);
    else groups.set(key, [at]);
  });
  return [...groups.values()];
}

/** The same places apart where what the values say of their validity shares no day, the earlier first. */
function inEpochs(places: readonly number[], inputs: readonly WeighedInput[]): number[][] {
  const of = epochs(places.map((at) => periodOf(inputs[at] ?? VALIDITY_UNKNOWN)));
  const sets: number[][] = [];
  places.forEach((at, place) => {
    const epoch = of[place] ?? 0;
    sets[epoch] ??= [];
    sets[epoch].push(at);
  });
  return sets;
}

/** The best first; “unknown” only where there is nothing else. */
function byStrength(a: Weighed, b: Weighed): number {
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
