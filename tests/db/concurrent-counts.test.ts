import { beforeAll, describe, expect, test } from 'vitest';
import { getClaim } from '#lib/claims/detail-queries.ts';
import { Prisma, prisma, query, type Tx, transaction } from '#lib/core/db.ts';
import { attachEvidence } from '#lib/evidence/mutations.ts';
import { addReliance } from '#lib/lineage/mutations.ts';
import { editPublisher } from '#lib/publishers/mutations.ts';
import { editSource } from '#lib/sources/mutations.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeClaim, makeLedger } from '../support/ledger.ts';
import { editSourceForm, evidenceFor, makeSource } from '../support/sources.ts';

ownDatabase();
let ledger: Ledger;
beforeAll(async () => {
  ledger = await makeLedger();
});

test('of ten sources that come to one claim at once every one is counted', async () => {
  const claimId = await makeClaim(ledger);
  const sources = await Promise.all(Array.from({ length: 10 }, () => makeSource(ledger)));
  await Promise.all(sources.map((id) => attachEvidence(ledger.actors.researcher, evidenceFor(claimId, id))));
  expect(await getClaim(ledger.actors.viewer, claimId)).toMatchObject({
    sources: 10,
    supports: 10,
    independentOrigins: 10,
  });
});

/** What `write` wrote is not committed yet when `second` begins, and is once that waits or has ended. */
async function whileOpen(write: (tx: Tx) => Promise<unknown>, second: () => Promise<unknown>): Promise<void> {
  let ended = false;
  let other: Promise<unknown> = Promise.resolve();
  const waits = async () => {
    const [row] = await query<{ waiting: boolean }>(Prisma.sql`
      SELECT count(*) > 0 AS waiting FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'`);
    return row?.waiting;
  };
  await transaction(ledger.actors.researcher, '', async (tx) => {
    await write(tx);
    other = second().finally(() => {
      ended = true;
    });
    await expect.poll(async () => ended || (await waits())).toBe(true);
  });
  await other;
}

// Each change, and what the claim's counts are after it; whichever is the first must be seen by the second.
describe('a claim comes to rest on a source while that is changed', () => {
  const by = () => ledger.actors.editor;
  const relies = (tx: Tx, sourceId: number, originSourceId: number) =>
    tx.reliance.create({ data: { sourceId, originSourceId, kind: 'cites' } });
  const rests = (tx: Tx, claimId: number, sourceId: number) =>
    tx.evidence.create({ data: { claimId, sourceId, stance: 'supports' } });
  const toldOf = async (claimId: number) => {
    const rows = await query<{ tx: string }>(
      Prisma.sql`SELECT DISTINCT tx::text FROM claim_change WHERE ${claimId} = ANY (claim_ids)`,
    );
    return rows.length;
  };

  // One document that two others go back to is one origin of both.
  async function threeSources() {
    const [near, far, origin] = [
      await makeSource(ledger),
      await makeSource(ledger),
      await makeSource(ledger),
    ];
    await addReliance(by(), { sourceId: near, kind: 'cites', origin: { sourceId: origin } });
    const claimId = await makeClaim(ledger);
    await attachEvidence(by(), evidenceFor(claimId, near));
    return { near, far, origin, claimId };
  }
  const originsOf = async (claimId: number) =>
    (await getClaim(ledger.actors.viewer, claimId)).independentOrigins;

  test('what it goes back to, told before the claim and after it', async () => {
    const first = await threeSources();
    await whileOpen(
      (tx) => relies(tx, first.far, first.origin),
      () => attachEvidence(by(), evidenceFor(first.claimId, first.far)),
    );
    expect(await originsOf(first.claimId)).toBe(1);
    const second = await threeSources();
    await whileOpen(
      (tx) => rests(tx, second.claimId, second.far),
      () => addReliance(by(), { sourceId: second.far, kind: 'cites', origin: { sourceId: second.origin } }),
    );
    expect(await originsOf(second.claimId)).toBe(1);
  });

  test('what its origin goes back to, told before the claim and after it', async () => {
    const first = await threeSources();
    const above = await makeSource(ledger);
    await addReliance(by(), { sourceId: first.far, kind: 'cites', origin: { sourceId: above } });
    await whileOpen(
      (tx) => relies(tx, above, first.origin),
      () => attachEvidence(by(), evidenceFor(first.claimId, first.far)),
    );
    expect(await originsOf(first.claimId)).toBe(1);
    const second = await threeSources();
    const higher = await makeSource(ledger);
    await addReliance(by(), { sourceId: second.far, kind: 'cites', origin: { sourceId: higher } });
    await whileOpen(
      (tx) => rests(tx, second.claimId, second.far),
      () => addReliance(by(), { sourceId: higher, kind: 'cites', origin: { sourceId: second.origin } }),
    );
    expect(await originsOf(second.claimId)).toBe(1);
  });

  test('its kind, by the form and by a statement of its own', async () => {
    const claimId = await makeClaim(ledger);
    const [form, plain] = [await makeSource(ledger), await makeSource(ledger)];
    await whileOpen(
      (tx) => rests(tx, claimId, form),
      () => editSource(by(), editSourceForm(form, 1, { kind: 'blog' })),
    );
    await whileOpen(
      (tx) => rests(tx, claimId, plain),
      () =>
        transaction(by(), '', (tx) =>
          tx.source.update({ where: { id: plain }, data: { kind: 'blog', version: 2 } }),
        ),
    );
    // The claim itself, and each piece of evidence and each change of a kind.
    expect(await toldOf(claimId)).toBe(5);
  });

  test('the network of its publisher', async () => {
    const named = (publisher: string) => makeSource(ledger, { publisher });
    const [one, two] = [await named('Paper one'), await named('Paper two')];
    const claimId = await makeClaim(ledger);
    await attachEvidence(by(), evidenceFor(claimId, one));
    const [first, second] = await prisma().publisher.findMany({
      where: { name: { startsWith: 'Paper ' } },
      orderBy: { name: 'asc' },
    });
    if (!first || !second) throw new Error('a publisher is missing');
    const { name, kind, country, reliability } = second;
    await whileOpen(
      (tx) => rests(tx, claimId, two),
      () =>
        editPublisher(by(), {
          ...{ id: second.id, version: second.version, name, kind, country, reliability },
          ...{ parentId: first.id, reason: '' },
        }),
    );
    expect(await originsOf(claimId)).toBe(1);
  });
});

// Walked way by way, this network would take longer than any statement may.
test('origins are found in a network in which every document relies on every one before', async () => {
  const layers = await Promise.all(
    Array.from({ length: 15 }, () => Promise.all(Array.from({ length: 4 }, () => makeSource(ledger)))),
  );
  for (const [index, layer] of layers.slice(1).entries())
    for (const sourceId of layer)
      for (const origin of layers[index] ?? [])
        await addReliance(ledger.actors.researcher, {
          sourceId,
          kind: 'cites',
          origin: { sourceId: origin },
        });
  const claimId = await makeClaim(ledger);
  await attachEvidence(ledger.actors.researcher, evidenceFor(claimId, layers.at(-1)?.[0] ?? 0));
  expect((await getClaim(ledger.actors.viewer, claimId)).independentOrigins).toBe(4);
});
