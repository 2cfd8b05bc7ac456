import { randomUUID } from 'node:crypto';
import { beforeAll, expect, test } from 'vitest';
import { blobKey, writeBlob } from '#lib/core/blobs.ts';
import { Prisma, prisma, query, transaction } from '#lib/core/db.ts';
import { captureSource } from '#lib/snapshots/mutations.ts';
import { findSnapshot, listSnapshots, snapshotText, sourceHealth } from '#lib/snapshots/queries.ts';
import { addSource } from '#lib/sources/mutations.ts';
import { addSourceInput } from '#lib/sources/schema.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeLedger, refusal } from '../support/ledger.ts';

ownDatabase();

let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

const waiting = () =>
  query<{ key: string; payload: unknown }>(
    Prisma.sql`SELECT singleton_key AS key, data -> 'payload' AS payload FROM pgboss.job WHERE name = 'capture-source'`,
  );

function add(url: string): Promise<{ id: number }> {
  const form = { url, title: 'A page', titleExact: true, publisher: '', kind: 'newspaper', language: '' };
  const input = addSourceInput.parse({ ...form, publishedOn: '', idempotencyKey: randomUUID() });
  return addSource(ledger.actors.researcher, input);
}

test('a source that is added is captured soon, once; one without an address is not', async () => {
  const { id } = await add('https://example.org/new');
  await add('');
  const expected = [{ key: String(id), payload: { sourceId: id } }];
  expect(await waiting()).toEqual(expected);
  expect(await captureSource(ledger.actors.researcher, { sourceId: id })).toEqual({ enqueued: false });
  expect(await waiting()).toEqual(expected);
});

test('a capture needs a right, a source and an address', async () => {
  const { id } = await add('');
  const asking = (role: 'viewer' | 'researcher', sourceId: number) =>
    refusal(captureSource(ledger.actors[role], { sourceId }));
  expect((await asking('viewer', id)).code).toBe('forbidden');
  expect((await asking('researcher', id)).message).toBe('This source has no address to fetch.');
  expect((await asking('researcher', 2_000_000)).code).toBe('not_found');
});

test('a snapshot is read with its text; a store that lost or changed a byte says so', async () => {
  const { id: sourceId } = await add('https://example.org/kept');
  const text = 'Указ № 702: виза на срок до трёх месяцев.';
  const textSha256 = await writeBlob(Buffer.from(text));
  expect(await writeBlob(Buffer.from(text))).toBe(textSha256);
  const { researcher, viewer } = ledger.actors;
  const { id } = await transaction(researcher, '', (tx) =>
    tx.snapshot.create({
      data: {
        ...{ sourceId, how: 'fetch', requestedUrl: 'https://example.org/kept', outcome: 'good', detail: '' },
        ...{ fetchedAt: new Date('2026-11-25T10:00:00Z'), bodySha256: textSha256, textSha256 },
        ...{ textLength: text.length, createdById: researcher.id },
      },
      select: { id: true },
    }),
  );
  expect(await snapshotText(viewer, id)).toBe(text);
  expect(await listSnapshots(viewer, sourceId)).toMatchObject([
    { id, fetchedAt: '2026-11-25T10:00:00.000Z', redirects: [], createdBy: 'The researcher' },
  ]);
  expect(await findSnapshot(viewer, 2_000_000)).toBeNull();
  expect(await sourceHealth(viewer, sourceId)).toBeNull();
  await prisma().$executeRaw`UPDATE blob SET data = set_byte(data, 3, 0) WHERE sha256 = ${textSha256}`;
  expect((await refusal(snapshotText(viewer, id))).message).toBe(`The stored file ${textSha256} is damaged.`);
  await prisma().$executeRaw`DELETE FROM blob WHERE sha256 = ${textSha256}`;
  expect((await refusal(snapshotText(viewer, id))).message).toBe(`The stored file ${textSha256} is missing.`);
  expect(blobKey(Buffer.from(text))).toBe(textSha256);
});
