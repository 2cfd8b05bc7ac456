import { same } from './same.ts';

/** A field that two people left in different states. `by`: who changed it since the state both started from. */
export type Difference<K> = { field: K; by: 'me' | 'them' | 'both' };

/** The fields in which mine and theirs differ, each judged by what both started from. */
export function differences<T extends object, K extends keyof T>(
  fields: readonly K[],
  { base, mine, theirs }: { base: T; mine: T; theirs: T },
): Difference<K>[] {
  return fields
    .filter((field) => !same(mine[field], theirs[field]))
    .map((field) => {
      if (same(mine[field], base[field])) return { field, by: 'them' };
      return { field, by: same(theirs[field], base[field]) ? 'me' : 'both' };
    });
}

/** Mine, with theirs in the fields where theirs was chosen. */
export function merged<T extends object, K extends keyof T>(
  mine: T,
  theirs: T,
  choices: readonly { field: K; take: 'mine' | 'theirs' }[],
): T {
  const result = { ...mine };
  for (const { field, take } of choices) if (take === 'theirs') result[field] = theirs[field];
  return result;
}
