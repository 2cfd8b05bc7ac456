import { randomUUID } from 'node:crypto';
import { cookies, headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { decode, encode } from 'next-auth/jwt';
import { cache } from 'react';
import { z } from 'zod';
import { type Actor, asActor, type Role } from './actor.ts';
import { now } from './clock.ts';
import { Prisma, prisma, queryByKey } from './db.ts';
import { env, requireAuthSecret } from './env.ts';
import { AppError } from './errors.ts';
import { PATH_HEADER } from './request-path.ts';

/** A sign-in lasts this long, however often it is used. */
export const SESSION_SECONDS = 30 * 24 * 60 * 60;
const SEEN_EVERY_MS = 60_000;
const FORGET_AFTER_MS = SESSION_SECONDS * 1_000;

/** All that the cookie says; who somebody is and what they may do is read from the rows at each request. */
export type SessionToken = { sub: string; sid: string };

export type LiveSession = {
  id: string;
  userId: number;
  name: string;
  email: string;
  role: Role;
  expiresAt: Date;
};

export type Caller = { userAgent: string; address: string };

const tokenShape = z.object({ sub: z.string().regex(/^[1-9]\d{0,9}$/), sid: z.uuid() });

/** Records a sign-in whose password was checked. */
export async function startSession(userId: number, caller: Caller): Promise<SessionToken> {
  const at = now();
  await prisma().session.deleteMany({
    where: { userId, expiresAt: { lt: new Date(at.getTime() - FORGET_AFTER_MS) } },
  });
  const row = await prisma().session.create({
    data: {
      id: randomUUID(),
      userId,
      userAgent: caller.userAgent.slice(0, 400),
      address: caller.address.slice(0, 100),
      createdAt: at,
      lastSeenAt: at,
      expiresAt: new Date(at.getTime() + SESSION_SECONDS * 1_000),
    },
  });
  return { sub: String(userId), sid: row.id };
}

/** The session of a decoded token; null when it was revoked, has expired, or its user is disabled. */
export async function liveSession(token: unknown): Promise<LiveSession | null> {
  const parsed = tokenShape.safeParse(token);
  if (!parsed.success) return null;
  const at = now();
  const [row] = await queryByKey<LiveSession & { lastSeenAt: Date }>(Prisma.sql`
    SELECT s.id, u.id AS "userId", u.name, u.email, u.role::text, s.expires_at AS "expiresAt", s.last_seen_at AS "lastSeenAt"
    FROM auth_session s JOIN user_account u ON u.id = s.user_id
    WHERE s.id = ${parsed.data.sid}::uuid AND s.user_id = ${parsed.data.sub}::bigint
      AND s.revoked_at IS NULL AND s.expires_at > ${at} AND u.disabled_at IS NULL`);
  if (row === undefined) return null;
  const { lastSeenAt, ...session } = row;
  if (at.getTime() - lastSeenAt.getTime() >= SEEN_EVERY_MS) {
    await prisma().session.updateMany({
      where: { id: session.id, lastSeenAt: { lt: at } },
      data: { lastSeenAt: at },
    });
  }
  return session;
}

/** Ends a session for good; the cookie is worth nothing afterwards. */
export async function endSession(token: unknown): Promise<void> {
  const parsed = tokenShape.safeParse(token);
  if (!parsed.success) return;
  await prisma().session.updateMany({
    where: { id: parsed.data.sid, userId: Number(parsed.data.sub), revokedAt: null },
    data: { revokedAt: now() },
  });
}

/** Name and options of the session's cookie, the same for next-auth's endpoints and our own page. */
export function sessionCookie(): {
  name: string;
  options: { httpOnly: true; sameSite: 'lax'; path: '/'; secure: boolean };
} {
  const secure = usesHttps();
  return {
    name: `${secure ? '__Host-' : ''}next-auth.session-token`,
    options: { httpOnly: true, sameSite: 'lax', path: '/', secure },
  };
}

export function usesHttps(): boolean {
  return env().nextAuthUrl.startsWith('https://');
}

async function tokenOfRequest(): Promise<unknown> {
  const token = (await cookies()).get(sessionCookie().name)?.value;
  if (token === undefined) return null;
  try {
    return await decode({ token, secret: requireAuthSecret() });
  } catch {
    // Forged, of another secret, or past its time: as good as none.
    return null;
  }
}

/** The live session of this request, looked up once per request. */
export const currentSession = cache(
  async (): Promise<LiveSession | null> => liveSession(await tokenOfRequest()),
);

/** Who sends this request; null without a live session. */
export async function currentActor(): Promise<Actor | null> {
  const session = await currentSession();
  if (session === null) return null;
  return asActor({ id: session.userId, name: session.name, role: session.role, sessionId: session.id });
}

/** For route handlers: throws `unauthenticated` without a live session. */
export async function demandActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor === null) throw new AppError('unauthenticated', 'Sign in first.');
  return actor;
}

/** For pages: without a live session, on to the sign-in page and back here afterwards. */
export async function requireActor(): Promise<Actor> {
  const actor = await currentActor();
  if (actor !== null) return actor;
  const search = new URLSearchParams({ callbackUrl: (await headers()).get(PATH_HEADER) ?? '/' });
  if ((await cookies()).has(sessionCookie().name)) search.set('error', 'SessionEnded');
  redirect(`/sign-in?${search}`);
}

/** Gives this browser the cookie of a session; ends the one it had. Only in a server action. */
export async function keepSession(token: SessionToken): Promise<void> {
  await endSession(await tokenOfRequest());
  const { name, options } = sessionCookie();
  const value = await encode({ token, secret: requireAuthSecret(), maxAge: SESSION_SECONDS });
  (await cookies()).set(name, value, { ...options, maxAge: SESSION_SECONDS });
}

/** Ends this request's session and takes its cookie away. Only in a server action. */
export async function dropSession(): Promise<void> {
  await endSession(await tokenOfRequest());
  const { name, options } = sessionCookie();
  (await cookies()).set(name, '', { ...options, maxAge: 0 });
}

/**
 * Whom a request comes from, for the list of sessions and the limit on guesses. Next.js fills in the socket's address
 * where no X-Forwarded-For came; the last entry is the one that the nearest proxy saw.
 */
export function callerOf(request: { get(name: string): string | null }): Caller {
  return {
    userAgent: request.get('user-agent') ?? '',
    address:
      request
        .get('x-forwarded-for')
        ?.split(',')
        .at(-1)
        ?.trim()
        .replace(/^::ffff:/, '') ?? '',
  };
}
