import fc from 'fast-check';
import { beforeAll, describe, expect, test } from 'vitest';
import { currentColumns, loadColumns } from '#lib/claims/column-queries.ts';
import { CLAIM_SORTS } from '#lib/claims/columns.ts';
import { claimCounter } from '#lib/claims/count-queries.ts';
import { claimFacets, claimTiles, facetsFromRows, tilesFromRows } from '#lib/claims/facet-queries.ts';
import {
  CLAIM_ROW,
  countClaims,
  countRows,
  listClaims,
  readSorted,
  scopeClaimFilter,
} from '#lib/claims/queries.ts';
import { CLAIM_STATUSES, PRIORITIES } from '#lib/claims/vocabulary.ts';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { pruneChanges } from '#lib/core/follower.ts';
import { QUOTE_OUTCOMES } from '#lib/quotes/vocabulary.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import { listTopics, topicsFromRows } from '#lib/topics/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { gate } from '../support/gate.ts';

ownDatabase('starter');

const change = (sql: Prisma.Sql) => transaction(systemActor, 'a test', (tx) => tx.$executeRaw(sql));

beforeAll(async () => {
  await change(Prisma.sql`INSERT INTO user_account (email, name, role, password_hash)
    SELECT 'p' || i || '@example.org', 'Person ' || (i / 2), 'researcher', 'none' FROM generate_series(1, 4) AS i`);
  await change(Prisma.sql`UPDATE claim SET assignee_id = 1 + id % 4, version = version + 1 WHERE id % 3 = 0`);
  await change(Prisma.sql`UPDATE claim SET claimant_id = NULL, version = version + 1 WHERE id % 7 = 0`);
  await change(Prisma.sql`UPDATE claim SET deleted_at = now(), version = version + 1 WHERE id % 10 = 0`);
  await change(Prisma.sql`UPDATE claim SET claimed_lower = NULL, version = version + 1 WHERE id % 11 = 0`);
  await change(
    Prisma.sql`UPDATE claim SET tag_ids = ARRAY(SELECT id FROM tag ORDER BY id LIMIT 1 + claim.id % 3), version = version + 1 WHERE id % 2 = 0`,
  );
  await change(
    Prisma.sql`UPDATE claim SET created_at = now() - interval '30 days', priority = 'high', version = version + 1 WHERE id % 4 = 0`,
  );
  // As the start does after the first load: without statistics the SQL that memory is held against takes seconds.
  await query(Prisma.sql`ANALYZE`);
  await loadColumns();
  expect(await currentColumns('shortly')).not.toBeNull();
});

async function scopedAt(address: string) {
  const { problems: _, ...scoped } = await scopeClaimFilter(systemActor, new URLSearchParams(address));
  return scoped;
}

async function countWhere(condition: Prisma.Sql): Promise<number> {
  const [row] = await query<{ n: number }>(
    Prisma.sql`SELECT count(*)::int AS n FROM claim WHERE deleted_at IS NULL AND ${condition}`,
  );
  return row?.n ?? 0;
}

/** Everything that memory answers is what SQL answers. */
async function expectAgreement(address: string): Promise<void> {
  const scoped = await scopedAt(address);
  const { filter, scope } = scoped;
  expect([address, await claimFacets(systemActor, scoped)]).toEqual([
    address,
    await facetsFromRows(systemActor, scoped),
  ]);
  expect([address, await countClaims(systemActor, scoped)]).toEqual([
    address,
    await countRows(filter, scope),
  ]);
  const page = await listClaims(systemActor, scoped);
  const read = await readSorted(filter, scope, CLAIM_ROW);
  const cut =
    filter.place?.direction === 'previous'
      ? read.slice(0, page.rows.length).reverse()
      : read.slice(0, filter.per);
  expect([address, page.rows.map((row) => row.id)]).toEqual([address, cut.map((row) => row.id)]);
}

/** Goes through all pages in an order and against it, forward and back. */
async function walk(column: string): Promise<void> {
  for (const sort of [column, `-${column}`]) {
    for (const direction of ['next', 'previous'] as const) {
      const first = await listClaims(systemActor, await scopedAt(`sort=${sort}&per=25`));
      let after = direction === 'next' ? first.links.next : first.links.last;
      while (after !== null) {
        const address = `sort=${sort}&per=25&after=${after}`;
        await expectAgreement(address);
        after = (await listClaims(systemActor, await scopedAt(address))).links[direction];
      }
    }
  }
}

const some = <T extends string>(words: readonly T[]) =>
  fc.option(
    fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((items) => items.join(',')),
    { nil: undefined },
  );
const one = <T extends string>(...words: T[]) => fc.option(fc.constantFrom(...words), { nil: undefined });

async function addresses() {
  const names = async (sql: Prisma.Sql) => (await query<{ name: string }>(sql)).map((row) => row.name);
  const topics = await names(Prisma.sql`SELECT slug AS name FROM topic`);
  const facts = await names(Prisma.sql`SELECT slug AS name FROM fact`);
  const tags = await names(Prisma.sql`SELECT slug AS name FROM tag`);
  const claimants = await names(Prisma.sql`SELECT id::text AS name FROM claimant`);
  const publishers = await names(Prisma.sql`SELECT id::text AS name FROM publisher`);
  const sorts = Object.keys(CLAIM_SORTS).filter((sort) => sort !== 'relevance');
  return (
    fc
      .record({
        q: one(
          'visa',
          'visas',
          'vi',
          'village',
          'vilage',
          'visa decree',
          'the decree 52',
          'деревня',
          'nothing-of-that-kind',
        ),
        status: some(CLAIM_STATUSES),
        topic: some(topics),
        claimant: some([...claimants, 'none']),
        publisher: some(publishers),
        kind: some(SOURCE_KINDS),
        fact: some(facts),
        tag: some(tags),
        language: some(['en', 'ru', 'de']),
        assignee: some(['1', '2', '3', 'none', 'me']),
        priority: some(PRIORITIES),
        from: one('2024', '2024-08-20', '2023/2024'),
        to: one('2024', '2024-09', '2025'),
        sources: some(['none', 'one', 'many']),
        origins: one('one'),
        evidence: one('conflicting'),
        stale: one('yes'),
        quote: some(QUOTE_OUTCOMES),
        changed: one('week'),
        deleted: one('only'),
        sort: fc.constantFrom(...sorts.flatMap((sort) => [sort, `-${sort}`])),
      })
      // Mostly few filters, so that something is found.
      .chain((filter) =>
        fc.subarray(Object.keys(filter) as (keyof typeof filter)[], { maxLength: 4 }).map((keys) => {
          const search = new URLSearchParams();
          for (const key of keys) if (filter[key] !== undefined) search.set(key, filter[key]);
          search.set('per', '25');
          return search.toString();
        }),
      )
  );
}

describe('what memory counts, finds and sorts is what SQL does', () => {
  test('for any filter and order', async () => {
    await fc.assert(fc.asyncProperty(await addresses(), expectAgreement), { numRuns: 150 });
  });

  test('page by page in every order, forward and back', async () => {
    for (const column of Object.keys(CLAIM_SORTS)) await walk(column);
  });
});

const ASKED = ['', 'status=false&sort=statement', 'assignee=none', 'q=visa', 'q=%22visa%22&sort=statement'];

describe('a change is counted at once', () => {
  const agree = async () => {
    for (const address of ASKED) await expectAgreement(address);
    expect(await claimTiles(systemActor, 1)).toEqual(await tilesFromRows(systemActor, 1));
    expect(await listTopics(systemActor, 1)).toEqual(await topicsFromRows(systemActor, 1));
  };

  test.each([
    [
      'of a claim',
      Prisma.sql`UPDATE claim SET status = 'mixed', language = 'fr', version = version + 1 WHERE id = 3`,
    ],
    [
      'of a text',
      Prisma.sql`UPDATE claim SET statement = 'A visa for residence, number ' || id, version = version + 1 WHERE id % 4 = 1`,
    ],
    ['of a value', Prisma.sql`DELETE FROM value WHERE claim_id = (SELECT min(claim_id) FROM value)`],
    [
      'of evidence',
      Prisma.sql`UPDATE evidence SET deleted_at = now(), version = version + 1 WHERE id % 5 = 0`,
    ],
    [
      'of a source',
      Prisma.sql`UPDATE source SET kind = 'blog', publisher_id = 2, version = version + 1 WHERE id % 3 = 0`,
    ],
    ['of a name', Prisma.sql`UPDATE claimant SET name = 'Aaa ' || name WHERE id = 1`],
    [
      'of a title',
      Prisma.sql`UPDATE source SET title = 'A visa for residence', version = version + 1 WHERE id % 2 = 0`,
    ],
    [
      'of a new claim',
      Prisma.sql`INSERT INTO claim (programme_id, topic_id, statement, status, priority, language, created_by_id)
        SELECT programme_id, topic_id, 'A visa for residence, ' || statement, status, priority, 'xx', created_by_id FROM claim WHERE id < 4`,
    ],
    [
      'of many claims',
      Prisma.sql`UPDATE claim SET priority = 'urgent', tag_ids = '{1,2,3,4,5}', version = version + 1`,
    ],
    ['back', Prisma.sql`UPDATE claim SET deleted_at = NULL, tag_ids = '{2}', version = version + 1`],
  ])('%s', async (_, sql) => {
    await change(sql);
    await agree();
  });

  test('and found in the order of statements, where it stands now', async () => {
    await loadColumns();
    // Some alike, and most alike for longer than what the index holds.
    await change(
      Prisma.sql`UPDATE claim SET statement = repeat('Many begin alike, ', 5) || id / 12, version = version + 1 WHERE id % 6 = 1`,
    );
    await change(Prisma.sql`UPDATE claim SET deleted_at = now(), version = version + 1 WHERE id % 6 = 2`);
    const { filter, scope } = await scopedAt('sort=statement');
    const counter = await claimCounter(filter, scope);
    const near = await counter?.around({ descending: false, backwards: false }, null, 1);
    // Of those that kept their text the first one only.
    expect(near).toHaveLength((await countWhere(Prisma.sql`id % 6 = 1`)) + 1);
    await walk('statement');
    await change(Prisma.sql`UPDATE claim SET deleted_at = NULL, version = version + 1 WHERE id % 6 = 2`);
    await walk('statement');
  });

  test('also when its transaction was open while another one was read', async () => {
    const [held, finish] = gate();
    const [wrote, written] = gate();
    const slow = transaction(systemActor, 'a slow one', async (tx) => {
      await tx.$executeRaw`UPDATE claim SET status = 'disputed', version = version + 1 WHERE id = 5`;
      written();
      await held;
    });
    await wrote;
    await change(Prisma.sql`UPDATE claim SET status = 'outdated', version = version + 1 WHERE id = 6`);
    await agree();
    await agree();
    finish();
    await slow;
    await agree();
  });

  test('by a reader that was left behind by the pruning of old changes', async () => {
    await currentColumns('shortly');
    await change(Prisma.sql`UPDATE claim SET status = 'false', version = version + 1 WHERE id = 8`);
    await query(Prisma.sql`UPDATE claim_change SET at = now() - interval '2 hours'`);
    await pruneChanges();
    expect(await query(Prisma.sql`SELECT FROM claim_change`)).toEqual([]);
    // The first look finds that it has to read everything anew; SQL answers lists meanwhile, and facets wait.
    await agree();
    await loadColumns();
    await agree();
  });
});

test('counts are the truth while eight write, and then what is found and sorted', async () => {
  const ids = (
    await query<{ id: number }>(Prisma.sql`SELECT id FROM claim WHERE deleted_at IS NULL ORDER BY id`)
  ).map((row) => row.id);
  let writing = true;
  const writers = Array.from({ length: 8 }, async (_, writer) => {
    for (let turn = 0; turn < 12; turn++) {
      const id = ids[(writer * 7 + turn) % ids.length] ?? 0;
      const status = CLAIM_STATUSES[(writer + turn) % CLAIM_STATUSES.length] ?? 'true';
      const word = turn % 2 === 0 ? 'visa' : 'zebra';
      await change(
        writer % 2 === 0
          ? Prisma.sql`UPDATE claim SET status = ${status}::claim_status, version = version + 1 WHERE id = ${id}`
          : Prisma.sql`UPDATE claim SET statement = ${`${status} ${word}`} || id, original_wording = ${word}, version = version + 1 WHERE id = ${id}`,
      ).catch(() => undefined);
    }
  });
  const done = Promise.all(writers).then(() => {
    writing = false;
  });
  const scoped = await scopedAt('');
  let looks = 0;
  while (writing) {
    // Statuses change, claims do not come or go: in any one snapshot the counts add up to all.
    const { status } = await claimFacets(systemActor, scoped);
    expect(status.reduce((sum, option) => sum + option.count, 0)).toBe(ids.length);
    await listClaims(systemActor, await scopedAt('q=visa&sort=statement'));
    looks++;
  }
  await done;
  expect(looks).toBeGreaterThan(0);
  expect(await claimFacets(systemActor, scoped)).toEqual(await facetsFromRows(systemActor, scoped));
  for (const address of ['q=visa&sort=statement', 'q=zebra', 'sort=-statement&per=25'])
    await expectAgreement(address);
});
