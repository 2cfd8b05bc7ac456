import type { Actor, Role } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { Prisma, prisma, query } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { deviceName } from './device.ts';
import { demandOwnAccount, demandUser } from './policy.ts';
import type { Account, PreferenceKey, SessionRow, UserRow } from './schema.ts';

const ASSIGNABLE: Role[] = ['researcher', 'editor', 'admin'];

/** Whom a claim can be assigned to, by name. */
export async function listAssignees(actor: Actor): Promise<{ id: number; name: string }[]> {
  demandUser(actor, 'readNames');
  return prisma().user.findMany({
    where: { disabledAt: null, role: { in: ASSIGNABLE } },
    select: { id: true, name: true },
    orderBy: [{ name: 'asc' }, { id: 'asc' }],
  });
}

/** What was saved under this key, unchecked; null where nothing was. The system has no preferences. */
export async function getPreference(actor: Actor, key: PreferenceKey): Promise<unknown> {
  demandUser(actor, 'ownAccount');
  if (actor.id === null) return null;
  const [row] = await query<{ value: unknown }>(
    Prisma.sql`SELECT preferences -> ${key} AS value FROM user_account WHERE id = ${actor.id}`,
  );
  return row?.value ?? null;
}

export async function getAccount(actor: Actor): Promise<Account> {
  const id = demandOwnAccount(actor);
  const row = await prisma().user.findUnique({
    where: { id },
    select: { id: true, email: true, name: true, role: true, createdAt: true, version: true },
  });
  if (row === null) throw new AppError('not_found', 'This account does not exist.');
  return { ...row, createdAt: row.createdAt.toISOString() };
}

/** The actor's own live sessions, this one first, then the last used. */
export async function listOwnSessions(actor: Actor): Promise<SessionRow[]> {
  const userId = demandOwnAccount(actor);
  const rows = await prisma().session.findMany({
    where: { userId, revokedAt: null, expiresAt: { gt: now() } },
    orderBy: [{ lastSeenAt: 'desc' }, { id: 'asc' }],
    take: 200,
  });
  const sessions = rows.map((row) => ({
    id: row.id,
    device: deviceName(row.userAgent),
    address: row.address,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt.toISOString(),
    current: row.id === actor.sessionId,
  }));
  return sessions.sort((a, b) => Number(b.current) - Number(a.current));
}

/** All accounts by name, disabled ones last. */
export async function listUsers(actor: Actor): Promise<UserRow[]> {
  demandUser(actor, 'list');
  return userRows(Prisma.sql`TRUE`);
}

/** The account with this e-mail address, in any case; throws `not_found`. */
export async function findUser(actor: Actor, email: string): Promise<UserRow> {
  demandUser(actor, 'list');
  const address = email.trim().toLowerCase();
  const [row] = await userRows(Prisma.sql`u.email = ${address}`);
  if (row === undefined) throw new AppError('not_found', `There is no account with the e-mail ${address}.`);
  return row;
}

async function userRows(condition: Prisma.Sql): Promise<UserRow[]> {
  const rows = await query<
    Omit<UserRow, 'disabledAt' | 'createdAt' | 'lastSeenAt'> & {
      disabledAt: Date | null;
      createdAt: Date;
      lastSeenAt: Date | null;
    }
  >(Prisma.sql`
    SELECT u.id, u.email, u.name, u.role::text AS role, u.version, u.disabled_at AS "disabledAt", u.created_at AS "createdAt",
      s.last AS "lastSeenAt", coalesce(s.live, 0)::int AS "liveSessions"
    FROM user_account u
    LEFT JOIN LATERAL (
      SELECT max(last_seen_at) AS last, count(*) FILTER (WHERE revoked_at IS NULL AND expires_at > ${now()}) AS live
      FROM auth_session WHERE user_id = u.id
    ) s ON TRUE
    WHERE ${condition}
    ORDER BY u.disabled_at IS NOT NULL, u.name, u.id`);
  return rows.map((row) => ({
    ...row,
    disabledAt: row.disabledAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    lastSeenAt: row.lastSeenAt?.toISOString() ?? null,
  }));
}
