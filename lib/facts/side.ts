import { byWeight, type OriginWeight, toWeight } from './weighing.ts';

/** Voices told each by itself; the rest is summed up. */
export const VOICES_TOLD = 20;

/** Voices on one side of a value: how many, what they weigh together, and the first of them by weight. */
export type Side = {
  readonly count: number;
  /** See `partsOf`. */
  readonly parts: number;
  /** One of them is official. */
  readonly official: boolean;
  readonly heaviest: readonly OriginWeight[];
};

/** Gathers a side voice by voice; who is too light to be told is only counted. */
export class SideCount implements Side {
  count = 0;
  parts = 0;
  official = false;
  readonly heaviest: OriginWeight[] = [];

  add(origin: OriginWeight, parts: number): void {
    this.count += 1;
    this.parts += parts;
    this.official ||= origin.official;
    this.place(origin);
  }

  /** Who weighs less is not told. */
  floor = Number.NEGATIVE_INFINITY;

  /** Whether a voice is not too light to be among the heaviest. */
  tells(weight: number, voice: string): boolean {
    const last = this.heaviest[VOICES_TOLD - 1];
    return last === undefined || weight > last.weight || (weight === last.weight && voice <= last.voice);
  }

  /** Puts a voice where it belongs among the heaviest, without counting it; false where it is too light. */
  place(origin: OriginWeight): boolean {
    const { heaviest } = this;
    if (!this.tells(origin.weight, origin.voice)) return false;
    const after = heaviest.findIndex((other) => byWeight(origin, other) < 0);
    heaviest.splice(after === -1 ? heaviest.length : after, 0, origin);
    heaviest.length = Math.min(heaviest.length, VOICES_TOLD);
    this.floor = heaviest[VOICES_TOLD - 1]?.weight ?? this.floor;
    return true;
  }
}

/** What they weigh together. */
export function weightOf(...sides: readonly Side[]): number {
  return toWeight(sides.reduce((sum, { parts }) => sum + parts, 0));
}
