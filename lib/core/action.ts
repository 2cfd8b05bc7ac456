import { revalidatePath } from 'next/cache';
import { headers } from 'next/headers';
import { unstable_rethrow } from 'next/navigation';
import type { z } from 'zod';
import type { Actor } from './actor.ts';
import { env } from './env.ts';
import { AppError, type Result } from './errors.ts';
import { FOREIGN_REQUEST, logUnexpected } from './http.ts';
import { fieldErrors } from './input.ts';
import { isSameOrigin } from './same-origin.ts';
import { currentActor } from './session.ts';

const SESSION_ENDED = 'Your session has ended. Sign in again in another tab; what you typed is still here.';
const CHECK_FIELDS = 'Some of this needs another look.';

/**
 * A server action: comes from a page of this site, has a live session, and its input passes the schema. What the work
 * throws as AppError is returned; anything else is logged and returned as `unavailable` with the id of the log entry.
 */
export function action<S extends z.ZodType, T>(
  schema: S,
  work: (actor: Actor, input: z.output<S>) => Promise<T>,
): (raw: unknown) => Promise<Result<T>> {
  return (raw) =>
    outcome(work.name, async () => {
      const actor = await currentActor();
      if (actor === null) throw new AppError('unauthenticated', SESSION_ENDED);
      return work(actor, await parsed(schema, raw));
    });
}

/**
 * For what an action changed: the page that sent it shows the new state with the answer, and pages that the browser holds, fetched
 * ahead or visited before, are let go.
 */
export function refreshed<R extends { ok: boolean }>(result: R): R {
  // refresh() alone would leave those fetched ahead.
  if (result.ok) revalidatePath('/', 'layout');
  return result;
}

/** The same for somebody who is not signed in. */
export function openAction<S extends z.ZodType, T>(
  schema: S,
  work: (input: z.output<S>) => Promise<T>,
): (raw: unknown) => Promise<Result<T>> {
  return (raw) => outcome(work.name, async () => work(await parsed(schema, raw)));
}

async function parsed<S extends z.ZodType>(schema: S, raw: unknown): Promise<z.output<S>> {
  const result = await schema.safeParseAsync(raw);
  if (!result.success) throw new AppError('invalid', CHECK_FIELDS, fieldErrors(result.error));
  return result.data;
}

async function outcome<T>(name: string, work: () => Promise<T>): Promise<Result<T>> {
  try {
    if (!isSameOrigin(await headers(), env().nextAuthUrl)) throw new AppError('forbidden', FOREIGN_REQUEST);
    return { ok: true, data: await work() };
  } catch (error) {
    // redirect() and notFound() travel as exceptions.
    unstable_rethrow(error);
    if (error instanceof AppError)
      return { ok: false, code: error.code, message: error.message, fields: error.fields };
    const id = logUnexpected(error, name || 'action');
    const message = `Something went wrong on our side. It has been logged as ${id}.`;
    return { ok: false, code: 'unavailable', message, fields: {} };
  }
}
