import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import type { SheetFact, SheetSection } from './sheet.ts';

/** A fact with evidence on two sides. */
export type FactConflict = {
  fact: Pick<SheetFact, 'id' | 'slug' | 'question' | 'resolution'>;
  /** The weight on the smaller side, of the value where that is most. */
  weight: number;
  /** Independent origins on either side of the value where they are most. */
  origins: number;
  /** Statuses of its claims on which nobody has decided. */
  openVerdicts: number;
};

/** A claim of no fact with evidence on two sides. */
export type ClaimConflict = {
  id: number;
  statement: string;
  status: ClaimStatus;
  supports: number;
  refutes: number;
  origins: number;
};

const UNDECIDED: readonly ClaimStatus[] = ['unverified', 'in_review', 'disputed'];

/**
 * Facts whose evidence disagrees, those that matter most first: by the weight on the smaller side, then by how many origins
 * take a side, then by verdicts that are still open.
 */
export function factConflicts(sections: readonly SheetSection[]): FactConflict[] {
  return sections
    .flatMap(({ facts }) => facts)
    .map((fact) => ({
      fact,
      weight: most(fact.values.map(({ weighed: { support, against } }) => Math.min(support, against))),
      origins: most(fact.values.map((value) => value.supportingOrigins + value.refutingOrigins)),
      openVerdicts: fact.values.flatMap(({ statuses }) => statuses).filter((each) => UNDECIDED.includes(each))
        .length,
    }))
    .filter(({ weight, fact }) => weight > 0 || fact.resolution.state === 'contested')
    .sort(
      (a, b) =>
        b.weight - a.weight ||
        b.origins - a.origins ||
        b.openVerdicts - a.openVerdicts ||
        a.fact.id - b.fact.id,
    );
}

function most(numbers: readonly number[]): number {
  return Math.max(0, ...numbers);
}
