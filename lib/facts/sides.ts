import { type Comparable, contradicts, saysMore } from './agreement.ts';
import type { FactChoice } from './schema.ts';
import {
  againstRivals,
  byGrades,
  byWeight,
  type Kin,
  type OriginWeight,
  type Sides,
  withKin,
} from './weighing.ts';
import type { Weights } from './weights.ts';

/** A value that others of its group can meet: what it says, and the voices on either side of it by its own evidence. */
export type Placed = { text: string; compared: Comparable; own: Sides };

/**
 * The voices on either side of each value of a group: its own, those of values that say the same more exactly, with part of their
 * weight those that say it less exactly, and against it those of values that contradict it.
 *
 * All voices of the group are put in order once, and a value takes the first of each along it; so nothing is sorted or compared anew
 * for every pair of values.
 */
export function sidesWithin(
  fact: Pick<FactChoice, 'series'>,
  group: readonly Placed[],
  weights: Weights,
): (place: number) => Sides {
  const numbers = new Map<string, number>();
  const ranked = group
    .flatMap(({ own }, of) => own.supporters.map((origin) => ({ origin, of })))
    .sort((a, b) => byWeight(a.origin, b.origin) || byGrades(a.origin, b.origin))
    .map(({ origin, of }) => {
      const voice = numbers.get(origin.voice) ?? numbers.size;
      numbers.set(origin.voice, voice);
      return { origin, of, voice };
    });

  return (place) => {
    const me = group[place];
    if (me === undefined) throw new Error(`no value at ${place}`);
    const rivals = new Uint8Array(group.length);
    const kin: Kin[] = [];
    group.forEach(({ text, compared, own }, at) => {
      if (at === place) return;
      if (contradicts(fact, me.compared, compared)) rivals[at] = 1;
      else if (saysMore(fact, compared, me.compared))
        kin.push({ said: text, supporters: own.supporters, share: null });
      else if (saysMore(fact, me.compared, compared))
        kin.push({ said: text, supporters: own.supporters, share: weights.lessExactFactor });
    });
    const met = new Uint8Array(numbers.size);
    const against: OriginWeight[] = [];
    for (const { origin, of, voice } of ranked) {
      if (rivals[of] === 0 || met[voice] === 1) continue;
      met[voice] = 1;
      against.push(origin);
    }
    return againstRivals(withKin(me.own, kin), against);
  };
}
