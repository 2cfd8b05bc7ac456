import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import type { Reliability } from '#lib/sources/vocabulary.ts';
import type { ClaimValue } from './schema.ts';
import { type Credibility, type Directness, FAILED_FACTOR, WEIGHTS } from './weights.ts';

/** One piece of evidence for a value or against it, followed back to a voice; a source with two origins is two of them. */
export type OriginItem = {
  /** Same voice, same origin. */
  voice: string;
  /** Its name. */
  label: string;
  /** Of the voice, not of the page that carries it. */
  reliability: Reliability;
  credibility: Credibility;
  directness: Directness;
  against: boolean;
  /** Heard through a page that copies, translates, cites or sums up. */
  relayed: boolean;
};

/** A value that claims assert, with its text as a reader sees it and everything that speaks for it and against it. */
export type WeighedInput = Omit<ClaimValue, 'fact' | 'asOf'> & {
  text: string;
  dates: readonly string[];
  claimCount: number;
  statuses: readonly ClaimStatus[];
  /** None of its claims stands. */
  fails: boolean;
  origins: readonly OriginItem[];
};

/** A voice on one side of a value, and what it weighs there; official: one of its own pages is an official source, or one carries the act's text. */
export type OriginWeight = OriginItem & { weight: number; official: boolean };

/** Voices that count for a value and against it, the heaviest first; torn: they speak both ways and count for neither. */
export type Sides = { supporters: OriginWeight[]; opponents: OriginWeight[]; torn: OriginWeight[] };

/** The voices on either side of a value by its own evidence. */
export function ownSides(input: WeighedInput): Sides {
  const factor = input.fails ? FAILED_FACTOR : 1;
  const supporters = voices(input.origins.filter(({ against }) => !against));
  const opponents = voices(input.origins.filter(({ against }) => against));
  const sides = apart(supporters, opponents);
  return {
    ...sides,
    supporters: sides.supporters.map((each) => ({ ...each, weight: each.weight * factor })),
  };
}

/** The same with the supporters of the values that contradict this one, each voice once. */
export function againstRivals(own: Sides, rivals: readonly OriginWeight[]): Sides {
  const against = new Map(own.opponents.map((each) => [each.voice, each]));
  for (const each of rivals.filter(({ voice }) => !own.torn.some((other) => other.voice === voice))) {
    const former = against.get(each.voice);
    if (former === undefined || (each.weight - former.weight || byGrades(former, each)) > 0)
      against.set(each.voice, each);
  }
  const sides = apart(own.supporters, [...against.values()].sort(byWeight));
  return { ...sides, torn: [...own.torn, ...sides.torn].sort(byWeight) };
}

/** To the thousandth, so that the order of adding never shows. */
export function weightOf(origins: readonly OriginWeight[]): number {
  return Math.round(origins.reduce((total, { weight }) => total + weight, 0) * 1000) / 1000;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function itemWeight({ reliability, credibility, directness }: OriginItem): number {
  return WEIGHTS.reliability[reliability] * WEIGHTS.credibility[credibility] * WEIGHTS.directness[directness];
}

/** Each voice once, by its heaviest original page, else by the heaviest that relays it. */
function voices(items: readonly OriginItem[]): OriginWeight[] {
  const best = new Map<string, OriginWeight>();
  for (const item of items) {
    const former = best.get(item.voice);
    const official =
      former?.official === true ||
      item.directness === 'text' ||
      (!item.relayed && item.directness === 'official');
    const candidate = { ...item, weight: itemWeight(item), official };
    const better = former === undefined || byMerit(candidate, former) < 0 ? candidate : former;
    best.set(item.voice, { ...better, official });
  }
  return [...best.values()].sort(byWeight);
}

function apart(supporters: readonly OriginWeight[], opponents: readonly OriginWeight[]): Sides {
  const both = new Set(
    supporters.map(({ voice }) => voice).filter((voice) => opponents.some((each) => each.voice === voice)),
  );
  return {
    supporters: supporters.filter(({ voice }) => !both.has(voice)),
    opponents: opponents.filter(({ voice }) => !both.has(voice)),
    torn: supporters.filter(({ voice }) => both.has(voice)),
  };
}

/** Originals before what relays them, the heavier first; the rest only keeps the choice from hanging on the order. */
function byMerit(a: OriginWeight, b: OriginWeight): number {
  return Number(a.relayed) - Number(b.relayed) || b.weight - a.weight || byGrades(a, b);
}

function byGrades(a: OriginWeight, b: OriginWeight): number {
  const text = ({ relayed, reliability, credibility, directness, label }: OriginWeight) =>
    [relayed, reliability, credibility, directness, label].join();
  return compareText(text(a), text(b));
}

function byWeight(a: OriginWeight, b: OriginWeight): number {
  return b.weight - a.weight || compareText(a.voice, b.voice);
}
