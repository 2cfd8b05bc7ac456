/** An event that is there, with its mark: the first four bytes of its hash, in hex. */
export type MarkedEvent = { id: number; mark: string };

const list = (ids: readonly number[]): string => {
  const [first = 0, ...rest] = ids;
  const last = rest.at(-1);
  if (last === undefined) return `event ${first}`;
  if (last - first === rest.length) return `events ${first} to ${last}`;
  return ids.length > 12
    ? `${ids.length} of the events ${first} to ${last}`
    : `events ${[first, ...rest.slice(0, -1)].join(', ')} and ${last}`;
};

const be = (count: number) => (count === 1 ? 'is' : 'are');

/**
 * Says in words what became of the events of a seal: `sealed` holds the marks as they were sealed in the order of ids, `found` what
 * there is now between `after` (exclusive) and `last`. Null where the marks show no difference.
 */
export function narrow(
  sealed: readonly string[],
  found: readonly MarkedEvent[],
  [after, last]: readonly [number, number],
): string | null {
  const shorter = Math.min(sealed.length, found.length);
  let begin = 0;
  while (begin < shorter && sealed[begin] === found[begin]?.mark) begin += 1;
  let end = 0;
  while (end < shorter - begin && sealed.at(-1 - end) === found.at(-1 - end)?.mark) end += 1;
  const was = sealed.slice(begin, sealed.length - end);
  const now = found.slice(begin, found.length - end);
  if (was.length === 0 && now.length === 0) return null;
  if (was.length === now.length) {
    const changed = now.filter(({ mark }, place) => mark !== was[place]).map(({ id }) => id);
    return `${list(changed)} ${be(changed.length)} not as sealed`;
  }
  if (was.length === 0) {
    const added = now.map(({ id }) => id);
    return `${list(added)} ${be(added.length)} not among what was sealed`;
  }
  const before = found[begin - 1]?.id ?? after;
  const next = end > 0 ? (found.at(-end)?.id ?? last + 1) : last + 1;
  if (now.length > 0)
    return `between ids ${before + 1} and ${next - 1}, ${was.length} events were sealed and ${now.length} are there, not the same`;
  const room = next - before - 1;
  return room === was.length
    ? `${list(Array.from(was, (_, place) => before + 1 + place))} ${be(was.length)} gone`
    : `${was.length} of the events with ids ${before + 1} to ${next - 1} ${be(was.length)} gone`;
}
