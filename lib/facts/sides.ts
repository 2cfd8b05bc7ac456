import { RELATIONS, type Relations } from './relations.ts';
import { type Side, SideCount } from './side.ts';
import { byGrades, byWeight, compareText, type OriginWeight, type OwnSides, partsOf } from './weighing.ts';
import type { Weights } from './weights.ts';

/** A value that others of its group can meet: what it says, and the voices on either side of it by its own evidence. */
export type Placed = { text: string; own: OwnSides };

/** Who counts for a value and against it, others of its group heard too. */
export type Sides = {
  /** Who says it, or says it more exactly. */
  supporters: Side;
  /** Who says it less exactly, with part of their weight. */
  lent: Side;
  /** Who refutes it, or supports what contradicts it. */
  opponents: Side;
  /** Who speaks both ways and counts for neither. */
  torn: Side;
};

/** What a voice says by the evidence of one value. */
type Heard = { origin: OriginWeight; parts: number; voice: number; of: number };

/**
 * The voices on either side of each value of a group: its own, those of values that say the same more exactly, with part of their
 * weight those that say it less exactly, and against it those of values that contradict it. A voice on a side already, or torn, is not
 * counted again as one that says it otherwise; of several ways to be heard the heaviest counts. A voice on both sides is torn.
 *
 * Most voices of a large group are against a value by the heaviest that they say at all. So all are put in order and summed up once,
 * and for a value only those are looked at that say it, or something that does not contradict it, or refute it.
 */
export function sidesWithin(
  group: readonly Placed[],
  relations: Relations,
  weights: Weights,
): (place: number) => Sides {
  const numbers = new Map<string, number>();
  const numberOf = (voice: string) => {
    const known = numbers.get(voice) ?? numbers.size;
    numbers.set(voice, known);
    return known;
  };
  const heard = group
    .flatMap(({ own }, of) =>
      own.supporters.map(
        (origin): Heard => ({ origin, parts: partsOf(origin.weight), voice: numberOf(origin.voice), of }),
      ),
    )
    .sort(
      (a, b) =>
        byWeight(a.origin, b.origin) ||
        byGrades(a.origin, b.origin) ||
        compareText(group[a.of]?.text ?? '', group[b.of]?.text ?? ''),
    );
  for (const { own } of group) for (const { voice } of [...own.opponents, ...own.torn]) numberOf(voice);
  // Places in that order, so the lower is the heavier. As plain numbers, since they are gone through for every value.
  const speakers = Int32Array.from(heard, ({ voice }) => voice);
  const holders = Int32Array.from(heard, ({ of }) => of);
  const ofVoice = placesBy(numbers.size, speakers);
  const ofValue = placesBy(group.length, holders);
  const parts = Float64Array.from(heard, (each) => each.parts);
  const lentParts = Float64Array.from(heard, ({ origin }) =>
    partsOf(origin.weight * weights.lessExactFactor),
  );
  const weight = Float64Array.from(heard, ({ origin }) => origin.weight);
  const official = Uint8Array.from(heard, ({ origin }) => Number(origin.official));
  const headOf = (voice: number) => {
    const start = ofVoice.starts[voice] as number;
    return start === ofVoice.starts[voice + 1] ? undefined : ofVoice.places[start];
  };
  const heads = heard.filter(({ voice }, at) => headOf(voice) === at);
  const allParts = heads.reduce((sum, { parts }) => sum + parts, 0);
  // Of each voice, for which value it was met last, and then the first that it says more and less exactly.
  const met = new Int32Array(numbers.size).fill(-1);
  const mine = new Int32Array(numbers.size).fill(-1);
  const toMe = new Uint8Array(group.length);
  const more = new Int32Array(numbers.size);
  const less = new Int32Array(numbers.size);

  return (place) => {
    const me = group[place];
    if (me === undefined) throw new Error(`no value at ${place}`);
    const voices: number[] = [];
    const meetVoice = (voice: number) => {
      if (met[voice] === place) return;
      met[voice] = place;
      more[voice] = heard.length;
      less[voice] = heard.length;
      voices.push(voice);
    };
    met.fill(-1);
    mine.fill(-1);
    for (let other = 0; other < group.length; other += 1) {
      const end = ofValue.starts[other + 1] as number;
      let each = ofValue.starts[other] as number;
      if (each === end) continue;
      const relation = relations.between(place, other);
      toMe[other] = relation;
      if (relation === RELATIONS.rival) continue;
      for (; each < end; each += 1) {
        const at = ofValue.places[each] as number;
        const voice = speakers[at] as number;
        meetVoice(voice);
        if (relation === RELATIONS.more) more[voice] = Math.min(more[voice] as number, at);
        else if (relation === RELATIONS.less) less[voice] = Math.min(less[voice] as number, at);
      }
    }
    const byVoice = (side: readonly OriginWeight[]) => {
      const found = new Map(side.map((origin) => [numberOf(origin.voice), origin]));
      for (const voice of found.keys()) {
        meetVoice(voice);
        mine[voice] = place;
      }
      return found;
    };
    const supporters = byVoice(me.own.supporters);
    const refuters = byVoice(me.own.opponents);
    const torn = byVoice(me.own.torn);
    const sides = {
      supporters: new SideCount(),
      lent: new SideCount(),
      opponents: new SideCount(),
      torn: new SideCount(),
    };
    for (const origin of torn.values()) sides.torn.add(origin, partsOf(origin.weight));
    let rest = heads.length;
    let restParts = allParts;
    for (const voice of voices) {
      const head = headOf(voice);
      if (head !== undefined) {
        rest -= 1;
        restParts -= parts[head] as number;
      }
      const speaks = mine[voice] === place;
      if (speaks && torn.has(voice)) continue;
      const rival = rivalOf(voice);
      const refuter = speaks ? refuters.get(voice) : undefined;
      const own = speaks ? supporters.get(voice) : undefined;
      const kin = Math.min(more[voice] as number, less[voice] as number);
      if (own === undefined && (refuter !== undefined || kin === heard.length)) {
        const against = heavier(refuter, rival === undefined ? undefined : heard[rival]?.origin);
        if (against !== undefined) sides.opponents.add(against, partsOf(against.weight));
        continue;
      }
      const lends = own === undefined && more[voice] === heard.length;
      const side = rival !== undefined ? sides.torn : lends ? sides.lent : sides.supporters;
      if (own !== undefined) side.add(own, partsOf(own.weight));
      else addKin(side, (lends ? less[voice] : more[voice]) as number, lends);
    }
    sides.opponents.count += rest;
    sides.opponents.parts += restParts;
    for (const { voice, origin } of heads) if (met[voice] !== place && !sides.opponents.place(origin)) break;
    return sides;
  };

  /** The first that the voice says and that contradicts the value. */
  function rivalOf(voice: number): number | undefined {
    const end = ofVoice.starts[voice + 1] as number;
    for (let each = ofVoice.starts[voice] as number; each < end; each += 1) {
      const at = ofVoice.places[each] as number;
      if (toMe[holders[at] as number] === RELATIONS.rival) return at;
    }
    return undefined;
  }

  function addKin(side: SideCount, at: number, lends: boolean): void {
    side.count += 1;
    side.parts += (lends ? lentParts[at] : parts[at]) as number;
    side.official ||= !lends && official[at] === 1;
    const weighs = (weight[at] as number) * (lends ? weights.lessExactFactor : 1);
    // Nothing is made for a voice that is only counted.
    if (weighs < side.floor) return;
    const { origin, of } = heard[at] as Heard;
    if (!side.tells(weighs, origin.voice)) return;
    const said = group[of]?.text ?? '';
    side.place(
      lends ? { ...origin, said, weight: weighs, official: false, lent: true } : { ...origin, said },
    );
  }
}

/** The places of what is of one kind, in order: those of a kind begin at its start and end at the next one's. */
function placesBy(kinds: number, kindOf: Int32Array): { starts: Int32Array; places: Int32Array } {
  const starts = new Int32Array(kinds + 1);
  for (const kind of kindOf) starts[kind + 1] = (starts[kind + 1] as number) + 1;
  for (let kind = 0; kind < kinds; kind += 1)
    starts[kind + 1] = (starts[kind + 1] as number) + (starts[kind] as number);
  const next = starts.slice();
  const places = new Int32Array(kindOf.length);
  kindOf.forEach((kind, at) => {
    const place = next[kind] as number;
    places[place] = at;
    next[kind] = place + 1;
  });
  return { starts, places };
}

/** Whether some value that a claim gives contradicts each. */
export function contradictedWithin(claimed: readonly boolean[], relations: Relations): boolean[] {
  return claimed.map((_, place) =>
    claimed.some((given, other) => given && relations.between(place, other) === RELATIONS.rival),
  );
}

/** Who refutes the value himself, and says besides what contradicts it, counts once. */
function heavier(
  refuter: OriginWeight | undefined,
  rival: OriginWeight | undefined,
): OriginWeight | undefined {
  if (refuter === undefined || rival === undefined) return refuter ?? rival;
  return (rival.weight - refuter.weight || byGrades(refuter, rival)) > 0 ? rival : refuter;
}
