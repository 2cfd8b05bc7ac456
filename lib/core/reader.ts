import type { Actor } from './actor.ts';
import { AppError } from './errors.ts';
import { addressBlock, limit, limitInBlocks } from './rate-limit.ts';
import { callerOf, currentActor } from './session.ts';
import { liveToken } from './token.ts';

/** Wrong tokens from one address. 32 random bytes are not guessed; this keeps the trying cheap for us. */
const misses = limit('token-miss', 100, 15 * 60);
/** Requests of one person or program. */
const reads = limitInBlocks('api-read', 30_000, 60, 100);

/**
 * Who reads through the API: the holder of the token in the Authorization header (RFC 6750), or else of the session's cookie. A token
 * that is no good is refused, whatever the cookie says. Throws `unauthenticated` or RateLimited.
 */
export async function demandReader(request: Request): Promise<Actor> {
  const actor = await readerOf(request);
  await reads.take(String(actor.id));
  return actor;
}

async function readerOf(request: Request): Promise<Actor> {
  const authorization = request.headers.get('authorization');
  if (authorization === null) {
    const actor = await currentActor();
    if (actor === null)
      throw new AppError('unauthenticated', 'Sign in, or send a token: Authorization: Bearer …');
    return actor;
  }
  const [, token = ''] = /^Bearer +(\S+) *$/i.exec(authorization) ?? [];
  const actor = await liveToken(token);
  if (actor !== null) return actor;
  await misses.take(addressBlock(callerOf(request.headers).address));
  throw new AppError(
    'unauthenticated',
    'This token is unknown, revoked or expired, or its owner is disabled.',
  );
}
