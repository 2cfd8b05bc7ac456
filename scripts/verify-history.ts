import type pg from 'pg';
import { systemActor } from '#lib/core/actor.ts';
import type { query } from '#lib/core/db.ts';
import type { Verification, VerificationOptions } from '#lib/history/schema.ts';
import { verifyHistory } from '#lib/history/verification-queries.ts';

/** Holds the history against its seals on a connection of the caller's, also within its transaction. */
export function verifyOn(client: pg.ClientBase, options: VerificationOptions): Promise<Verification> {
  const read: typeof query = async ({ text, values }) => (await client.query({ text, values })).rows as never;
  return verifyHistory(systemActor, options, read);
}
