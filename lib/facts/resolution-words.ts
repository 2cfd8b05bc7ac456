import { CREDIBILITY_LABELS } from '#lib/evidence/vocabulary.ts';
import { RELIABILITY_LABELS } from '#lib/sources/vocabulary.ts';
import { type Comparable, contradicts } from './agreement.ts';
import { tellDifference } from './country-sets.ts';
import { type ConsideredInput, isOver } from './opposite.ts';
import type { FactChoice } from './schema.ts';
import { validityText } from './validity.ts';
import { OUTCOME_LABELS, RESOLUTION_STATES, type ResolutionState } from './vocabulary.ts';
import { type OriginWeight, type Sides, type WeighedInput, weightOf } from './weighing.ts';
import { DIRECTNESS_LABELS, type Weights } from './weights.ts';

/** A value with the voices that count, for its sentences. */
export type WordedValue = {
  input: ConsideredInput;
  compared: Comparable;
  sides: () => Sides;
  bornOut: string | null;
};

/** Rivals told by name in one sentence. */
const RIVALS_NAMED = 2;
/** Voices of a side told each by itself. */
const VOICES_TOLD = 20;

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
        .map(({ input, sides }) => `${input.text} does not hold, with ${named(sides().opponents)} against it`)
        .join('; '),
    };
  if (held.length > 1)
    return {
      value: held.map(({ input }) => dated(fact, input)).join(' or '),
      because: held
        .map(
          ({ input, sides }) =>
            `${input.text} rests on ${named(sides().supporters) || 'nothing that counts'}`,
        )
        .join(', '),
    };
  const sides = first.sides();
  const parts = [restsOn(sides.supporters), ...opposition(fact, first, sides, ranked)];
  if (state === 'contested' && sides.opponents.length === 0) parts.push('a verdict calls its claim disputed');
  if (first.bornOut !== null) parts.push(`borne out by ${first.bornOut}`);
  return { value: dated(fact, first.input), because: parts.join('; ') };
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
  const before = values.length === 0 ? `${earlier.length} before` : values.join(', ');
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
  { input: own, compared }: WordedValue,
  sides: Sides,
  ranked: readonly WordedValue[],
): string[] {
  const rivals = ranked
    .filter(
      (other) => other.input !== own && !other.input.implied && contradicts(fact, compared, other.compared),
    )
    .map(({ input, sides: sidesOf }) => ({ input, supporters: sidesOf().supporters }));
  const parts = rivals.slice(0, RIVALS_NAMED).map((rival) => {
    const claims = rival.input.claimCount === 1 ? '1 claim says' : `${rival.input.claimCount} claims say`;
    return `${claims} ${rivalText(fact, own, rival.input)}, resting on ${named(rival.supporters) || 'nothing that counts'}`;
  });
  if (rivals.length > RIVALS_NAMED) parts.push(`${rivals.length - RIVALS_NAMED} more contradict it`);
  const backers = new Set(rivals.flatMap((rival) => rival.supporters.map(({ voice }) => voice)));
  const others = sides.opponents.filter(({ voice }) => !backers.has(voice));
  if (others.length > 0) parts.push(`${named(others)} against it`);
  return parts;
}

/** What counted for a value and against it, a sentence each for the heaviest voices of a side and one for the rest of them. */
export function valueReasons(
  { supporters, opponents, torn }: Sides,
  input: WeighedInput,
  bornOut: string | null,
  weights: Weights,
): string[] {
  return [
    ...told(supporters, 'For: '),
    ...told(opponents, 'Against: '),
    ...torn.slice(0, VOICES_TOLD).map(({ label }) => `${label} speaks both ways and counts for neither.`),
    ...(torn.length > VOICES_TOLD ? [`${torn.length - VOICES_TOLD} more speak both ways.`] : []),
    ...(input.fails && supporters.length > 0
      ? [`No claim of it stands, so its own support is multiplied by ${weights.failedFactor}.`]
      : []),
    ...(isOver(input) && supporters.length > 0
      ? ['Its claims are outdated and it has an end, so who refutes them bears that out.']
      : []),
    ...(input.statuses.includes('disputed')
      ? ['A verdict calls a claim of it disputed, so it is not settled.']
      : []),
    ...(bornOut === null ? [] : [`Borne out by ${bornOut}: a later count is higher.`]),
  ];
}

function told(side: readonly OriginWeight[], begin: string): string[] {
  const rest = side.slice(VOICES_TOLD);
  const sentences = side.slice(0, VOICES_TOLD).map((origin) => `${begin}${described(origin)}`);
  return rest.length === 0
    ? sentences
    : [
        ...sentences,
        `${begin}${rest.length} more, which together weigh ${weightOf(rest).toLocaleString('en-GB')}.`,
      ];
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

function restsOn(origins: readonly OriginWeight[]): string {
  if (origins.length === 0) return 'nothing that counts supports it';
  return origins.length === 1 ? `it rests on ${named(origins)} alone` : named(origins);
}

/** “Vedomosti”, “Vedomosti and TASS”, “5 independent origins, above all Vedomosti”; empty for nobody. */
function named(origins: readonly OriginWeight[]): string {
  const lent = origins.filter((each) => each.lent === true);
  const own = namedAlike(origins.filter((each) => each.lent !== true));
  if (lent.length === 0) return own;
  return [own, `less exactly ${namedAlike(lent)}`].filter((part) => part !== '').join(', ');
}

function namedAlike(origins: readonly OriginWeight[]): string {
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
