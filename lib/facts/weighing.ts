import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import type { Reliability } from '#lib/sources/vocabulary.ts';
import type { ClaimValue } from './schema.ts';
import type { Credibility, Directness, Weights } from './weights.ts';

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

/** A voice on one side of a value, and what it weighs there; official: one of its own pages is an official source or carries the act's text, or, where it has none, one that relays it carries the text. */
export type OriginWeight = OriginItem & {
  weight: number;
  official: boolean;
  /** Set where the voice says it less or more exactly: what it says. */
  said?: string;
  /** It says it less exactly, and is no origin of the value. */
  lent?: boolean;
};

/** Voices for a value and against it by its own evidence, the heaviest first; torn: they speak both ways and count for neither. */
export type OwnSides = {
  supporters: readonly OriginWeight[];
  opponents: readonly OriginWeight[];
  torn: readonly OriginWeight[];
};

/** The voices on either side of a value by its own evidence. */
export function ownSides(input: WeighedInput, weights: Weights): OwnSides {
  const factor = input.fails ? weights.failedFactor : 1;
  const supporters = voices(
    input.origins.filter(({ against }) => !against),
    weights,
  );
  const opponents = voices(
    input.origins.filter(({ against }) => against),
    weights,
  );
  const sides = apart(supporters, opponents);
  return {
    ...sides,
    supporters: sides.supporters.map((each) => ({ ...each, weight: each.weight * factor })),
  };
}

/** A weight in whole millionths, whose sum is exact in whatever order they are added. */
export function partsOf(weight: number): number {
  return Math.round(weight * 1_000_000);
}

/** A sum of parts as a weight, to the thousandth. */
export function toWeight(parts: number): number {
  return Math.round(parts / 1_000) / 1_000;
}

export function compareText(a: string, b: string): number {
  return a < b ? -1 : Number(a > b);
}

function itemWeight({ reliability, credibility, directness }: OriginItem, weights: Weights): number {
  return weights.reliability[reliability] * weights.credibility[credibility] * weights.directness[directness];
}

/** Each voice once, by its heaviest original page, else by the heaviest that relays it; nothing that relays it adds to an original. */
function voices(items: readonly OriginItem[], weights: Weights): OriginWeight[] {
  const best = new Map<string, OriginWeight>();
  for (const item of items) {
    const former = best.get(item.voice);
    const official = item.directness === 'text' || (!item.relayed && item.directness === 'official');
    const candidate = { ...item, weight: itemWeight(item, weights), official };
    const better = former === undefined || byMerit(candidate, former) < 0 ? candidate : former;
    const alike = former?.relayed === item.relayed;
    best.set(item.voice, alike ? { ...better, official: official || former.official } : better);
  }
  return [...best.values()].sort(byWeight);
}

function apart(supporters: readonly OriginWeight[], opponents: readonly OriginWeight[]): OwnSides {
  if (supporters.length === 0 || opponents.length === 0) return { supporters, opponents, torn: [] };
  const against = new Set(opponents.map(({ voice }) => voice));
  const torn = supporters.filter(({ voice }) => against.has(voice));
  const both = new Set(torn.map(({ voice }) => voice));
  const only = (side: readonly OriginWeight[]) => side.filter(({ voice }) => !both.has(voice));
  return both.size === 0
    ? { supporters, opponents, torn }
    : { supporters: only(supporters), opponents: only(opponents), torn };
}

/** Originals before what relays them, the heavier first; the rest only keeps the choice from hanging on the order. */
function byMerit(a: OriginWeight, b: OriginWeight): number {
  return Number(a.relayed) - Number(b.relayed) || b.weight - a.weight || byGrades(a, b);
}

export function byGrades(a: OriginWeight, b: OriginWeight): number {
  const text = ({ relayed, reliability, credibility, directness, label }: OriginWeight) =>
    [relayed, reliability, credibility, directness, label].join();
  return compareText(text(a), text(b));
}

type Ranked = Pick<OriginWeight, 'weight' | 'voice'>;

/** The heavier first. */
export function byWeight(a: Ranked, b: Ranked): number {
  return b.weight - a.weight || compareText(a.voice, b.voice);
}
