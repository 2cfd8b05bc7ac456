/** An event that is there, with its mark: the first four bytes of its hash, in hex. */
export type MarkedEvent = { id: number; mark: string };

/** Sealed events from `begin` to before `end`, of which none is found, and what is there in their place. */
type Gap = { begin: number; end: number; there: number[]; before: number; next: number };

const MOST_NAMED = 12;

function named(ids: readonly number[]): string {
  const [first = 0, ...rest] = ids;
  const last = rest.at(-1);
  if (last === undefined) return `event ${first}`;
  if (last - first === rest.length) return `events ${first} to ${last}`;
  return ids.length > MOST_NAMED
    ? `${ids.length} of the events ${first} to ${last}`
    : `events ${[first, ...rest.slice(0, -1)].join(', ')} and ${last}`;
}

/** The id is part of what is hashed, so whoever has a mark of the seal stands in the same order as there. */
function* gapsBetween(
  sealed: readonly string[],
  found: readonly MarkedEvent[],
  [after, last]: readonly [number, number],
): Generator<Gap> {
  const places = new Map<string, number[]>();
  for (const [place, mark] of sealed.entries()) {
    const known = places.get(mark);
    if (known) known.push(place);
    else places.set(mark, [place]);
  }
  let gap: Gap = { begin: 0, end: 0, there: [], before: after, next: last + 1 };
  for (const { id, mark } of found) {
    const place = places.get(mark)?.find((one) => one >= gap.begin);
    if (place === undefined) gap.there.push(id);
    else {
      yield { ...gap, end: place, next: id };
      gap = { begin: place + 1, end: 0, there: [], before: id, next: last + 1 };
    }
  }
  yield { ...gap, end: sealed.length };
}

/**
 * Says in words what became of the events of a seal: `sealed` holds their marks in the order of ids, `found` what there is now above
 * `after` up to `last`. Empty where the marks show no difference.
 */
export function narrow(
  sealed: readonly string[],
  found: readonly MarkedEvent[],
  bounds: readonly [after: number, last: number],
): string[] {
  const changed: number[] = [];
  const added: number[] = [];
  const gone: number[] = [];
  const unclear: string[] = [];
  for (const { begin, end, there, before, next } of gapsBetween(sealed, found, bounds)) {
    const missing = end - begin;
    if (missing === there.length) changed.push(...there);
    else if (missing === 0) added.push(...there);
    else if (there.length > 0)
      unclear.push(
        `between ids ${before + 1} and ${next - 1}, events were sealed: ${missing}, and others are there: ${there.length}`,
      );
    else if (next - before - 1 === missing)
      gone.push(...Array.from({ length: missing }, (_, place) => before + 1 + place));
    else
      unclear.push(
        `${missing} of the events ${before + 1} to ${next - 1} ${missing === 1 ? 'is' : 'are'} gone`,
      );
  }
  const say = (ids: readonly number[], what: string) =>
    ids.length === 0 ? [] : [`${named(ids)} ${ids.length === 1 ? 'is' : 'are'} ${what}`];
  return [
    ...say(changed, 'not as sealed'),
    ...say(gone, 'gone'),
    ...say(added, 'not among what was sealed'),
    ...unclear.slice(0, MOST_NAMED),
    ...(unclear.length > MOST_NAMED ? [`${unclear.length - MOST_NAMED} more places differ`] : []),
  ];
}
