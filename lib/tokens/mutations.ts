import type { z } from 'zod';
import { type Actor, hasRole } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { newToken, tokenHash } from '#lib/core/token.ts';
import { demandOwnAccount, demandUser } from '#lib/users/policy.ts';
import type { createTokenInput } from './schema.ts';

const MOST = 20;
const DAY_MS = 86_400_000;

/** Makes a token for the actor's own account and returns its text, this once. Throws `invalid` beyond twenty. */
export async function createToken(
  actor: Actor,
  input: z.output<typeof createTokenInput>,
): Promise<{ id: number; token: string }> {
  return make(actor, demandOwnAccount(actor), input);
}

/** The same for somebody else's account, for administrators. */
export async function createTokenFor(
  actor: Actor,
  userId: number,
  input: z.output<typeof createTokenInput>,
): Promise<{ id: number; token: string }> {
  demandUser(actor, 'resetPassword');
  return make(actor, userId, input);
}

async function make(
  actor: Actor,
  userId: number,
  { name, days }: z.output<typeof createTokenInput>,
): Promise<{ id: number; token: string }> {
  const token = newToken();
  const at = now();
  return transaction(actor, 'access token', async (tx) => {
    // Two forms sent at once wait for one another here.
    await tx.$queryRaw`SELECT id FROM user_account WHERE id = ${userId} FOR NO KEY UPDATE`;
    const live = await tx.apiToken.count({ where: { userId, revokedAt: null, expiresAt: { gt: at } } });
    if (live >= MOST)
      throw new AppError('invalid', `${MOST} tokens are the most; revoke one that is not used any more.`);
    const expiresAt = new Date(at.getTime() + days * DAY_MS);
    const { id } = await tx.apiToken.create({
      data: { userId, name, hash: tokenHash(token), createdAt: at, expiresAt },
      select: { id: true },
    });
    return { id, token };
  });
}

/** Revokes a token for good: one's own, or anybody's for an administrator. Throws `not_found`. */
export async function revokeToken(actor: Actor, { id }: { id: number }): Promise<void> {
  const owner = hasRole(actor, 'admin') ? {} : { userId: demandOwnAccount(actor) };
  await transaction(actor, 'access token', async (tx) => {
    const { count } = await tx.apiToken.updateMany({
      where: { id, revokedAt: null, ...owner },
      data: { revokedAt: now(), version: { increment: 1 } },
    });
    if (count === 0) throw new AppError('not_found', 'There is no such token any more.');
  });
}

/** Revokes all tokens of an account, within the transaction that shuts it. */
export async function revokeTokensOf(tx: Tx, userId: number): Promise<void> {
  await tx.apiToken.updateMany({
    where: { userId, revokedAt: null },
    data: { revokedAt: now(), version: { increment: 1 } },
  });
}
