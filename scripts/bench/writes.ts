import { randomUUID } from 'node:crypto';
import { changeSelected } from '#lib/claims/bulk-mutations.ts';
import { logClaim } from '#lib/claims/mutations.ts';
import { logClaimInput } from '#lib/claims/schema.ts';
import { Prisma, query } from '#lib/core/db.ts';
import { actor } from '../admin-command.ts';
import type { DatabaseUrls } from '../database-for-command.ts';
import { inDatabase, withCopy } from './database.ts';
import { Random } from './random.ts';
import { sentence } from './words.ts';

const SAVES = 80;

/** Milliseconds of saving claims, sorted, by so many people at once. */
async function saves(writers: number, topicId: number): Promise<number[]> {
  const random = new Random(writers);
  const times: number[] = [];
  let left = SAVES;
  await Promise.all(
    Array.from({ length: writers }, async () => {
      while (left-- > 0) {
        const input = logClaimInput.parse({
          statement: sentence(random, false),
          originalWording: '',
          language: 'en',
          claimant: { id: 1 },
          claimedOn: '2024-08',
          topicId,
          tags: [],
          priority: 'normal',
          assigneeId: null,
          value: null,
          source: null,
          idempotencyKey: randomUUID(),
        });
        const begin = performance.now();
        await logClaim(actor, input);
        times.push(performance.now() - begin);
      }
    }),
  );
  return times.sort((a, b) => a - b);
}

/** What the goal is told of; a smaller ledger changes a tenth. */
const MANY = 100_000;

/** A change of claims all over the ledger, in one transaction as a worker runs it. */
async function bulk(claims: number, signal: AbortSignal): Promise<string> {
  const rows = await query<{ id: number }>(Prisma.sql`
    SELECT id FROM claim WHERE deleted_at IS NULL AND priority <> 'urgent' ORDER BY hashint4(id) LIMIT ${Math.min(MANY, Math.ceil(claims / 10))}`);
  const input = {
    selection: { ids: rows.map(({ id }) => id) },
    change: { field: 'priority', priority: 'urgent' },
    reason: 'bench',
  } as const;
  const run = { taskId: 0, signal, progress: () => undefined, finish: async () => undefined };
  const begin = performance.now();
  const { changed } = await changeSelected(actor, input, run);
  const seconds = (performance.now() - begin) / 1_000;
  return `${changed} claims in ${seconds.toFixed(1)} s (goal: 100,000 in 20 s)`;
}

/** Measures writing, through the product's own mutations, in a copy of the data set. */
export async function measureWrites(
  urls: DatabaseUrls,
  claims: number,
  signal: AbortSignal,
): Promise<Record<string, string>> {
  return withCopy(urls, claims, (url) =>
    inDatabase(url, async () => {
      const [topic] = await query<{ id: number }>(Prisma.sql`SELECT id FROM topic ORDER BY id LIMIT 1`);
      const facts: Record<string, string> = {};
      await saves(1, topic?.id ?? 0);
      for (const writers of [1, 8]) {
        signal.throwIfAborted();
        const times = await saves(writers, topic?.id ?? 0);
        const at = (share: number) => (times[Math.floor(times.length * share)] ?? 0).toFixed(1);
        facts[`saving a claim, ${writers} at once`] =
          `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms (goal p50 ≤ 15 ms)`;
      }
      signal.throwIfAborted();
      facts['bulk change'] = await bulk(claims, signal);
      return facts;
    }),
  );
}
