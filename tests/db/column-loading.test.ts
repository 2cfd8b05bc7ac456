import { beforeAll, expect, test } from 'vitest';
import { ClaimColumns } from '#lib/claims/claim-columns.ts';
import { currentColumns, loadColumns } from '#lib/claims/column-queries.ts';
import { claimFacets, claimTiles, tilesFromRows } from '#lib/claims/facet-queries.ts';
import { countClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { readAllClaims } from '#lib/claims/record-queries.ts';
import { systemActor } from '#lib/core/actor.ts';
import { inSnapshot, Prisma, query, transaction } from '#lib/core/db.ts';
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

const NUMBERS = [
  ...([
    'state',
    'programme',
    'status',
    'priority',
    'topic',
    'claimant',
    'assignee',
    'fact',
    'sources',
  ] as const),
  ...([
    'origins',
    'conflicting',
    'dated',
    'lower',
    'upper',
    'updated',
    'created',
    'kinds',
    'quotes',
  ] as const),
];

/** What is in memory of each claim that is there. */
function rowsOf(columns: ClaimColumns) {
  return Array.from({ length: columns.end }, (_, id) => ({
    id,
    ...Object.fromEntries(NUMBERS.map((key) => [key, columns[key][id]])),
    language: columns.languages[columns.language[id] ?? 0],
    tags: columns.tags.of(id),
    publishers: columns.publishers.of(id).sort(),
  })).filter(({ id }) => columns.state[id] !== 0);
}

test.each([
  [
    'a claim',
    Prisma.sql`UPDATE claim SET status = 'mixed', language = 'fr', version = version + 1 WHERE id = 3`,
  ],
  ['tags', Prisma.sql`UPDATE claim SET tag_ids = '{5,1,300}', version = version + 1 WHERE id % 3 = 0`],
  [
    'a new claim',
    Prisma.sql`INSERT INTO claim (programme_id, topic_id, statement, status, priority, language, created_by_id)
      SELECT programme_id, topic_id, statement || ' again', status, priority, 'xx', created_by_id FROM claim WHERE id = 3`,
  ],
  [
    'a deleted claim',
    Prisma.sql`UPDATE claim SET deleted_at = now(), version = version + 1 WHERE id % 7 = 0`,
  ],
  ['a value', Prisma.sql`DELETE FROM value WHERE claim_id % 2 = 0`],
  ['evidence', Prisma.sql`UPDATE evidence SET deleted_at = now(), version = version + 1 WHERE id % 5 = 0`],
  [
    'new evidence',
    Prisma.sql`INSERT INTO evidence (claim_id, source_id, stance) SELECT 3, id, 'mentions' FROM source ON CONFLICT DO NOTHING`,
  ],
  [
    'a source',
    Prisma.sql`UPDATE source SET kind = 'blog', publisher_id = 2, version = version + 1 WHERE id % 3 = 0`,
  ],
  [
    'a deleted source',
    Prisma.sql`UPDATE source SET deleted_at = now(), version = version + 1 WHERE id % 4 = 0`,
  ],
  ['a reliance', Prisma.sql`UPDATE reliance SET deleted_at = now(), version = version + 1`],
  ['a publisher', Prisma.sql`UPDATE publisher SET parent_id = 2, version = version + 1 WHERE id > 2`],
  [
    'quotes',
    Prisma.sql`WITH page AS (
        INSERT INTO snapshot (source_id, how, requested_url, fetched_at, outcome, detail)
        VALUES (1, 'fetch', 'https://example.org', now(), 'dead', '') RETURNING id
      )
      INSERT INTO quote_match (evidence_id, snapshot_id, latest, outcome) SELECT e.id, page.id, true, 'missing' FROM page, evidence e`,
  ],
  ['quotes that are gone', Prisma.sql`DELETE FROM quote_match WHERE evidence_id % 2 = 0`],
])('after a change of %s memory holds what it would if it were read anew', async (_, sql) => {
  await transaction(systemActor, 'a test', async (tx) => {
    expect(await tx.$executeRaw(sql)).toBeGreaterThan(0);
  });
  const ledger = await currentColumns('to the end');
  const anew = new ClaimColumns();
  await inSnapshot((read) => readAllClaims(read, anew));
  expect(ledger && rowsOf(ledger.columns)).toEqual(rowsOf(anew));
  expect(ledger?.columns.claims).toBe(anew.claims);
});

test.each([
  ['a status', Prisma.sql`UPDATE claim SET status = 'true', version = version + 1`, ['claim']],
  [
    'a rationale',
    Prisma.sql`UPDATE claim SET rationale = 'Because of zebras', version = version + 1`,
    ['claim', 'claim_search'],
  ],
  [
    'the case of a statement',
    Prisma.sql`UPDATE claim SET statement = upper(statement), version = version + 1 WHERE id = 4`,
    ['claim', 'claim.statement'],
  ],
  [
    'a deleted claim',
    Prisma.sql`UPDATE claim SET deleted_at = now(), version = version + 1 WHERE id = 4`,
    ['claim', 'claim.statement'],
  ],
  ['the kind of a source', Prisma.sql`UPDATE source SET kind = 'law_firm', version = version + 1`, ['']],
])('a change of %s is told of where something rests on it', async (_, sql, told) => {
  const before = await query<{ id: string }>(
    Prisma.sql`SELECT coalesce(max(id), 0)::text AS id FROM claim_change`,
  );
  await transaction(systemActor, 'a test', (tx) => tx.$executeRaw(sql));
  const rows = await query<{ table: string }>(
    Prisma.sql`SELECT DISTINCT told_by AS table FROM claim_change WHERE id > ${before[0]?.id}::bigint`,
  );
  expect(rows.map(({ table }) => table).sort()).toEqual(told);
});
