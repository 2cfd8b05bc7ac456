import type { SheetFact } from './sheet.ts';
import { WEIGHTS, type Weights } from './weights.ts';

/** A weight that can be tried, by its name in an address; the most it can be. */
const NAMES = [
  ...(['A', 'B', 'C', 'D', 'E', 'F'] as const).map((grade) => `reliability.${grade}` as const),
  ...([1, 2, 3, 4, 5, 6] as const).map((grade) => `credibility.${grade}` as const),
  ...(['text', 'official', 'act', 'report'] as const).map((each) => `directness.${each}` as const),
  'failedFactor',
  'lessExactFactor',
  'settledWeight',
  'settledOrigins',
  'settledShare',
  'contestedShare',
] as const;
export type WeightName = (typeof NAMES)[number];

const MOST = 100;

export type WhatIf = {
  weights: Weights;
  /** Some weight is another than the one in force. */
  tried: boolean;
  /** What the address asks for and cannot be had, a sentence each. */
  problems: string[];
};

/** The weights that an address asks for, those in force for the rest: `?reliability.A=4&settledShare=0.75`. */
export function readWeights(params: Readonly<Record<string, string | string[] | undefined>>): WhatIf {
  const problems: string[] = [];
  let weights = WEIGHTS;
  for (const name of NAMES) {
    const raw = params[name];
    if (typeof raw !== 'string' || raw.trim() === '') continue;
    if (raw === String(Number(weightAt(WEIGHTS, name).toFixed(4)))) continue;
    const number = Number(raw);
    if (Number.isFinite(number) && number >= 0 && number <= MOST) weights = withWeight(weights, name, number);
    else problems.push(`${name}: “${raw.slice(0, 20)}” is not a number from 0 to ${MOST}.`);
  }
  if (weights.contestedShare > weights.settledShare) {
    problems.push('The share from which a value is contested is above the one from which it is settled.');
    weights = { ...weights, contestedShare: WEIGHTS.contestedShare, settledShare: WEIGHTS.settledShare };
  }
  return {
    weights,
    tried: NAMES.some((name) => weightAt(weights, name) !== weightAt(WEIGHTS, name)),
    problems,
  };
}

export function weightAt(weights: Weights, name: WeightName): number {
  const [group = '', key = ''] = name.split('.');
  const found: unknown = Object.entries(weights).find(([each]) => each === group)?.[1];
  if (typeof found === 'number') return found;
  return Object.entries(Object(found)).find(([each]) => each === key)?.[1] as number;
}

function withWeight(weights: Weights, name: WeightName, number: number): Weights {
  const [group = '', key] = name.split('.');
  if (key === undefined) return { ...weights, [group]: number };
  const former = Object(Object.entries(weights).find(([each]) => each === group)?.[1]);
  return { ...weights, [group]: { ...former, [key]: number } };
}

type Answer = Pick<SheetFact['resolution'], 'state' | 'value' | 'groups'>;
export type WeightChange = { slug: string; question: string; from: Answer; to: Answer };

/** Facts that come to another state or value, in the order of the sheet. */
export function changesOf(now: readonly SheetFact[], then: readonly SheetFact[]): WeightChange[] {
  const after = new Map(then.map((fact) => [fact.slug, fact]));
  return now.flatMap(({ slug, question, answer, resolution: from }): WeightChange[] => {
    const to = after.get(slug);
    return to === undefined || answer === to.answer ? [] : [{ slug, question, from, to: to.resolution }];
  });
}
