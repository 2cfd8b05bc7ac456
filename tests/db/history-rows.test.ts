import pg from 'pg';
import { beforeAll, expect, test } from 'vitest';
import { editClaim } from '#lib/claims/mutations.ts';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { verifyRows } from '#lib/history/row-queries.ts';
import { ownDatabase } from '../support/database.ts';
import { editForm, type Ledger, makeClaim, makeLedger } from '../support/ledger.ts';

ownDatabase();
let ledger: Ledger;
let id = 0;

beforeAll(async () => {
  ledger = await makeLedger();
  id = await makeClaim(ledger, {
    value: {
      factId: ledger.facts.applications,
      state: 'known',
      text: '800',
      qualifier: null,
      unit: '',
      measure: 'applications',
      asOf: '',
    },
  });
  // Removes the value.
  await editClaim(ledger.actors.researcher, editForm(ledger, id, 1, { statement: 'Another.', value: null }));
});

/** What is found after somebody who owns the database did this with the triggers off; then it is undone. */
async function foundAfter(...sql: string[]): Promise<string[]> {
  const client = new pg.Client({ connectionString: requireDatabaseUrl() });
  await client.connect();
  try {
    await client.query(
      'BEGIN; ALTER TABLE event DISABLE TRIGGER USER; ALTER TABLE claim DISABLE TRIGGER USER; ALTER TABLE user_account DISABLE TRIGGER USER',
    );
    for (const one of sql) await client.query(one);
    const read: typeof query = async ({ text, values }) =>
      (await client.query({ text, values })).rows as never;
    return await verifyRows(systemActor, read);
  } finally {
    await client.end();
  }
}

test('rows that went the usual way are what their history says', async () => {
  await transaction(systemActor, '', (tx) =>
    tx.$executeRaw(
      Prisma.sql`UPDATE user_account SET password_hash = 'new', version = 2 WHERE role = 'viewer'`,
    ),
  );
  expect(await verifyRows(systemActor, query)).toEqual([]);
});

test('a change that passed the history by is found', async () => {
  const latest = `SELECT max(id) FROM event WHERE entity = 'claim' AND entity_id = ${id}`;
  expect(
    await foundAfter(`UPDATE claim SET statement = 'Forged.', status = 'true' WHERE id = ${id}`),
  ).toEqual([`The claim ${id} is not what its history says: statement, status.`]);
  expect(await foundAfter(`UPDATE user_account SET password_hash = 'mine' WHERE role = 'admin'`)).toEqual([
    expect.stringMatching(/^The user_account \d+ is not what its history says: password_hash\.$/),
  ]);
  expect(await foundAfter(`DELETE FROM event WHERE id = (${latest})`)).toEqual([
    `The claim ${id} is at version 2, its history at version 1: a change was made without the history, or is missing there.`,
  ]);
  expect(await foundAfter(`DELETE FROM event WHERE entity = 'claim'`)).toEqual([
    `The claim ${id} has no history.`,
  ]);
  expect(await foundAfter(`DELETE FROM event WHERE action = 'remove'`)).toEqual([
    expect.stringMatching(/^The value \d+ is gone, and its history does not say so\.$/),
  ]);
  const copy = `INSERT INTO event (tx, actor, entity, entity_id, claim_id, version, action, changed, row)
    SELECT tx, actor, entity, entity_id, claim_id, version, action, changed, row FROM event WHERE id = (${latest})`;
  expect(await foundAfter(copy)).toEqual([`The versions of claim ${id} have not one event each.`]);
});
