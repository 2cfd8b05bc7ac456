import { setTimeout as sleep } from 'node:timers/promises';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { Prisma, query, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { fingerprintOf, publicKeyOf, signText } from '#lib/core/signature.ts';
import { NO_ROOT, signedText } from './checkpoint.ts';
import type { SealOptions } from './schema.ts';
import { EVENT_HASH } from './seal-queries.ts';

/** Events of a seal at most: a tenth of a second of hashing, a third of a megabyte of memory. */
const BATCH = 10_000;
/** Seals of one run at most, so that a large history from before seals is caught up with little by little. */
const SEALS_A_RUN = 10;
/** How often a run looks again whether what was being written has ended, and how long it waits between. */
const LOOKS = 3;
const LOOK_MS = 500;

type Batch = { events: number; last: number | null; root: Buffer; marks: Buffer };
type Last = { number: number; toId: number; size: number; root: string; publicKey: string };

/**
 * Seals the events that no running transaction can still precede, in the order of their ids, and answers how many. A run seals
 * 100,000 at most; the next goes on. Any number may run at once. Throws `conflict` where the latest seal was signed with another
 * key: only `newKey` begins with a new one. Only the system seals.
 */
export async function sealEvents(
  actor: Actor,
  privateKey: string,
  { signal, newKey = false, batch = BATCH }: SealOptions = {},
): Promise<number> {
  if (actor.id !== null) throw new AppError('forbidden', 'Only the system seals the history.');
  const publicKey = publicKeyOf(privateKey);
  let sealed = 0;
  let seals = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    const [horizon] = await query<{ decided: number; waiting: boolean }>(
      Prisma.sql`SELECT decided::float8, given > decided AS waiting FROM move_seal_horizon()`,
    );
    for (let events = batch; events === batch && seals < SEALS_A_RUN; seals += 1) {
      signal?.throwIfAborted();
      events = await sealNext(actor, { privateKey, publicKey, newKey, batch }, horizon?.decided ?? 0);
      sealed += events;
    }
    if (!horizon?.waiting || seals >= SEALS_A_RUN) break;
    await sleep(LOOK_MS, undefined, signal && { signal });
  }
  return sealed;
}

type Sealing = { privateKey: string; publicKey: string; newKey: boolean; batch: number };

/** Writes the next seal over events up to `decided`, where there are any, and answers how many it covers. */
function sealNext(actor: Actor, sealing: Sealing, decided: number): Promise<number> {
  return transaction(actor, '', async (tx) => {
    await tx.$queryRaw`SELECT pg_advisory_xact_lock(hashtextextended('event_seal', 702))::text`;
    const last = await lastSeal(tx);
    const otherKey = last !== null && last.publicKey !== sealing.publicKey;
    if (otherKey && !sealing.newKey)
      throw new AppError(
        'conflict',
        `The latest seal of the history was signed with the key ${fingerprintOf(last.publicKey)}, which is not the one here. Nothing is sealed until that key is back, or npm run history -- --new-key begins with another.`,
      );
    const [afterEvent, previous] = [last?.toId ?? 0, last?.root ?? NO_ROOT];
    const [batch] = await tx.$queryRaw<Batch[]>`
      SELECT count(*)::int AS events, max(id)::float8 AS last,
        sha256(decode(${previous}, 'hex') || coalesce(string_agg(hash, '' ORDER BY id), '')) AS root,
        coalesce(string_agg(substr(hash, 1, 4), '' ORDER BY id), '') AS marks
      FROM (SELECT e.id, ${EVENT_HASH} AS hash FROM event e
        WHERE e.id > ${afterEvent}::float8::bigint AND e.id <= ${decided}::float8::bigint ORDER BY e.id LIMIT ${sealing.batch}) x`;
    if (!batch || (batch.events === 0 && !otherKey)) return 0;
    const seal = {
      seal: (last?.number ?? 0) + 1,
      afterEvent,
      lastEvent: batch.last ?? afterEvent,
      events: batch.events,
      size: (last?.size ?? 0) + batch.events,
      previous,
      root: Buffer.from(batch.root).toString('hex'),
      at: now().toISOString(),
    };
    const signature = signText(sealing.privateKey, signedText(seal));
    await tx.$executeRaw`
      INSERT INTO event_seal (number, after_id, to_id, events, size, previous, root, at, public_key, signature, marks)
      VALUES (${seal.seal}, ${afterEvent}, ${seal.lastEvent}, ${seal.events}, ${seal.size}, decode(${previous}, 'hex'),
        decode(${seal.root}, 'hex'), ${seal.at}::timestamptz, ${sealing.publicKey}, decode(${signature}, 'base64'), ${batch.marks})`;
    return seal.events;
  });
}

async function lastSeal(tx: Tx): Promise<Last | null> {
  const [last] = await tx.$queryRaw<Last[]>`
    SELECT number, to_id::float8 AS "toId", size::float8 AS size, encode(root, 'hex') AS root, public_key AS "publicKey"
    FROM event_seal ORDER BY number DESC LIMIT 1`;
  return last ?? null;
}
