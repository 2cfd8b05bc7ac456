import { contradictAtSomeDate } from './agreement.ts';
import type { FactChoice } from './schema.ts';
import type { OriginItem, WeighedInput } from './weighing.ts';

/** A value that no claim gives, but that follows from what is refuted. */
export type ConsideredInput = WeighedInput & { implied: boolean };

/**
 * Of a question with yes and no, who refutes one speaks for the other: the claims' values, in their order, with those voices,
 * and after them the answers that nobody claims and that refutations imply. Values of other types stay as they are.
 */
export function withOpposites(
  fact: Pick<FactChoice, 'type' | 'series'>,
  inputs: readonly WeighedInput[],
): ConsideredInput[] {
  const claimed = inputs.map((input) => ({ ...input, implied: false }));
  if (fact.type !== 'boolean') return claimed;
  const implied: ConsideredInput[] = [];
  for (const input of inputs) {
    const refuters = input.origins.filter(({ against }) => against).map(inFavour);
    if (refuters.length === 0 || input.canonical === null) continue;
    const opposites = claimed.filter(
      (other) => other.state === 'known' && contradictAtSomeDate(fact, input, other),
    );
    for (const other of opposites) other.origins = [...other.origins, ...refuters];
    if (opposites.length === 0)
      implied.push({
        ...input,
        canonical: input.canonical === 'true' ? 'false' : 'true',
        text: input.canonical === 'true' ? 'no' : 'yes',
        claimCount: 0,
        statuses: [],
        fails: false,
        origins: refuters,
        implied: true,
      });
  }
  return [...claimed, ...implied];
}

function inFavour(item: OriginItem): OriginItem {
  return { ...item, against: false };
}
