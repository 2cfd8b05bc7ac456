import { CREDIBILITY_LABELS } from '#lib/evidence/vocabulary.ts';
import { RELIABILITY_LABELS } from '#lib/sources/vocabulary.ts';
import { contradictAtSomeDate } from './agreement.ts';
import type { FactChoice } from './schema.ts';
import { OUTCOME_LABELS, RESOLUTION_STATES, type ResolutionState } from './vocabulary.ts';
import type { OriginWeight, Sides, WeighedInput } from './weighing.ts';
import { DIRECTNESS_LABELS, FAILED_FACTOR } from './weights.ts';

/** A value with the voices that count, for its sentences. */
export type WordedValue = { input: WeighedInput; sides: Sides };

/** Rivals told by name in one sentence. */
const RIVALS_NAMED = 2;

export type Told = { value: string | null; because: string };

/**
 * What values that can meet come to, and why: “single”, “5 independent origins, above all Vedomosti; 1 claim says multiple,
 * resting on GlobexPath”. `ranked` holds the best first, `held` what still stands.
 */
export function tellGroup(
  fact: Pick<FactChoice, 'type' | 'series'>,
  state: ResolutionState,
  ranked: readonly WordedValue[],
  held: readonly WordedValue[],
): Told {
  const [first] = held;
  if (first === undefined)
    return {
      value: null,
      because: ranked
        .map(({ input, sides }) => `${input.text} does not hold, with ${named(sides.opponents)} against it`)
        .join('; '),
    };
  if (held.length > 1)
    return {
      value: held.map(({ input }) => input.text).join(' or '),
      because: held
        .map(
          ({ input, sides }) => `${input.text} rests on ${named(sides.supporters) || 'nothing that counts'}`,
        )
        .join(', '),
    };
  const parts = [restsOn(first.sides.supporters), ...opposition(fact, first, ranked)];
  if (state === 'contested' && first.sides.opponents.length === 0)
    parts.push('a verdict calls its claim disputed');
  return { value: first.input.text, because: parts.join('; ') };
}

/** Why a fact with values that cannot meet comes to what it does. */
export function tellGroups(states: readonly ResolutionState[]): Told {
  if (states.length === 0) return { value: null, because: 'no claim gives a value' };
  const counts = RESOLUTION_STATES.map((state) => ({
    state,
    count: states.filter((each) => each === state).length,
  })).filter(({ count }) => count > 0);
  const told = counts.map(({ state, count }) => `${count} ${OUTCOME_LABELS[state].toLowerCase()}`);
  return {
    value: null,
    because: `of ${states.length} values, unlike in count, unit or date and each weighed apart, ${told.join(' and ')}`,
  };
}

/** The sentence: “Single. Settled: 5 independent origins, above all Vedomosti.” */
export function sentence(state: ResolutionState, { value, because }: Told): string {
  const said = `${OUTCOME_LABELS[state]}: ${because}.`;
  return value === null ? said : `${value.slice(0, 1).toUpperCase()}${value.slice(1)}. ${said}`;
}

/** Values that contradict this one with what they rest on, and who else is against it. */
function opposition(
  fact: Pick<FactChoice, 'type' | 'series'>,
  { input: own, sides }: WordedValue,
  ranked: readonly WordedValue[],
): string[] {
  const rivals = ranked.filter(({ input }) => input !== own && contradictAtSomeDate(fact, own, input));
  const parts = rivals.slice(0, RIVALS_NAMED).map((rival) => {
    const claims = rival.input.claimCount === 1 ? '1 claim says' : `${rival.input.claimCount} claims say`;
    return `${claims} ${rival.input.text}, resting on ${named(rival.sides.supporters) || 'nothing that counts'}`;
  });
  if (rivals.length > RIVALS_NAMED) parts.push(`${rivals.length - RIVALS_NAMED} more contradict it`);
  const backers = new Set(rivals.flatMap((rival) => rival.sides.supporters.map(({ voice }) => voice)));
  const others = sides.opponents.filter(({ voice }) => !backers.has(voice));
  if (others.length > 0) parts.push(`${named(others)} against it`);
  return parts;
}

/** What counted for a value and against it, a sentence each. */
export function valueReasons({ supporters, opponents, torn }: Sides, input: WeighedInput): string[] {
  return [
    ...supporters.map((origin) => `For: ${described(origin)}`),
    ...opponents.map((origin) => `Against: ${described(origin)}`),
    ...torn.map(({ label }) => `${label} speaks both ways and counts for neither.`),
    ...(input.fails && supporters.length > 0
      ? [`No claim of it stands, so its support is multiplied by ${FAILED_FACTOR}.`]
      : []),
    ...(input.statuses.includes('disputed')
      ? ['A verdict calls a claim of it disputed, so it is not settled.']
      : []),
  ];
}

function described({ label, reliability, credibility, directness, relayed, weight }: OriginWeight): string {
  const grades = [
    `${reliability} ${RELIABILITY_LABELS[reliability].toLowerCase()}`,
    `${credibility} ${(CREDIBILITY_LABELS[credibility] ?? '').toLowerCase()}`,
    relayed ? 'heard through others' : DIRECTNESS_LABELS[directness],
  ];
  return `${label} (${grades.join(', ')}) weighs ${weighs(weight)}.`;
}

/** A weight with as many digits as it needs. */
function weighs(weight: number): string {
  return weight.toLocaleString('en-GB', { maximumFractionDigits: 2 });
}

function restsOn(origins: readonly OriginWeight[]): string {
  if (origins.length === 0) return 'nothing that counts supports it';
  return origins.length === 1 ? `it rests on ${named(origins)} alone` : named(origins);
}

/** “Vedomosti”, “Vedomosti and TASS”, “5 independent origins, above all Vedomosti”; empty for nobody. */
function named(origins: readonly OriginWeight[]): string {
  const [first, second] = origins;
  if (first === undefined) return '';
  const label = (origin: OriginWeight) =>
    origin.directness === 'report'
      ? origin.label
      : `${origin.label} (${DIRECTNESS_LABELS[origin.directness]})`;
  if (second === undefined) return label(first);
  if (origins.length === 2) return `${label(first)} and ${label(second)}`;
  return `${origins.length} independent origins, above all ${label(first)}`;
}
