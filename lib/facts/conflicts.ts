import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import type { Dispute, SheetFact } from './sheet.ts';

/** A fact with evidence on two sides. */
export type FactConflict = { fact: Pick<SheetFact, 'id' | 'slug' | 'question' | 'resolution'> } & Dispute;

/** A claim of no fact with evidence on two sides. */
export type ClaimConflict = {
  id: number;
  statement: string;
  status: ClaimStatus;
  supports: number;
  refutes: number;
  origins: number;
};

/**
 * Facts whose evidence disagrees, those that matter most first: by the weight on the smaller side, then by how many origins
 * take a side, then by verdicts that are still open.
 */
export function factConflicts(facts: readonly SheetFact[]): FactConflict[] {
  return facts
    .map((fact) => ({ fact, ...fact.dispute }))
    .filter(({ weight, fact }) => weight > 0 || fact.resolution.state === 'contested')
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        b.origins - a.origins ||
        b.openVerdicts - a.openVerdicts ||
        a.fact.id - b.fact.id,
    );
}
