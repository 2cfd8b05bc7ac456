import { type Comparable, contradicts, saysMore } from './agreement.ts';
import type { FactChoice } from './schema.ts';
import { byGrades, byWeight, compareText, type OriginWeight, type Sides } from './weighing.ts';
import type { Weights } from './weights.ts';

/** A value that others of its group can meet: what it says, and the voices on either side of it by its own evidence. */
export type Placed = { text: string; compared: Comparable; own: Sides };

/** What another value is to one: it contradicts it, says it more exactly, or less. */
const NOTHING = 0;
const RIVAL = 1;
const MORE = 2;
const LESS = 3;

/**
 * The voices on either side of each value of a group: its own, those of values that say the same more exactly, with part of their
 * weight those that say it less exactly, and against it those of values that contradict it. A voice on a side already, or torn, is not
 * counted again as one that says it otherwise; of several ways to be heard the heaviest counts. A voice on both sides is torn.
 *
 * All voices of the group are put in order once, and a value takes the first of each along it; so nothing is sorted or compared anew
 * for every pair of values, and nothing is made for a voice that does not count.
 */
export function sidesWithin(
  fact: Pick<FactChoice, 'series'>,
  group: readonly Placed[],
  weights: Weights,
): (place: number) => Sides {
  const numbers = new Map<string, number>();
  const numberOf = (voice: string) => {
    const known = numbers.get(voice) ?? numbers.size;
    numbers.set(voice, known);
    return known;
  };
  const ranked = group
    .flatMap(({ own, text }, of) => own.supporters.map((origin) => ({ origin, of, text })))
    .sort(
      (a, b) => byWeight(a.origin, b.origin) || byGrades(a.origin, b.origin) || compareText(a.text, b.text),
    )
    .map(({ origin, of }) => ({ origin, of }));
  // Walked along for each value, so kept as plain numbers.
  const holders = Int32Array.from(ranked, ({ of }) => of);
  const voices = Int32Array.from(ranked, ({ origin }) => numberOf(origin.voice));
  for (const { own } of group) for (const { voice } of [...own.opponents, ...own.torn]) numberOf(voice);

  return (place) => {
    const me = group[place];
    if (me === undefined) throw new Error(`no value at ${place}`);
    const relations = relationsTo(fact, group, place);
    const { placed, torn } = marksOf(me.own, numbers);
    const marks = () => new Uint8Array(numbers.size);
    const met = [marks(), marks(), marks(), marks()] as const;
    const taken: [OriginWeight[], OriginWeight[], OriginWeight[], OriginWeight[]] = [[], [], [], []];
    for (let at = 0; at < ranked.length; at += 1) {
      const of = holders[at] as number;
      const voice = voices[at] as number;
      const relation = relations[of] as 0 | 1 | 2 | 3;
      if (relation === NOTHING || met[relation][voice] === 1) continue;
      if (relation === RIVAL ? torn[voice] === 1 : placed[voice] === 1) continue;
      met[relation][voice] = 1;
      const origin = ranked[at]?.origin as OriginWeight;
      taken[relation].push(relation === RIVAL ? origin : { ...origin, said: group[of]?.text ?? '' });
    }
    const less = taken[LESS].filter(({ voice }) => met[MORE][numbers.get(voice) ?? 0] !== 1);
    const lent = less.map((each) => ({
      ...each,
      weight: each.weight * weights.lessExactFactor,
      official: false,
      lent: true,
    }));
    const kin = [...taken[MORE], ...lent];
    const supporters = kin.length === 0 ? me.own.supporters : [...me.own.supporters, ...kin].sort(byWeight);
    return divided(supporters, opponentsOf(me.own.opponents, taken[RIVAL]), me.own.torn);
  };
}

/** Whether some value that a claim gives contradicts each. */
export function contradictedWithin(
  fact: Pick<FactChoice, 'series'>,
  group: readonly { compared: Comparable; claimed: boolean }[],
): boolean[] {
  return group.map(({ compared }, place) =>
    group.some((other, at) => at !== place && other.claimed && contradicts(fact, compared, other.compared)),
  );
}

function relationsTo(fact: Pick<FactChoice, 'series'>, group: readonly Placed[], place: number): Uint8Array {
  const relations = new Uint8Array(group.length);
  const me = group[place]?.compared;
  group.forEach(({ compared, own }, at) => {
    if (me === undefined || at === place || own.supporters.length === 0) return;
    if (contradicts(fact, me, compared)) relations[at] = RIVAL;
    else if (saysMore(fact, compared, me)) relations[at] = MORE;
    else if (saysMore(fact, me, compared)) relations[at] = LESS;
  });
  return relations;
}

function marksOf({ supporters, opponents, torn }: Sides, numbers: ReadonlyMap<string, number>) {
  const marks = { placed: new Uint8Array(numbers.size), torn: new Uint8Array(numbers.size) };
  for (const side of [supporters, opponents, torn])
    for (const { voice } of side) marks.placed[numbers.get(voice) ?? 0] = 1;
  for (const { voice } of torn) marks.torn[numbers.get(voice) ?? 0] = 1;
  return marks;
}

/** Who refutes the value, and who supports what contradicts it; each once, by what weighs most. */
function opponentsOf(own: readonly OriginWeight[], rivals: readonly OriginWeight[]): readonly OriginWeight[] {
  if (own.length === 0) return rivals;
  const refuters = new Map(own.map((each) => [each.voice, each]));
  const others: OriginWeight[] = [];
  for (const each of rivals) {
    const former = refuters.get(each.voice);
    if (former === undefined) others.push(each);
    else if ((each.weight - former.weight || byGrades(former, each)) > 0) refuters.set(each.voice, each);
  }
  return [...others, ...refuters.values()].sort(byWeight);
}

/** Takes whoever stands on both sides out of them. */
function divided(
  supporters: readonly OriginWeight[],
  opponents: readonly OriginWeight[],
  torn: readonly OriginWeight[],
): Sides {
  const [few, many] =
    supporters.length < opponents.length ? [supporters, opponents] : [opponents, supporters];
  const voices = new Set(few.map(({ voice }) => voice));
  const both = new Set(many.flatMap(({ voice }) => (voices.has(voice) ? [voice] : [])));
  if (both.size === 0) return { supporters, opponents, torn };
  return {
    supporters: supporters.filter(({ voice }) => !both.has(voice)),
    opponents: opponents.filter(({ voice }) => !both.has(voice)),
    torn: [...torn, ...supporters.filter(({ voice }) => both.has(voice))].sort(byWeight),
  };
}
