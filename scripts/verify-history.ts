import type pg from 'pg';
import { systemActor } from '#lib/core/actor.ts';
import type { query } from '#lib/core/db.ts';
import { verifyRows } from '#lib/history/row-queries.ts';
import type { Verification, VerificationOptions } from '#lib/history/schema.ts';
import { verifyHistory } from '#lib/history/verification-queries.ts';

const readingOn =
  (client: pg.ClientBase): typeof query =>
  async ({ text, values }) =>
    (await client.query({ text, values })).rows as never;

/** Holds the history against its seals on a connection of the caller's, also within its transaction. */
export function verifyOn(client: pg.ClientBase, options: VerificationOptions): Promise<Verification> {
  return verifyHistory(systemActor, options, readingOn(client));
}

/** The same, and the rows of all tables against their history. */
export async function verifyAllOn(
  client: pg.ClientBase,
  options: VerificationOptions,
): Promise<Verification> {
  const found = await verifyOn(client, options);
  return { ...found, problems: [...found.problems, ...(await verifyRows(systemActor, readingOn(client)))] };
}
