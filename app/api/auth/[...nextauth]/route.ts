import { NextRequest } from 'next/server';
import NextAuth, { type AuthOptions } from 'next-auth';
import CredentialsProvider from 'next-auth/providers/credentials';
import { z } from 'zod';
import { env, requireAuthSecret } from '#lib/core/env.ts';
import { AppError } from '#lib/core/errors.ts';
import { allowOnly, FOREIGN_REQUEST, logUnexpected, problem, readText } from '#lib/core/http.ts';
import { log } from '#lib/core/log.ts';
import { RateLimited } from '#lib/core/rate-limit.ts';
import { returnAddress } from '#lib/core/return-address.ts';
import { isSameOrigin, ownOrigins } from '#lib/core/same-origin.ts';
import {
  callerOf,
  endSession,
  type LiveSession,
  liveSession,
  SESSION_SECONDS,
  sessionCookie,
  startSession,
  usesHttps,
} from '#lib/core/session.ts';
import { checkPassword } from '#lib/users/account-mutations.ts';

type Context = { params: Promise<{ nextauth: string[] }> };

/** What happened inside next-auth, which reports it in a redirect at best. */
type Outcome = { live: LiveSession | null; limited: RateLimited | null; failed: boolean };

// next-auth has more, among them one that writes to our log whatever it is sent.
const ENDPOINTS = /^(csrf|providers|session|signin(\/credentials)?|signout|callback\/credentials|error)$/;
const MOST_BYTES = 16_384;

class SessionOver extends Error {}

function options(request: NextRequest, origins: string[], outcome: Outcome): AuthOptions {
  const secure = usesHttps();
  const cookie = sessionCookie();
  const caller = callerOf(request.headers);
  return {
    secret: requireAuthSecret(),
    useSecureCookies: secure,
    session: { strategy: 'jwt', maxAge: SESSION_SECONDS },
    pages: { signIn: '/sign-in', signOut: '/sign-in', error: '/sign-in' },
    cookies: {
      sessionToken: cookie,
      callbackUrl: { name: `${secure ? '__Host-' : ''}next-auth.callback-url`, options: cookie.options },
    },
    providers: [
      CredentialsProvider({
        name: 'E-mail and password',
        credentials: { email: { type: 'email' }, password: { type: 'password' } },
        async authorize(credentials) {
          const { email, password } = credentials ?? {};
          if (typeof email !== 'string' || typeof password !== 'string') return null;
          try {
            const user = await checkPassword({ email, password }, caller.address);
            return { id: String(user.id), name: user.name, email: user.email };
          } catch (error) {
            // The message becomes the error parameter of an address, so it is a code.
            if (error instanceof RateLimited) {
              outcome.limited = error;
              throw new Error(`TooManyAttempts-${Math.ceil(error.seconds / 60)}`);
            }
            if (error instanceof AppError) {
              if (error.code === 'unauthenticated') return null;
              throw new Error('Busy');
            }
            throw new Error(`Unavailable-${logUnexpected(error, 'sign-in')}`);
          }
        },
      }),
    ],
    callbacks: {
      redirect: ({ url }) => `${origins[0]}${returnAddress(url, origins)}`,
      // `session` of an update is what a client sent: it is never read.
      async jwt({ token, user }) {
        if (user) return startSession(Number(user.id), caller);
        outcome.live = await liveSession(token);
        if (outcome.live === null) throw new SessionOver('the session was ended, or its user disabled');
        return { sub: String(outcome.live.userId), sid: outcome.live.id };
      },
      session({ session }) {
        if (outcome.live === null) return session;
        const { userId, name, email, role, expiresAt } = outcome.live;
        return { user: { id: String(userId), name, email, role }, expires: expiresAt.toISOString() };
      },
    },
    events: {
      async signOut({ token }) {
        await endSession(token).catch((error: unknown) => {
          outcome.failed = true;
          throw error;
        });
      },
    },
    logger: {
      error: (code, metadata) => {
        const ended = code === 'JWT_SESSION_ERROR';
        log[ended ? 'debug' : 'error']({ code, err: metadata }, 'next-auth');
      },
      warn: (code) => log.debug({ code }, 'next-auth'),
      debug: () => undefined,
    },
  };
}

/** The request as next-auth may see it: a return address on this site, a body of bounded size. */
async function cleaned(request: NextRequest, origins: readonly string[]): Promise<NextRequest> {
  const url = new URL(request.url);
  if (url.searchParams.has('callbackUrl'))
    url.searchParams.set('callbackUrl', returnAddress(url.searchParams.get('callbackUrl'), origins));
  if (request.method === 'GET') return new NextRequest(url, { headers: request.headers });
  return new NextRequest(url, {
    method: request.method,
    headers: request.headers,
    body: await readText(request, MOST_BYTES),
  });
}

/** Our own addresses become relative, so that whoever came by 127.0.0.1 is not sent to localhost without a cookie. */
function relative(location: string, origins: readonly string[]): string {
  if (!URL.canParse(location)) return location;
  const url = new URL(location);
  return origins.includes(url.origin) ? url.pathname + url.search + url.hash : location;
}

/** The same for the address in {"url": …}, which programs read and therefore stays whole. */
function onThisHost(body: string, origins: readonly string[]): string {
  if (!body.startsWith('{"url":')) return body;
  const { url } = z.object({ url: z.string() }).parse(JSON.parse(body));
  const path = relative(url, origins);
  return JSON.stringify({ url: path === url ? url : `${origins[0]}${path}` });
}

async function answer(request: NextRequest, context: Context): Promise<Response> {
  const endpoint = (await context.params).nextauth.join('/');
  if (!ENDPOINTS.test(endpoint)) return problem(404, 'Not found', 'There is no such endpoint.');
  // Programs send no Origin; next-auth's own token, tied to a cookie, stands in for it.
  const fromBrowser = request.headers.has('origin') || request.headers.has('sec-fetch-site');
  if (request.method === 'POST' && fromBrowser && !isSameOrigin(request.headers, env().nextAuthUrl))
    return problem(403, 'Not allowed', FOREIGN_REQUEST, { code: 'forbidden' });

  const origins = ownOrigins(request.headers, env().nextAuthUrl);
  const outcome: Outcome = { live: null, limited: null, failed: false };
  const response: Response = await NextAuth(
    await cleaned(request, origins),
    context,
    options(request, origins, outcome),
  );
  if (outcome.failed) {
    return problem(503, 'Unavailable', 'Signing out did not work. Try again.', { code: 'unavailable' });
  }
  const headers = new Headers(response.headers);
  headers.set('Cache-Control', 'private, no-store');
  const location = headers.get('Location');
  if (location !== null) headers.set('Location', relative(location, origins));
  if (outcome.limited !== null) headers.set('Retry-After', String(outcome.limited.seconds));
  const status = outcome.limited !== null && location === null ? 429 : response.status;
  const body = await response.text();
  return new Response(location === null ? onThisHost(body, origins) : body, { status, headers });
}

async function serve(request: NextRequest, context: Context): Promise<Response> {
  try {
    return await answer(request, context);
  } catch (error) {
    if (error instanceof AppError) return problem(413, 'Too large', error.message);
    const id = logUnexpected(error, 'sign-in');
    return problem(500, 'Something went wrong', `This has been logged as ${id}.`, { id });
  }
}

export { serve as GET, serve as POST };

export const { PUT, PATCH, DELETE, OPTIONS } = allowOnly('GET', 'POST');
