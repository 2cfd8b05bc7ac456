import { beforeAll, expect, test } from 'vitest';
import { currentColumns, loadColumns } from '#lib/claims/column-queries.ts';
import { claimFacets, claimTiles, tilesFromRows } from '#lib/claims/facet-queries.ts';
import { countClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { pruneChanges } from '#lib/core/follower.ts';
import { ownDatabase } from '../support/database.ts';
import { gate } from '../support/gate.ts';

ownDatabase('starter');

beforeAll(async () => {
  await query(Prisma.sql`ANALYZE`);
  await loadColumns();
});

test('while everything is read anew, SQL counts lists, and facets and tiles wait', async () => {
  await transaction(
    systemActor,
    'a test',
    (tx) => tx.$executeRaw`UPDATE claim SET status = 'disputed', version = version + 1 WHERE id = 9`,
  );
  await query(Prisma.sql`UPDATE claim_change SET at = now() - interval '2 hours'`);
  await pruneChanges();
  const { problems: _, ...scoped } = await scopeClaimFilter(
    systemActor,
    new URLSearchParams('status=disputed'),
  );
  const [held, release] = gate();
  const [locked, lock] = gate();
  const locking = transaction(systemActor, 'a test', async (tx) => {
    await tx.$executeRaw`LOCK TABLE quote_match IN ACCESS EXCLUSIVE MODE`;
    lock();
    await held;
  });
  await locked;
  const answers = Promise.all([claimFacets(systemActor, scoped), claimTiles(systemActor, 1)]);
  const first = () => Promise.race([answers.then(() => 'answered'), currentColumns('shortly')]);
  expect(await first()).toBeNull();
  expect(await first()).toBeNull();
  const total = await countClaims(systemActor, scoped);
  release();
  await locking;
  const [facets, tiles] = await answers;
  expect(await currentColumns('shortly')).not.toBeNull();
  expect(facets.status.find(({ value }) => value === 'disputed')?.count).toBe(total);
  expect(tiles).toEqual(await tilesFromRows(systemActor, 1));
});
