import { createHash } from 'node:crypto';
import type { z } from 'zod';
import type { Actor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { prisma, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { hashPassword, verifyPassword } from '#lib/core/password-hash.ts';
import { addressBlock, limit } from '#lib/core/rate-limit.ts';
import { passwordProblem } from './password.ts';
import { demandOwnAccount } from './policy.ts';
import { type changePasswordInput, email as emailInput, type savePreferenceInput } from './schema.ts';

const WINDOW_SECONDS = 15 * 60;
const perAccount = limit('guess-account', 10, WINDOW_SECONDS);
const perAddress = limit('guess-address', 50, WINDOW_SECONDS);

// An address of any length is typed by strangers; the column holds 255 characters.
const keyOf = (email: string) => createHash('sha256').update(email).digest('base64url');

/** Guesses at one account's password: at most ten in a quarter of an hour are looked at. */
export const accountGuesses = {
  take: (email: string) => perAccount.take(keyOf(email)),
  giveBack: (email: string) => perAccount.giveBack(keyOf(email)),
  reset: (email: string) => perAccount.reset(keyOf(email)),
};

/**
 * Whose e-mail and password these are. Throws `unauthenticated`, the same for an unknown address, a wrong password and
 * a disabled account, after the same time; RateLimited without looking at the password.
 */
export async function checkPassword(
  input: { email: string; password: string },
  address: string,
): Promise<{ id: number; name: string; email: string }> {
  const parsed = emailInput.safeParse(input.email);
  const email = parsed.data ?? input.email;
  const block = addressBlock(address);
  await accountGuesses.take(email);
  try {
    await perAddress.take(block);
  } catch (refused) {
    // Not looked at, so it must not help to lock the account.
    await accountGuesses.giveBack(email);
    throw refused;
  }
  const user = parsed.success ? await prisma().user.findUnique({ where: { email } }) : null;
  const right = await verifyPassword(user?.passwordHash ?? null, input.password);
  if (user === null || !right || user.disabledAt !== null) {
    throw new AppError('unauthenticated', 'E-mail or password is wrong.');
  }
  await Promise.all([accountGuesses.reset(email), perAddress.giveBack(block)]);
  return { id: user.id, name: user.name, email: user.email };
}

export async function renameSelf(actor: Actor, input: { name: string; version: number }): Promise<void> {
  const id = demandOwnAccount(actor);
  await transaction(actor, 'own name', async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id, version: input.version },
      data: { name: input.name, version: input.version + 1 },
    });
    if (count === 0)
      throw new AppError('conflict', 'Your account was changed meanwhile. Reload and try again.');
  });
}

/** Changes the actor's own password and ends all other sessions; returns how many those were. */
export async function changePassword(
  actor: Actor,
  input: z.output<typeof changePasswordInput>,
): Promise<{ ended: number }> {
  const id = demandOwnAccount(actor);
  const user = await prisma().user.findUniqueOrThrow({ where: { id } });
  const problem = passwordProblem(input.next, user.email);
  if (problem !== null) throw new AppError('invalid', problem, { next: problem });
  await accountGuesses.take(user.email);
  if (!(await verifyPassword(user.passwordHash, input.current))) {
    throw new AppError('invalid', 'This is not your present password.', {
      current: 'This is not your present password.',
    });
  }
  await accountGuesses.reset(user.email);
  const passwordHash = await hashPassword(input.next);
  return transaction(actor, 'own password', async (tx) => {
    const { count } = await tx.user.updateMany({
      where: { id, version: user.version },
      data: { passwordHash, version: user.version + 1 },
    });
    if (count === 0)
      throw new AppError('conflict', 'Your account was changed meanwhile. Reload and try again.');
    return { ended: await endSessions(tx, id, actor.sessionId) };
  });
}

/** Ends one of the actor's own sessions; throws `not_found` for anybody else's. */
export async function endOwnSession(actor: Actor, input: { id: string }): Promise<void> {
  const userId = demandOwnAccount(actor);
  const { count } = await prisma().session.updateMany({
    where: { id: input.id, userId, revokedAt: null },
    data: { revokedAt: now() },
  });
  if (count === 0) throw new AppError('not_found', 'This session has ended already.');
}

/** Ends all of the actor's sessions but this one; returns how many. */
export async function endOtherSessions(actor: Actor): Promise<{ ended: number }> {
  const userId = demandOwnAccount(actor);
  return { ended: await endSessions(prisma(), userId, actor.sessionId) };
}

/** Ends the live sessions of an account, except one; returns how many. */
export async function endSessions(
  db: Pick<Tx, 'session'>,
  userId: number,
  except: string | null,
): Promise<number> {
  const { count } = await db.session.updateMany({
    where: {
      userId,
      revokedAt: null,
      expiresAt: { gt: now() },
      ...(except === null ? {} : { id: { not: except } }),
    },
    data: { revokedAt: now() },
  });
  return count;
}

/** Keeps one preference of the actor; the others stay, also those that another tab saves at this moment. */
export async function savePreference(
  actor: Actor,
  input: z.output<typeof savePreferenceInput>,
): Promise<void> {
  const id = demandOwnAccount(actor);
  const value = JSON.stringify(input.value);
  await transaction(actor, 'preference', async (tx) => {
    await tx.$executeRaw`UPDATE user_account
      SET preferences = preferences || jsonb_build_object(${input.key}::text, ${value}::jsonb) WHERE id = ${id}`;
  });
}
