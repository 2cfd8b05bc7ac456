import { beforeAll, expect, test } from 'vitest';
import { getClaim } from '#lib/claims/detail-queries.ts';
import { attachEvidence } from '#lib/evidence/mutations.ts';
import { addReliance } from '#lib/lineage/mutations.ts';
import { ownDatabase } from '../support/database.ts';
import { type Ledger, makeClaim, makeLedger } from '../support/ledger.ts';
import { evidenceFor, makeSource } from '../support/sources.ts';

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
