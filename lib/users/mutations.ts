import { type Actor, type Role, systemActor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { type Prisma, type Tx, transaction } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { hashPassword } from '#lib/core/password-hash.ts';
import { revokeTokensOf } from '#lib/tokens/mutations.ts';
import { accountGuesses, endSessions } from './account-mutations.ts';
import { generatePassword, passwordProblem } from './password.ts';
import { demandUser } from './policy.ts';

/** Which account, at which version the change was decided, and why. */
export type UserChange = { id: number; version: number; reason: string };

// Any number, the same in every process: first starts on one database take turns.
const FIRST_RUN_LOCK = 702_2024;

/**
 * Adds an account. Without a password one is generated and returned this once; a given one comes back as null.
 * Throws `duplicate` and `invalid`, with the field.
 */
export async function createUser(
  actor: Actor,
  input: { email: string; name: string; role: Role; password?: string | undefined },
): Promise<{ id: number; password: string | null }> {
  demandUser(actor, 'add');
  const problem = input.password === undefined ? null : passwordProblem(input.password, input.email);
  if (problem !== null) throw new AppError('invalid', problem, { password: problem });
  const password = input.password ?? generatePassword();
  const passwordHash = await hashPassword(password);
  const id = await transaction(actor, 'added', async (tx) => {
    if ((await tx.user.count({ where: { email: input.email } })) > 0) {
      throw new AppError('duplicate', 'There is an account with this e-mail already.', {
        email: 'There is an account with this e-mail already.',
      });
    }
    const { email, name, role } = input;
    return (await tx.user.create({ data: { email, name, role, passwordHash } })).id;
  });
  return { id, password: input.password === undefined ? password : null };
}

/** Changes a role; it holds from the user's next request on. */
export async function setRole(actor: Actor, input: UserChange & { role: Role }): Promise<void> {
  demandUser(actor, 'changeRole');
  await change(actor, input, async (_tx, user) => {
    if (user.role === input.role) throw new AppError('invalid', 'This account has that role already.');
    return { role: input.role };
  });
}

/** Shuts an account and ends all its sessions; nothing that it did is lost. */
export async function disableUser(actor: Actor, input: UserChange): Promise<void> {
  demandUser(actor, 'disable');
  await change(actor, input, async (tx, user) => {
    if (user.disabledAt !== null) throw new AppError('invalid', 'This account is disabled already.');
    await endSessions(tx, input.id, null);
    await revokeTokensOf(tx, input.id);
    return { disabledAt: now() };
  });
}

export async function enableUser(actor: Actor, input: UserChange): Promise<void> {
  demandUser(actor, 'enable');
  await change(actor, input, async (_tx, user) => {
    if (user.disabledAt === null) throw new AppError('invalid', 'This account is not disabled.');
    return { disabledAt: null };
  });
}

/** Gives an account a new generated password, returned once; its tokens and its sessions end, except the actor's own session. */
export async function resetPassword(actor: Actor, input: UserChange): Promise<{ password: string }> {
  demandUser(actor, 'resetPassword');
  const password = generatePassword();
  const passwordHash = await hashPassword(password);
  const email = await change(actor, input, async (tx) => {
    await endSessions(tx, input.id, actor.sessionId);
    await revokeTokensOf(tx, input.id);
    return { passwordHash };
  });
  await accountGuesses.reset(email);
  return { password };
}

/** Changes one account under lock, with its next version; returns its e-mail address. */
async function change(
  actor: Actor,
  { id, version, reason }: UserChange,
  work: (
    tx: Tx,
    user: { role: Role; disabledAt: Date | null },
  ) => Promise<Prisma.UserUpdateManyMutationInput>,
): Promise<string> {
  return transaction(actor, reason, async (tx) => {
    const admins = await lockAdministrators(tx);
    const user = await tx.user.findUnique({
      where: { id },
      select: { email: true, role: true, disabledAt: true },
    });
    if (user === null) throw new AppError('not_found', 'This account does not exist.');
    const data = await work(tx, user);
    const { count } = await tx.user.updateMany({
      where: { id, version },
      data: { ...data, version: version + 1 },
    });
    if (count === 0) {
      throw new AppError('conflict', 'Somebody else changed this account meanwhile. Reload and look again.');
    }
    const left = await tx.user.count({ where: { role: 'admin', disabledAt: null } });
    if (admins > 0 && left === 0) {
      throw new AppError('invalid', 'At least one administrator has to remain.');
    }
    return user.email;
  });
}

/** Locks the administrators' rows, so that two of them cannot remove one another at the same time. */
async function lockAdministrators(tx: Tx): Promise<number> {
  const rows = await tx.$queryRaw<{ id: number }[]>`
    SELECT id FROM user_account WHERE role = 'admin' AND disabled_at IS NULL ORDER BY id FOR NO KEY UPDATE`;
  return rows.length;
}

/**
 * The administrator of a ledger that has no users yet; with users there it does nothing. `password` is the generated
 * one, or null when it was given or nobody was added.
 */
export async function ensureFirstAdministrator(input: {
  email: string;
  password?: string | undefined;
}): Promise<{ created: boolean; email: string; password: string | null }> {
  const password = input.password ?? generatePassword();
  const email = input.email.trim().toLowerCase();
  const passwordHash = await hashPassword(password);
  const created = await transaction(systemActor, 'first run', async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(${FIRST_RUN_LOCK})`;
    if ((await tx.user.count()) > 0) return false;
    await tx.user.create({ data: { email, name: 'Administrator', role: 'admin', passwordHash } });
    return true;
  });
  return { created, email, password: created && input.password === undefined ? password : null };
}
