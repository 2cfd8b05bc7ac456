import { CREDIBILITY_LABELS } from '#lib/evidence/vocabulary.ts';
import { RELIABILITY_LABELS } from '#lib/sources/vocabulary.ts';
import { tellDifference } from './country-sets.ts';
import { type ConsideredInput, isOver } from './opposite.ts';
import { RELATIONS, type Relations } from './relations.ts';
import type { FactChoice } from './schema.ts';
import { type Side, VOICES_TOLD } from './side.ts';
import type { Sides } from './sides.ts';
import { validityText } from './validity.ts';
import { OUTCOME_LABELS, RESOLUTION_STATES, type ResolutionState } from './vocabulary.ts';
import {
  byWeight,
  type OriginWeight,
  type OwnSides,
  partsOf,
  toWeight,
  type WeighedInput,
} from './weighing.ts';
import { DIRECTNESS_LABELS, type Weights } from './weights.ts';

/** A value with the voices that count, for its sentences; `place` is its place among those that it can meet. */
export type WordedValue = {
  input: ConsideredInput;
  own: OwnSides;
  place: number;
  sides: () => Sides;
  bornOut: string | null;
};

/** Rivals told by name in one sentence. */
const RIVALS_NAMED = 2;
/** Values told by name in one sentence. */
const VALUES_NAMED = 6;

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
  relations: Relations,
): Told {
  const [first] = held;
  if (first === undefined)
    return {
      value: null,
      because: some(
        ranked,
        ({ input, sides }) => `${input.text} does not hold, with ${named(sides().opponents)} against it`,
        (more) => `${more} more do not hold`,
      ).join('; '),
    };
  if (held.length > 1)
    return {
      value: some(
        held,
        ({ input }) => dated(fact, input),
        (more) => `${more} more`,
      ).join(' or '),
      because: some(
        held,
        ({ input, sides }) => `${input.text} rests on ${supportOf(sides()) || 'nothing that counts'}`,
        (more) => `and ${more} more stand beside them`,
      ).join(', '),
    };
  const sides = first.sides();
  const parts = [restsOn(sides), ...opposition(fact, first, ranked, relations)];
  if (state === 'contested' && sides.opponents.count === 0) parts.push('a verdict calls its claim disputed');
  if (first.bornOut !== null) parts.push(`borne out by ${first.bornOut}`);
  return { value: dated(fact, first.input), because: parts.join('; ') };
}

/** Each in words, and how many more there are than can be read in one sentence. */
function some<T>(all: readonly T[], tell: (each: T) => string, rest: (more: string) => string): string[] {
  const told = all.slice(0, VALUES_NAMED).map(tell);
  const more = all.length - told.length;
  return more === 0 ? told : [...told, rest(more.toLocaleString('en-GB'))];
}

/** In a series a figure means nothing without its date, and what held for a time nothing without that. */
function dated(fact: Pick<FactChoice, 'series'>, { text, dates, ...validity }: WeighedInput): string {
  const when = [...(fact.series ? dates : []), validityText(validity) ?? []].flat().join(', ');
  return when === '' ? text : `${text} (${when})`;
}

/** What a fact with one value after the other comes to: the last, and that the earlier ones do not conflict with it. */
export function tellEpochs(last: Told, earlier: readonly Told[]): Told {
  if (earlier.length === 0) return { value: last.value, because: last.because };
  const values = earlier.flatMap(({ value }) => value ?? []);
  const before =
    values.length === 0
      ? `${earlier.length} before`
      : some(
          values,
          (value) => value,
          (more) => `${more} more`,
        ).join(', ');
  return {
    value: last.value,
    because: `${last.because}; ${before} held at another time and does not conflict`,
  };
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
  { input: said, own, place }: WordedValue,
  ranked: readonly WordedValue[],
  relations: Relations,
): string[] {
  const rivals = ranked.filter(
    (other) => !other.input.implied && relations.between(place, other.place) === RELATIONS.rival,
  );
  const parts = rivals.slice(0, RIVALS_NAMED).map(({ input, sides }) => {
    const claims = input.claimCount === 1 ? '1 claim says' : `${input.claimCount} claims say`;
    return `${claims} ${rivalText(fact, said, input)}, resting on ${supportOf(sides()) || 'nothing that counts'}`;
  });
  const more = rivals.length - parts.length;
  if (more > 0)
    parts.push(`${more.toLocaleString('en-GB')} more ${more === 1 ? 'contradicts' : 'contradict'} it`);
  const backers = new Set(rivals.flatMap((rival) => rival.own.supporters.map(({ voice }) => voice)));
  const others = own.opponents.filter(({ voice }) => !backers.has(voice));
  if (others.length > 0) parts.push(`${named({ count: others.length, heaviest: others })} against it`);
  return parts;
}

/** What counted for a value and against it, a sentence each for the heaviest voices of a side and one for the rest of them. */
export function valueReasons(
  { supporters, lent, opponents, torn }: Sides,
  input: WeighedInput,
  bornOut: string | null,
  weights: Weights,
): string[] {
  const supported = supporters.count + lent.count > 0;
  const unheard = torn.count - torn.heaviest.length;
  return [
    ...told([supporters, lent], 'For: '),
    ...told([opponents], 'Against: '),
    ...torn.heaviest.map(({ label }) => `${label} speaks both ways and counts for neither.`),
    ...(unheard > 0 ? [`${unheard} more speak both ways.`] : []),
    ...(input.fails && supported
      ? [`No claim of it stands, so its own support is multiplied by ${weights.failedFactor}.`]
      : []),
    ...(isOver(input) && supported
      ? ['Its claims are outdated and it has an end, so who refutes them bears that out.']
      : []),
    ...(input.statuses.includes('disputed')
      ? ['A verdict calls a claim of it disputed, so it is not settled.']
      : []),
    ...(bornOut === null ? [] : [`Borne out by ${bornOut}: a later count is higher.`]),
  ];
}

function told(sides: readonly Side[], begin: string): string[] {
  const heaviest = sides.flatMap((side) => side.heaviest).sort(byWeight);
  const each = heaviest.slice(0, VOICES_TOLD);
  const sentences = each.map((origin) => `${begin}${described(origin)}`);
  const rest = sides.reduce((sum, { count }) => sum + count, 0) - each.length;
  if (rest === 0) return sentences;
  const parts = sides.reduce((sum, side) => sum + side.parts, 0);
  const weight = toWeight(each.reduce((sum, origin) => sum - partsOf(origin.weight), parts));
  return [...sentences, `${begin}${rest} more, which together weigh ${weight.toLocaleString('en-GB')}.`];
}

/** A rival set of countries by its differences, so that nobody compares two lists of forty by eye. */
function rivalText(fact: Pick<FactChoice, 'type'>, own: WeighedInput, rival: WeighedInput): string {
  if (fact.type !== 'countries' || own.canonical === null || rival.canonical === null) return rival.text;
  return `${rival.text} (${tellDifference(own.canonical, rival.canonical)})`;
}

function described(origin: OriginWeight): string {
  const { label, reliability, credibility, directness, relayed, weight, said, lent } = origin;
  const grades = [
    `${reliability} ${RELIABILITY_LABELS[reliability].toLowerCase()}`,
    `${credibility} ${(CREDIBILITY_LABELS[credibility] ?? '').toLowerCase()}`,
    relayed ? 'heard through others' : DIRECTNESS_LABELS[directness],
  ];
  if (said !== undefined) grades.push(`${lent === true ? 'less' : 'more'} exactly: ${said}`);
  return `${label} (${grades.join(', ')}) weighs ${weighs(weight)}.`;
}

const WEIGHT = new Intl.NumberFormat('en-GB', { maximumFractionDigits: 2 });

/** The same few weights come again and again, and to write one takes long. */
const written = new Map<number, string>();
const WRITTEN_MOST = 1_000;

/** A weight with as many digits as it needs. */
function weighs(weight: number): string {
  const known = written.get(weight) ?? WEIGHT.format(weight);
  if (written.size >= WRITTEN_MOST) written.clear();
  written.set(weight, known);
  return known;
}

function restsOn({ supporters, lent }: Sides): string {
  const count = supporters.count + lent.count;
  if (count === 0) return 'nothing that counts supports it';
  const voices = supportOf({ supporters, lent });
  return count === 1 ? `it rests on ${voices} alone` : voices;
}

/** “5 independent origins, above all Vedomosti, less exactly TASS”; empty for nobody. */
function supportOf({ supporters, lent }: Pick<Sides, 'supporters' | 'lent'>): string {
  const own = named(supporters);
  if (lent.count === 0) return own;
  return [own, `less exactly ${named(lent)}`].filter((part) => part !== '').join(', ');
}

/** “Vedomosti”, “Vedomosti and TASS”, “5 independent origins, above all Vedomosti”; empty for nobody. */
function named({ count, heaviest: [first, second] }: Pick<Side, 'count' | 'heaviest'>): string {
  if (first === undefined) return '';
  const label = (origin: OriginWeight) =>
    origin.directness === 'report'
      ? origin.label
      : `${origin.label} (${DIRECTNESS_LABELS[origin.directness]})`;
  if (second === undefined) return label(first);
  if (count === 2) return `${label(first)} and ${label(second)}`;
  return `${count} independent origins, above all ${label(first)}`;
}
