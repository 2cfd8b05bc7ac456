import { createHash } from 'node:crypto';
import pg from 'pg';
import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { fingerprintOf, newPrivateKey, publicKeyOf, signText } from '#lib/core/signature.ts';
import { type Checkpoint, signedText } from '#lib/history/checkpoint.ts';
import type { Verification } from '#lib/history/schema.ts';
import { sealEvents } from '#lib/history/seal-mutations.ts';
import { latestCheckpoint, sealState } from '#lib/history/seal-queries.ts';
import { verifyHistory } from '#lib/history/verification-queries.ts';
import { ownDatabase } from '../support/database.ts';
import { refusal } from '../support/ledger.ts';

ownDatabase('starter');

const key = newPrivateKey();
const own = fingerprintOf(publicKeyOf(key));
const BATCH = 100;
const trusted = [own];

const rename = (id: number, name: string) =>
  transaction(systemActor, name, (tx) =>
    tx.$executeRaw(Prisma.sql`UPDATE publisher SET name = ${name}, version = version + 1 WHERE id = ${id}`),
  );

/** Seals until nothing waits. */
async function sealAll(batch = BATCH, privateKey = key): Promise<void> {
  do await sealEvents(systemActor, privateKey, { batch });
  while ((await sealState(systemActor)).waiting.count > 0);
}

type Tamper = (client: pg.Client) => Promise<unknown>;

/** What is found after somebody who owns the database did this with the triggers off; then it is undone. */
async function foundAfter(tamper: Tamper, kept: Checkpoint | null = null): Promise<Verification> {
  const client = new pg.Client({ connectionString: requireDatabaseUrl(), options: '-c timezone=UTC' });
  await client.connect();
  try {
    await client.query(
      'BEGIN; ALTER TABLE event DISABLE TRIGGER ALL; ALTER TABLE event_seal DISABLE TRIGGER ALL',
    );
    await tamper(client);
    const read: typeof query = async ({ text, values }) =>
      (await client.query({ text, values })).rows as never;
    return await verifyHistory(systemActor, { trusted, kept }, read);
  } finally {
    await client.end();
  }
}

const problemsAfter = async (...sql: string[]) =>
  (
    await foundAfter(async (client) => {
      for (const one of sql) await client.query(one);
    })
  ).problems;

let kept: Checkpoint;

beforeAll(async () => {
  await sealAll();
  kept = await latestCheckpoint(systemActor);
});

test('every event is sealed once, and a history that nobody touched is clean', async () => {
  const [{ count = 0, last = 0 } = {}] = await query<{ count: number; last: number }>(
    Prisma.sql`SELECT count(*)::int AS count, max(id)::int AS last FROM event`,
  );
  expect(count).toBeGreaterThan(3 * BATCH);
  expect(await verifyHistory(systemActor, { trusted, kept })).toEqual({
    seals: Math.ceil(count / BATCH),
    events: count,
    lastEvent: last,
    at: kept.at,
    keys: [{ fingerprint: own, first: 1, last: Math.ceil(count / BATCH) }],
    unsealed: 0,
    problems: [],
  });
  expect(await sealState(systemActor)).toMatchObject({
    latest: { events: count, at: kept.at, root: kept.root, fingerprint: own },
    waiting: { count: 0, since: null },
  });
});

test('another program gets the same root from what the documentation says', async () => {
  const events = await query<Record<string, string>>(
    Prisma.sql`SELECT id, (extract(epoch FROM at) * 1000)::bigint AS at, tx, actor_id, actor, entity, entity_id, claim_id, version, action,
      changed::text, row::text, reason FROM event ORDER BY id LIMIT ${BATCH}`,
  );
  const hashes = events.map((e) => {
    const text = [e['actor'], e['entity'], e['action'], e['reason']].map((part) => JSON.stringify(part));
    const line = `[${e['id']},${e['at']},${e['tx']},${e['actor_id']},${text[0]},${text[1]},${e['entity_id']},${e['claim_id']},${e['version']},${text[2]},${e['changed']},${e['row']},${text[3]}]`;
    expect(JSON.parse(line)).toHaveLength(13);
    return createHash('sha256').update(line).digest();
  });
  const root = createHash('sha256').update(Buffer.alloc(32)).update(Buffer.concat(hashes)).digest('hex');
  const [seal] = await query(Prisma.sql`SELECT encode(root, 'hex') AS root FROM event_seal WHERE number = 1`);
  expect(seal).toEqual({ root });
});

describe('what somebody does who owns the database is found, and where', () => {
  const place = (seal: number) =>
    new RegExp(`\\(seal ${seal}: events ${(seal - 1) * 100 + 1} to ${seal * 100}, sealed `);
  const cases: Record<string, [string[], string | string[], number]> = {
    'an edited text': [
      [`UPDATE event SET reason = 'forged' WHERE id = 150`],
      'Event 150 is not as sealed',
      2,
    ],
    'an edited row': [
      [`UPDATE event SET row = row || '{"version": 7}' WHERE id = 150`],
      'Event 150 is not as sealed',
      2,
    ],
    'an edited time': [
      [`UPDATE event SET at = at + interval '1 ms' WHERE id = 150`],
      'Event 150 is not as sealed',
      2,
    ],
    'edits, and between them one taken out': [
      [
        `UPDATE event SET reason = 'forged' WHERE id = 110`,
        `DELETE FROM event WHERE id = 180`,
        `UPDATE event SET version = 9 WHERE id = 190`,
      ],
      ['Events 110 and 190 are not as sealed', 'Event 180 is gone'],
      2,
    ],
    'one taken out': [[`DELETE FROM event WHERE id = 150`], 'Event 150 is gone', 2],
    'a seal without events': [
      [`DELETE FROM event WHERE id BETWEEN 101 AND 200`],
      'Events 101 to 200 are gone',
      2,
    ],
    'two that changed places': [
      [
        `UPDATE event SET id = -1 WHERE id = 150`,
        `UPDATE event SET id = 150 WHERE id = 153`,
        `UPDATE event SET id = 153 WHERE id = -1`,
      ],
      'Events 150 and 153 are not as sealed',
      2,
    ],
    'one that took the place of another': [
      [`DELETE FROM event WHERE id IN (150, 151)`, `UPDATE event SET id = 150 WHERE id = 152`],
      'between ids 150 and 152, events were sealed: 3, and others are there: 1',
      2,
    ],
  };

  test.each(Object.entries(cases))('%s', async (_, [sql, what, seal]) => {
    const problems = await problemsAfter(...sql);
    expect(problems.map((problem) => problem.replace(/ \(seal .*$/, '').toLowerCase())).toEqual(
      [what].flat().map((one) => one.toLowerCase()),
    );
    for (const problem of problems) expect(problem).toMatch(place(seal));
  });

  test('a forged event, at a place that was free and before the first', async () => {
    const forged = (id: number) =>
      `INSERT INTO event (id, tx, actor, entity, entity_id, version, action, changed, row) VALUES (${id}, 1, 'x', 'claim', 1, 9, 'update', '{}', '{}')`;
    expect(await problemsAfter(`DELETE FROM event WHERE id = 150`, forged(150))).toEqual([
      expect.stringContaining('Event 150 is not as sealed'),
    ]);
    expect(await problemsAfter(forged(-3))).toEqual(['Event -3 was added: it comes before the first.']);
  });

  test('a tail that was cut off', async () => {
    const from = kept.lastEvent - 4;
    expect(await problemsAfter(`DELETE FROM event WHERE id >= ${from}`)).toEqual([
      expect.stringContaining(`Events ${from} to ${kept.lastEvent} are gone`),
    ]);
    // With its seals gone, too, what is left is whole: only the checkpoint shows it.
    const cut: Tamper = (client) =>
      client.query(`DELETE FROM event WHERE id > 200; DELETE FROM event_seal WHERE number > 2`);
    expect((await foundAfter(cut)).problems).toEqual([]);
    expect((await foundAfter(cut, kept)).problems).toEqual([
      `The tail is cut off: the checkpoint of ${kept.at} knows ${kept.size} events up to event ${kept.lastEvent}, the seals here end with 200 events up to event 200.`,
    ]);
  });

  test('seals that were changed or taken away', async () => {
    expect(await problemsAfter(`UPDATE event_seal SET at = at - interval '1 day' WHERE number = 2`)).toEqual([
      'Seal 2 was changed after it was signed.',
    ]);
    expect(await problemsAfter(`UPDATE event_seal SET root = sha256('x') WHERE number = 2`)).toEqual([
      'Seal 2 was changed after it was signed.',
      'Seal 3 does not follow seal 2: one of them is not what it was.',
    ]);
    expect(await problemsAfter(`DELETE FROM event_seal WHERE number = 2`)).toEqual([
      'Seal 2 is gone. Events 101 to 200 could not be checked.',
    ]);
    expect(await problemsAfter(`DELETE FROM event_seal WHERE number < 3`)).toEqual([
      'Seals 1 to 2 are gone. Events 1 to 200 could not be checked.',
    ]);
  });

  test('a history that was sealed anew, with another key or with ours', async () => {
    const again =
      (privateKey: string): Tamper =>
      async (client) => {
        await client.query(`UPDATE event SET reason = 'forged' WHERE id = ${kept.lastEvent}`);
        const { rows } = await client.query<Checkpoint>(
          `UPDATE event_seal SET root = sha256(convert_to('anything', 'UTF8')) WHERE number = ${kept.seal} RETURNING encode(root, 'hex') AS root`,
        );
        const seal = { ...kept, root: rows[0]?.root ?? '' };
        await client.query(
          `UPDATE event_seal SET public_key = $1, signature = decode($2, 'base64') WHERE number = ${kept.seal}`,
          [publicKeyOf(privateKey), signText(privateKey, signedText(seal))],
        );
      };
    const other = newPrivateKey();
    expect((await foundAfter(again(other), kept)).problems).toEqual([
      expect.stringContaining(`Event ${kept.lastEvent} is not as sealed`),
      expect.stringContaining(`Seal ${kept.seal} is not that of the checkpoint`),
      `Seal ${kept.seal} was signed with a key that is not known here: ${fingerprintOf(publicKeyOf(other))}.`,
    ]);
    expect((await foundAfter(again(key), kept)).problems).toContainEqual(
      expect.stringContaining(`Seal ${kept.seal} is not that of the checkpoint`),
    );
    const forged = { ...kept, size: kept.size + 1 };
    expect((await verifyHistory(systemActor, { trusted, kept: forged })).problems).toEqual([
      'The checkpoint was changed after it was signed: it says nothing.',
    ]);
  });
});

test('seals cannot be changed by those who only use the application', async () => {
  for (const sql of [
    Prisma.sql`UPDATE event_seal SET size = 0`,
    Prisma.sql`DELETE FROM event_seal`,
    Prisma.sql`TRUNCATE event_seal`,
  ])
    await expect(query(sql)).rejects.toThrow(/not allowed/);
});

test('what commits late is sealed in its place, each event once, however many seal and write', async () => {
  const before = (await sealState(systemActor)).latest?.events ?? 0;
  let release: () => void = () => undefined;
  const held = new Promise<void>((resolve) => {
    release = resolve;
  });
  let written: () => void = () => undefined;
  const wrote = new Promise<void>((resolve) => {
    written = resolve;
  });
  const late = transaction(systemActor, 'late', async (tx) => {
    await tx.$executeRaw`UPDATE publisher SET name = 'Late', version = version + 1 WHERE id = 1`;
    written();
    await held;
  });
  await wrote;
  await rename(2, 'Early');
  await sealEvents(systemActor, key);
  // Its id is higher than one that may still come.
  expect(await sealState(systemActor)).toMatchObject({ latest: { events: before }, waiting: { count: 1 } });
  release();
  await late;
  const writers = Array.from({ length: 4 }, async (_, writer) => {
    for (let i = 0; i < 12; i += 1) await rename(3 + writer, `Name ${writer} ${i}`);
  });
  const sealers = Array.from({ length: 2 }, async () => {
    for (let i = 0; i < 6; i += 1) await sealEvents(systemActor, key, { batch: 5 });
  });
  await Promise.all([...writers, ...sealers]);
  await sealAll(5);
  const [{ count = 0 } = {}] = await query<{ count: number }>(
    Prisma.sql`SELECT count(*)::int AS count FROM event`,
  );
  const found = await verifyHistory(systemActor, { trusted, kept });
  expect(found).toMatchObject({ events: count, unsealed: 0, problems: [] });
  expect(count).toBe(before + 2 + 48);
  expect((await latestCheckpoint(systemActor)).size).toBe(count);
});

test('sealing stops where the key is another, until somebody begins with it', async () => {
  const other = newPrivateKey();
  await rename(9, 'Of another key');
  expect((await refusal(sealEvents(systemActor, other))).code).toBe('conflict');
  const before = (await latestCheckpoint(systemActor)).seal;
  await expect.poll(() => sealEvents(systemActor, other, { newKey: true })).toBeGreaterThanOrEqual(0);
  await sealAll(BATCH, other);
  expect((await refusal(sealEvents(systemActor, key))).code).toBe('conflict');
  const fingerprint = fingerprintOf(publicKeyOf(other));
  const found = await verifyHistory(systemActor, { trusted });
  expect(found.keys).toMatchObject([
    { fingerprint: own, last: before },
    { fingerprint, first: before + 1 },
  ]);
  expect(found.problems).toEqual([
    expect.stringContaining(`signed with a key that is not known here: ${fingerprint}.`),
  ]);
  expect((await verifyHistory(systemActor, { trusted: [own, fingerprint] })).problems).toEqual([]);
});
