import fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { currentColumns, loadColumns } from '#lib/claims/column-queries.ts';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { publisherList } from '#lib/publishers/filter.ts';
import { listPublishers, pageFromRows as publishersFromRows } from '#lib/publishers/queries.ts';
import { LINK_STATES } from '#lib/snapshots/vocabulary.ts';
import { currentSources, loadSources } from '#lib/sources/column-queries.ts';
import { SOURCE_SORTS } from '#lib/sources/columns.ts';
import { facetsFromRows, sourceFacets } from '#lib/sources/facet-queries.ts';
import { USES } from '#lib/sources/filter.ts';
import { listSources, pageFromRows, readSourceFilter } from '#lib/sources/queries.ts';
import { RELIABILITIES, SOURCE_KINDS } from '#lib/sources/vocabulary.ts';
import { ownDatabase } from '../support/database.ts';
import { gate } from '../support/gate.ts';

ownDatabase('starter');

const change = (sql: Prisma.Sql) => transaction(systemActor, 'a test', (tx) => tx.$executeRaw(sql));
const SORTS = Object.keys(SOURCE_SORTS).flatMap((sort) => [sort, `-${sort}`]);

beforeAll(async () => {
  await change(Prisma.sql`INSERT INTO publisher (name, reliability)
    SELECT CASE i % 2 WHEN 0 THEN 'Same ' ELSE 'same ' END || i, (ARRAY['A', 'B', 'F'])[1 + i % 3]::reliability FROM generate_series(1, 8) i`);
  await change(Prisma.sql`INSERT INTO source (title, kind, language, publisher_id, published_on, published_lower, published_upper)
    SELECT repeat('Many begin alike, ', i % 6) || i / 3, 'blog', (ARRAY['ru', 'en-GB', 'en', NULL])[1 + i % 4],
      CASE WHEN i % 5 > 0 THEN (SELECT max(id) FROM publisher) - i % 9 END, CASE WHEN i % 3 > 0 THEN '2024' END,
      CASE WHEN i % 3 > 1 THEN '2024-01-01'::date + i END, CASE WHEN i % 3 > 0 AND i % 4 > 0 THEN '2024-03-01'::date + i END
    FROM generate_series(1, 120) i`);
  await change(Prisma.sql`INSERT INTO source_health (source_id, state, checked_at)
    SELECT id, (ARRAY['dead', 'ok', 'changed'])[1 + id % 3]::link_state, now() FROM source WHERE id % 4 = 0`);
  await change(Prisma.sql`INSERT INTO reliance (source_id, origin_source_id, kind)
    SELECT s.id, s.id - 1 - s.id % 3, 'cites' FROM source s WHERE s.id % 5 = 0 ON CONFLICT DO NOTHING`);
  await change(Prisma.sql`INSERT INTO evidence (claim_id, source_id, stance)
    SELECT c.id, s.id, 'mentions' FROM claim c JOIN source s ON s.id % 40 = c.id % 40 ON CONFLICT DO NOTHING`);
  await change(Prisma.sql`UPDATE source SET deleted_at = now(), version = version + 1 WHERE id % 10 = 5`);
  await query(Prisma.sql`ANALYZE`);
  await Promise.all([loadSources(), loadColumns()]);
  expect(await currentSources('shortly')).not.toBeNull();
  expect(await currentColumns('shortly')).not.toBeNull();
});

/** Everything that memory answers is what SQL answers. */
async function expectAgreement(address: string): Promise<void> {
  const { filter, problems } = await readSourceFilter(systemActor, new URLSearchParams(address));
  expect(problems).toEqual([]);
  expect([address, await listSources(systemActor, filter)]).toEqual([address, await pageFromRows(filter)]);
  expect([address, await sourceFacets(systemActor, filter)]).toEqual([
    address,
    await facetsFromRows(systemActor, filter),
  ]);
}

const some = (...words: readonly string[]) =>
  fc.uniqueArray(fc.constantFrom(...words), { minLength: 1, maxLength: 3 }).map((items) => items.join(','));

test('what memory counts, finds and sorts is what SQL does, for any filter and order', async () => {
  const publishers = await query<{ id: string }>(Prisma.sql`SELECT id::text FROM publisher`);
  const filters = fc.record({
    q: fc.constantFrom('alike', 'visa', 'same', 'nothing-of-that-kind'),
    kind: some(...SOURCE_KINDS),
    publisher: some('none', ...publishers.map(({ id }) => id)),
    language: some('none', 'en', 'en-GB', 'ru', 'fr'),
    reliability: some('none', ...RELIABILITIES),
    from: fc.constantFrom('2024', '2024-02-20', '2025', '../2024'),
    to: fc.constantFrom('2024', '2024-02', '2023', '2024/..'),
    used: some(...USES),
    link: some('none', ...LINK_STATES),
    deleted: fc.constant('only'),
    sort: fc.constantFrom(...SORTS.filter((sort) => !sort.endsWith('relevance'))),
  });
  const addresses = filters.chain((filter) =>
    fc
      .subarray(Object.keys(filter) as (keyof typeof filter)[], { maxLength: 4 })
      .map((keys) =>
        new URLSearchParams([['per', '25'], ...keys.map((key) => [key, filter[key]])]).toString(),
      ),
  );
  await fc.assert(fc.asyncProperty(addresses, expectAgreement), { numRuns: 100 });
});

test.each(SORTS)('page by page by %s, forward and back', async (sort) => {
  const list = `sort=${sort}&per=25${sort.endsWith('relevance') ? '&q=alike' : ''}`;
  for (const direction of ['next', 'previous'] as const) {
    const read = async (after: string) => {
      const { filter } = await readSourceFilter(systemActor, new URLSearchParams(`${list}&after=${after}`));
      const page = await listSources(systemActor, filter);
      expect([after, page]).toEqual([after, await pageFromRows(filter)]);
      return page.links;
    };
    const { links } = await listSources(
      systemActor,
      (await readSourceFilter(systemActor, new URLSearchParams(list))).filter,
    );
    let after = direction === 'next' ? links.next : links.last;
    while (after !== null) after = (await read(after))[direction];
  }
});

const agree = async () => {
  for (const sort of ['-claims', 'sources', 'name']) {
    const { filter } = publisherList.parse({ sort });
    expect(await listPublishers(systemActor, filter)).toEqual(await publishersFromRows(systemActor, filter));
  }
  for (const address of [
    '',
    'used=one&sort=-claims',
    'sort=-relied',
    'sort=relies',
    'sort=title',
    'q=alike&language=en',
    'reliability=A&sort=publisher',
  ])
    await expectAgreement(address);
};

test.each([
  [
    'a source',
    Prisma.sql`UPDATE source SET kind = 'ngo', language = 'fr', title = 'A' || id, version = version + 1 WHERE id % 7 = 0`,
  ],
  [
    'a new source',
    Prisma.sql`INSERT INTO source (title, kind) SELECT 'New ' || i, 'ngo' FROM generate_series(1, 3) i`,
  ],
  [
    'a deleted source',
    Prisma.sql`UPDATE source SET deleted_at = now(), version = version + 1 WHERE id % 4 = 1`,
  ],
  ['a restored source', Prisma.sql`UPDATE source SET deleted_at = NULL, version = version + 1`],
  [
    'a deleted claim',
    Prisma.sql`UPDATE claim SET deleted_at = now(), version = version + 1 WHERE id % 3 = 0`,
  ],
  [
    'a restored claim',
    Prisma.sql`UPDATE claim SET deleted_at = NULL, version = version + 1 WHERE id % 2 = 0`,
  ],
  ['evidence', Prisma.sql`UPDATE evidence SET deleted_at = now(), version = version + 1 WHERE id % 3 = 0`],
  [
    'evidence of another source',
    Prisma.sql`UPDATE evidence e SET source_id = (SELECT max(id) FROM source), version = version + 1
      WHERE e.id IN (SELECT max(id) FROM evidence WHERE deleted_at IS NULL)`,
  ],
  [
    'a publisher',
    Prisma.sql`UPDATE publisher SET name = 'Zzz ' || name, reliability = 'A', version = version + 1 WHERE id % 2 = 0`,
  ],
  [
    'merged publishers',
    Prisma.sql`UPDATE source SET publisher_id = (SELECT max(id) FROM publisher), version = version + 1 WHERE id % 2 = 0`,
  ],
  ['a link', Prisma.sql`UPDATE source_health SET state = 'failing' WHERE source_id % 8 = 0`],
  ['a link that is forgotten', Prisma.sql`DELETE FROM source_health WHERE source_id % 3 = 0`],
  ['a reliance', Prisma.sql`UPDATE reliance SET deleted_at = now(), version = version + 1 WHERE id % 2 = 0`],
])('%s is counted at once', async (_, sql) => {
  await change(sql);
  await agree();
});

test('a claim deleted while another transaction rests it on a source is not counted', async () => {
  const [held, finish] = gate();
  const [wrote, written] = gate();
  const [claim] = await query<{ id: number }>(
    Prisma.sql`SELECT min(id) AS id FROM claim WHERE deleted_at IS NULL`,
  );
  const id = claim?.id ?? 0;
  await change(Prisma.sql`INSERT INTO source (title, kind) VALUES ('Late', 'ngo')`);
  const resting = transaction(systemActor, 'a slow one', async (tx) => {
    await tx.$executeRaw`INSERT INTO evidence (claim_id, source_id, stance) SELECT ${id}, max(id), 'mentions' FROM source`;
    written();
    await held;
  });
  await wrote;
  const deleting = change(
    Prisma.sql`UPDATE claim SET deleted_at = now(), version = version + 1 WHERE id = ${id}`,
  );
  await agree();
  finish();
  // The claim is deleted as soon as the evidence is there, so nobody knows what a look between the two would find.
  await Promise.all([resting, deleting]);
  await agree();
});

test('what too many match comes by its last change, page by page', async () => {
  await change(
    Prisma.sql`INSERT INTO source (title, kind) SELECT 'Zyzzyva ' || i, 'blog' FROM generate_series(1, 1001) i`,
  );
  const read = async (address: string) =>
    listSources(systemActor, (await readSourceFilter(systemActor, new URLSearchParams(address))).filter);
  const ids = async (list: string) => {
    const first = await read(list);
    const second = await read(`${list}&after=${first.links.next}`);
    return [...first.rows, ...second.rows].map(({ id }) => id);
  };
  expect(await read('q=zyzzyva')).toMatchObject({ ranked: false, total: 1_001 });
  expect(await ids('q=zyzzyva&per=25')).toEqual(await ids('q=zyzzyva&sort=-updated&per=25'));
  expect(await read('q=zyzzyva&kind=official')).toMatchObject({ ranked: true, total: 0 });
});
