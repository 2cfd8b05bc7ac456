import type { Reliability } from '#lib/sources/vocabulary.ts';

/**
 * How directly an item knows: it is the text of the act that decides, comes from the body that decides, cites the act, or
 * tells others' accounts. What reaches us through another page is a report, whatever page it comes from, save the act's text.
 */
export const DIRECTNESSES = ['text', 'official', 'act', 'report'] as const;
export type Directness = (typeof DIRECTNESSES)[number];

export const DIRECTNESS_LABELS: Record<Directness, string> = {
  text: 'the act’s own text',
  official: 'official source',
  act: 'cites the act',
  report: 'report',
};

export type Credibility = 1 | 2 | 3 | 4 | 5 | 6;

export type Weights = {
  readonly reliability: Readonly<Record<Reliability, number>>;
  readonly credibility: Readonly<Record<Credibility, number>>;
  readonly directness: Readonly<Record<Directness, number>>;
  /** Support of a value whose claims have all been found false, misleading, outdated or unsupported is multiplied by this. */
  readonly failedFactor: number;
  /** Who says the same less exactly supports a value with this share of its weight, and is no origin of it. */
  readonly lessExactFactor: number;
  /** A value is settled from this weight of support: a little more than one fairly reliable report. */
  readonly settledWeight: number;
  /** So many independent origins settle a value; of an official source or the act's own text one is enough. */
  readonly settledOrigins: number;
  /** A value is settled when at least this share of the weight for and against it is for it. */
  readonly settledShare: number;
  /** Below this share a value is outweighed; between the two it is contested. */
  readonly contestedShare: number;
};

/**
 * The weights of the resolution of facts, all of them. An origin weighs reliability × credibility × directness.
 *
 * Reliability A–F and credibility 1–6 are the Admiralty Code (UK Ministry of Defence, Joint Warfare Publication 2-00,
 * “Intelligence Support to Joint Operations”, 2003; also called the NATO system). The code orders the grades and gives no
 * numbers; these are ours, with F (“cannot be judged”) above E (“unreliable”), since not to know is not a bad mark. For the
 * same reason 6 weighs as 3.
 */
export const WEIGHTS: Weights = {
  reliability: { A: 5, B: 4, C: 3, D: 1.5, E: 0.5, F: 1 },
  credibility: { 1: 1.5, 2: 1.25, 3: 1, 4: 0.5, 5: 0.1, 6: 1 },
  directness: { text: 3, official: 2, act: 1.5, report: 1 },
  failedFactor: 0.5,
  lessExactFactor: 0.5,
  settledWeight: 4,
  settledOrigins: 2,
  settledShare: 2 / 3,
  contestedShare: 1 / 3,
};
