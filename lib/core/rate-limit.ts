import { isIPv4, isIPv6 } from 'node:net';
import type { QueryConfig, QueryResult } from 'pg';
import { RateLimiterPostgres, RateLimiterRes } from 'rate-limiter-flexible';
import { connection } from './db.ts';
import { AppError } from './errors.ts';

export class RateLimited extends AppError {
  readonly seconds: number;

  constructor(milliseconds: number) {
    const minutes = Math.max(1, Math.ceil(milliseconds / 60_000));
    super(
      'rate_limited',
      `Too many attempts. Try again in ${minutes === 1 ? 'a minute' : `${minutes} minutes`}.`,
    );
    this.seconds = Math.max(1, Math.ceil(milliseconds / 1_000));
  }
}

export type Limit = {
  /** Counts one attempt; throws RateLimited where that is one too many. */
  take(key: string): Promise<void>;
  /** Takes one attempt back. */
  giveBack(key: string): Promise<void>;
  /** Forgets all attempts. */
  reset(key: string): Promise<void>;
};

const store = {
  async query(config: QueryConfig): Promise<QueryResult> {
    const client = await connection();
    try {
      return await client.query(config);
    } finally {
      client.release();
    }
  },
};

/** At most `points` attempts per key in a window of `seconds` from the first; counted in the database, for all replicas. */
export function limit(name: string, points: number, seconds: number): Limit {
  const limiter = new RateLimiterPostgres({
    storeClient: store,
    storeType: 'client',
    tableName: 'rate_limit',
    tableCreated: true,
    keyPrefix: name,
    points,
    duration: seconds,
  });
  return {
    async take(key) {
      try {
        await limiter.consume(key);
      } catch (refused) {
        throw refused instanceof RateLimiterRes ? new RateLimited(refused.msBeforeNext) : refused;
      }
    },
    async giveBack(key) {
      await limiter.reward(key);
    },
    async reset(key) {
      await limiter.delete(key);
    },
  };
}

/**
 * The same for what comes often: each process counts `block` attempts at once in the database and lets them pass from memory, so that a
 * request does not wait for a write. Of a window's end each process may let pass the rest of its block.
 */
export function limitInBlocks(
  name: string,
  points: number,
  seconds: number,
  block: number,
): Pick<Limit, 'take'> {
  const blocks = limit(name, Math.floor(points / block), seconds);
  const left = new Map<string, number>();
  return {
    async take(key) {
      const rest = left.get(key) ?? 0;
      if (rest > 0) {
        left.set(key, rest - 1);
        return;
      }
      if (left.size > 10_000) left.clear();
      await blocks.take(key);
      left.set(key, (left.get(key) ?? 0) + block - 1);
    },
  };
}

/** What counts as one address: an IPv4 address, the /64 of an IPv6 one, and together all that is no address. */
export function addressBlock(address: string): string {
  if (isIPv4(address)) return address;
  if (!isIPv6(address)) return 'unknown';
  const [head = '', tail] = address.split('%')[0]?.split('::') ?? [];
  const left = head === '' ? [] : head.split(':');
  const right = tail === undefined || tail === '' ? [] : tail.split(':');
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length;
  const groups = [...left, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...right];
  return `${groups
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`;
}
