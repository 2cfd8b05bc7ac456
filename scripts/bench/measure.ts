import type { Client } from './client.ts';

export interface Figures {
  readonly clients: number;
  readonly requests: number;
  /** Milliseconds to the whole answer. */
  readonly p50: number;
  readonly p95: number;
  /** Milliseconds to the first byte, the middle one. */
  readonly first: number;
  readonly perSecond: number;
  /** Answers other than 200; their times do not count. */
  readonly refused: number;
}

export interface Side {
  readonly name: string;
  readonly client: Client;
  readonly path: string;
}

type Times = { all: number[]; first: number[]; seconds: number; refused: number };

/** A side's share of a work: so many requests or so many milliseconds, whichever comes first, but never fewer than the least. */
const MOST_MS = 3_000;
const MOST_REQUESTS = { one: 60, many: 2_000 };
const LEAST_REQUESTS = 3;
const ROUNDS = 3;
/** Three requests warm a side up, or as many as it answers in this time. */
const WARM_UP_MS = 1_000;

async function once({ client, path }: Side, times: Times): Promise<void> {
  // A server that answers late or not at all is a result, not the end of the run.
  const { status, all, first } = await client.send(path).catch(() => ({ status: 0, all: 0, first: 0 }));
  if (status !== 200) {
    times.refused += 1;
    return;
  }
  times.all.push(all);
  times.first.push(first);
  times.seconds += all / 1_000;
}

async function together(side: Side, clients: number, times: Times): Promise<void> {
  const begin = performance.now();
  const until = begin + MOST_MS / ROUNDS;
  let left = MOST_REQUESTS.many / ROUNDS;
  const spent: Times = { all: times.all, first: times.first, seconds: 0, refused: 0 };
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left > 0 && performance.now() < until) {
        left -= 1;
        await once(side, spent);
      }
    }),
  );
  times.seconds += (performance.now() - begin) / 1_000;
  times.refused += spent.refused;
}

function figuresOf({ all, first, seconds, refused }: Times, clients: number): Figures {
  const at = (times: number[], share: number) =>
    times.sort((a, b) => a - b)[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return {
    clients,
    requests: all.length,
    p50: at(all, 0.5),
    p95: at(all, 0.95),
    first: at(first, 0.5),
    perSecond: seconds > 0 ? all.length / seconds : 0,
    refused,
  };
}

async function warmUp(side: Side): Promise<void> {
  const begin = performance.now();
  const unused: Times = { all: [], first: [], seconds: 0, refused: 0 };
  for (let sent = 0; sent < 3 && performance.now() - begin < WARM_UP_MS; sent += 1) await once(side, unused);
}

/**
 * The times of the same work on several sides, in turn, so that whatever else the machine does meets them alike: request by request
 * with one client, in three rounds with more. Three seconds or so many requests for each side, at least three, after a warm-up.
 */
export async function measure(sides: readonly Side[], clients: number): Promise<Figures[]> {
  const each = sides.map((side) => ({
    side,
    times: { all: [], first: [], seconds: 0, refused: 0 } as Times,
  }));
  for (const { side } of each) await warmUp(side);
  if (clients === 1) {
    const spent = each.map(() => 0);
    for (let sent = 0; sent < MOST_REQUESTS.one; sent += 1) {
      for (const [index, { side, times }] of each.entries()) {
        if (sent >= LEAST_REQUESTS && (spent[index] ?? 0) > MOST_MS) continue;
        const begin = performance.now();
        await once(side, times);
        spent[index] = (spent[index] ?? 0) + performance.now() - begin;
      }
    }
  } else {
    // In a round every client sends at least once, however long that takes; whose time is used up has no further one.
    for (let round = 0; round < ROUNDS; round += 1)
      for (const { side, times } of each)
        if (times.seconds * 1_000 < MOST_MS) await together(side, clients, times);
  }
  return each.map(({ times }) => figuresOf(times, clients));
}
