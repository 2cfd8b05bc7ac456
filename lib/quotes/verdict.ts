import type { Stance } from '#lib/evidence/vocabulary.ts';
import type { QuoteOutcome } from './vocabulary.ts';

/** A piece of evidence, as far as a verdict asks: `outcome` is that of the latest snapshot, null where none was compared. */
type Quoted = { stance: Stance; quote: string; outcome: QuoteOutcome | null };

export const RESTS_ON_MISSING =
  'Every quote that supports or refutes this claim is missing from its page as captured last. Correct the quotes, or add other evidence, before giving a verdict.';

/**
 * Whether all that supports or refutes a claim are quotes that are not in their pages any more. One without a quote, or with one
 * that was found, nearly found, or never looked for, is enough to rest on.
 */
export function restsOnMissing(evidence: readonly Quoted[]): boolean {
  const bearing = evidence.filter(({ stance }) => stance === 'supports' || stance === 'refutes');
  return bearing.length > 0 && bearing.every(({ quote, outcome }) => quote !== '' && outcome === 'missing');
}
