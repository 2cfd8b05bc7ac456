import { createHash, randomBytes } from 'node:crypto';
import { type Actor, asActor, systemActor } from './actor.ts';
import { now } from './clock.ts';
import { Prisma, queryByKey, transaction } from './db.ts';

/** Tells scanners and people what a leaked text is. */
const PREFIX = 'ledger_';
const SHAPE = /^ledger_[\w-]{43}$/;
const SEEN_EVERY_MS = 60_000;

/** The text of a new token: 32 random bytes. */
export function newToken(): string {
  return PREFIX + randomBytes(32).toString('base64url');
}

/** What is kept of a token. Nobody can try all of 2^256 texts, so one round of SHA-256 is enough. */
export function tokenHash(token: string): Buffer<ArrayBuffer> {
  return createHash('sha256').update(token).digest();
}

/**
 * The holder of a token; null when it is unknown, revoked or past its time, or its owner is disabled. A token reads:
 * whatever its owner's role, the holder has the rights of a viewer.
 */
export async function liveToken(token: string): Promise<Actor | null> {
  if (!SHAPE.test(token)) return null;
  const at = now();
  const [row] = await queryByKey<{
    id: number;
    userId: number;
    name: string;
    lastUsedAt: Date | null;
  }>(Prisma.sql`
    SELECT t.id, u.id AS "userId", u.name, t.last_used_at AS "lastUsedAt"
    FROM api_token t JOIN user_account u ON u.id = t.user_id
    WHERE t.hash = ${tokenHash(token)} AND t.revoked_at IS NULL AND t.expires_at > ${at} AND u.disabled_at IS NULL`);
  if (row === undefined) return null;
  if (row.lastUsedAt === null || at.getTime() - row.lastUsedAt.getTime() >= SEEN_EVERY_MS) {
    await transaction(systemActor, '', (tx) =>
      tx.apiToken.updateMany({ where: { id: row.id }, data: { lastUsedAt: at } }),
    );
  }
  return asActor({ id: row.userId, name: row.name, role: 'viewer', sessionId: null });
}
