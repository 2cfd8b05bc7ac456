import { contradictAtSomeDate } from './agreement.ts';
import type { FactChoice } from './schema.ts';
import type { OriginItem, WeighedInput } from './weighing.ts';

/** `implied`: no claim gives it, but it follows from what is refuted. */
export type ConsideredInput = WeighedInput & { implied: boolean };

/** Whether a value is said to have ended by all that is known of it: its own end, and the verdict on each of its claims. */
export function isOver({ validTo, statuses }: Pick<WeighedInput, 'validTo' | 'statuses'>): boolean {
  return validTo !== null && statuses.length > 0 && statuses.every((status) => status === 'outdated');
}

/**
 * The claims' values, in their order, with the voices that refutations turn into support. Of a question with yes and no, who refutes
 * one speaks for the other; after the values stand the answers that nobody claims and that refutations imply. Of a value that is over,
 * who refutes that it still holds bears out that it held until its end.
 */
export function withOpposites(
  fact: Pick<FactChoice, 'type' | 'series'>,
  inputs: readonly WeighedInput[],
): ConsideredInput[] {
  const claimed = inputs.map((input) => ({
    ...input,
    origins: isOver(input) ? input.origins.map(inFavour) : input.origins,
    implied: false,
  }));
  if (fact.type !== 'boolean') return claimed;
  const implied: ConsideredInput[] = [];
  for (const input of inputs) {
    const refuters = isOver(input) ? [] : input.origins.filter(({ against }) => against).map(inFavour);
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
