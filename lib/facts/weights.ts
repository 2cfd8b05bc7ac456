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

/**
 * The weights of the resolution of facts, all of them. An origin weighs reliability × credibility × directness.
 *
 * Reliability A–F and credibility 1–6 are the Admiralty Code (UK Ministry of Defence, Joint Warfare Publication 2-00,
 * “Intelligence Support to Joint Operations”, 2003; also called the NATO system). The code orders the grades and gives no
 * numbers; these are ours, with F (“cannot be judged”) above E (“unreliable”), since not to know is not a bad mark. For the
 * same reason 6 weighs as 3.
 */
export const WEIGHTS = {
  reliability: { A: 5, B: 4, C: 3, D: 1.5, E: 0.5, F: 1 } satisfies Record<Reliability, number>,
  credibility: { 1: 1.5, 2: 1.25, 3: 1, 4: 0.5, 5: 0.1, 6: 1 },
  directness: { text: 3, official: 2, act: 1.5, report: 1 } satisfies Record<Directness, number>,
} as const;

export type Credibility = keyof typeof WEIGHTS.credibility;

/** Support of a value whose claims have all been found false, misleading, outdated or unsupported is multiplied by this. */
export const FAILED_FACTOR = 0.5;
/** A value is settled from this weight of support: a little more than one fairly reliable report. */
export const SETTLED_WEIGHT = 4;
/** So many independent origins settle a value; of an official source or the act's own text one is enough. */
export const SETTLED_ORIGINS = 2;
/** A value is settled when at least this share of the weight for and against it is for it. */
export const SETTLED_SHARE = 2 / 3;
/** Below this share a value is outweighed; between the two it is contested. */
export const CONTESTED_SHARE = 1 / 3;
