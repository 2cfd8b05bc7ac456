import { beforeAll, describe, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, type Tx, transaction } from '#lib/core/db.ts';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { seedStarterData } from '#prisma/seed.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase();

const change = (sql: string) => transaction(systemActor, 'set up', (tx) => tx.$executeRawUnsafe(sql));

/** Claims whose derived columns are not what one claim alone, worked out step by step, comes to. */
function astray(): Promise<{ id: number }[]> {
  return query(Prisma.sql`
    WITH bearing AS (
      SELECT x.claim_id, count(*) FILTER (WHERE x.stance = 'supports') AS supports, count(*) FILTER (WHERE x.stance = 'refutes') AS refutes,
        count(*) FILTER (WHERE x.stance = 'mentions') AS mentions, count(*) AS sources,
        string_agg(concat_ws(E'\n', s.title, p.name), E'\n' ORDER BY x.id) AS titles,
        string_agg(concat_ws(E'\n', nullif(x.quote, ''), nullif(x.note, '')), E'\n' ORDER BY x.id) AS quotes
      FROM evidence x JOIN source s ON s.id = x.source_id LEFT JOIN publisher p ON p.id = s.publisher_id
      WHERE x.deleted_at IS NULL AND s.deleted_at IS NULL GROUP BY x.claim_id
    ), expected AS (
      SELECT c.id, coalesce(e.supports, 0)::int AS supports, coalesce(e.refutes, 0)::int AS refutes,
        coalesce(e.mentions, 0)::int AS mentions, coalesce(e.sources, 0)::int AS sources,
        (SELECT count(DISTINCT g.origin)::int FROM claim_origins(c.id) g WHERE g.stance <> 'mentions') AS origins,
        coalesce(e.supports > 0 AND e.refutes > 0, false) AS conflicting,
        concat_ws(E'\n', c.statement, nullif(c.original_wording, ''), a.name, nullif(c.rationale, ''), e.titles, e.quotes) AS document,
        search_document(c.statement || E'\n' || c.original_wording, 'A') || search_document(coalesce(a.name, ''), 'B')
          || search_document(c.rationale, 'C') || search_document(coalesce(e.titles, ''), 'C')
          || search_document(coalesce(e.quotes, ''), 'D') AS vector
      FROM claim c LEFT JOIN claimant a ON a.id = c.claimant_id LEFT JOIN bearing e ON e.claim_id = c.id
    )
    SELECT c.id FROM claim c JOIN expected x ON x.id = c.id LEFT JOIN claim_search s ON s.claim_id = c.id
    WHERE (c.supports, c.refutes, c.mentions, c.source_count, c.independent_origins, c.conflicting, s.plain, s.vector, s.statement_folded, s.wording_folded)
      IS DISTINCT FROM (x.supports, x.refutes, x.mentions, x.sources, x.origins, x.conflicting, plain_text(x.document), x.vector,
        fold_text(c.statement), fold_text(c.original_wording))`);
}

/** Origins that only one of the two ways to follow lineage finds: all claims at once, or each on its own. */
function disagreements(): Promise<unknown[]> {
  return query(Prisma.sql`
    WITH whole AS (SELECT g.* FROM claims_origins((SELECT array_agg(id) FROM claim)) g),
      single AS (SELECT c.id AS claim_id, g.* FROM claim c CROSS JOIN LATERAL claim_origins(c.id) g)
    (SELECT 'whole' AS side, d.* FROM (TABLE whole EXCEPT ALL TABLE single) d)
    UNION ALL (SELECT 'single', d.* FROM (TABLE single EXCEPT ALL TABLE whole) d)`);
}

/**
 * A ledger made from a seed: networks three deep, sources without a publisher, reliance on documents and on names, round in circles
 * too, which no form would let through.
 */
async function scatter(tx: Tx): Promise<void> {
  const statements = [
    `SELECT setseed(0.702)`,
    `CREATE FUNCTION pg_temp.upto(n int) RETURNS int LANGUAGE sql VOLATILE AS $$ SELECT 1 + floor(random() * n)::int $$`,
    `CREATE FUNCTION pg_temp.scrap(letters int) RETURNS text LANGUAGE sql VOLATILE AS $$
      SELECT coalesce(string_agg(substr(E'абщжЧцюякьЁё''ʼkKhyjwiIie ie Éé_-., \\n№7Σςﬁß', pg_temp.upto(42), 1), ''), '') FROM generate_series(1, letters) $$`,
    `INSERT INTO programme (slug, name) VALUES ('p', 'P')`,
    `INSERT INTO topic (programme_id, slug, name) SELECT id, 't', 'T' FROM programme`,
    `INSERT INTO claimant (name) SELECT 'Claimant ' || i FROM generate_series(1, 5) i`,
    `INSERT INTO publisher (name) SELECT 'Outlet ' || i FROM generate_series(1, 12) i`,
    `UPDATE publisher SET parent_id = id / 3, version = version + 1 WHERE id % 3 = 0 AND id / 3 <> id`,
    `INSERT INTO source (title, kind, publisher_id)
      SELECT pg_temp.scrap(20) || i, 'blog', CASE WHEN i % 4 > 0 THEN pg_temp.upto(12) END FROM generate_series(1, 60) i`,
    `INSERT INTO reliance (source_id, origin_source_id, origin_name)
      SELECT x.id, CASE WHEN x.named THEN NULL ELSE x.origin END, CASE WHEN x.named THEN 'outlet ' || x.outlet END
      FROM (SELECT pg_temp.upto(60) AS id, pg_temp.upto(60) AS origin, pg_temp.upto(14) AS outlet, random() < 0.4 AS named
        FROM generate_series(1, 45)) x WHERE x.id <> x.origin ON CONFLICT DO NOTHING`,
    `INSERT INTO claim (programme_id, topic_id, statement, original_wording, rationale, claimant_id)
      SELECT 1, 1, 'S' || pg_temp.scrap(30), CASE WHEN i % 2 = 0 THEN pg_temp.scrap(20) ELSE '' END,
        CASE WHEN i % 3 = 0 THEN pg_temp.scrap(20) ELSE '' END, CASE WHEN i % 4 > 0 THEN pg_temp.upto(5) END
      FROM generate_series(1, 80) i`,
    `INSERT INTO evidence (claim_id, source_id, stance, quote, note)
      SELECT pg_temp.upto(70), pg_temp.upto(60), (enum_range(NULL::stance))[pg_temp.upto(3)], pg_temp.scrap(i % 9), pg_temp.scrap(i % 7)
      FROM generate_series(1, 300) i ON CONFLICT DO NOTHING`,
  ];
  for (const statement of statements) await tx.$executeRawUnsafe(statement);
}

describe('claims refreshed together come to the same as each alone', () => {
  beforeAll(async () => {
    await transaction(systemActor, 'set up', scatter);
  });

  test('after everything was added', async () => {
    const [row] = await query<{ claims: number; traced: number }>(Prisma.sql`
      SELECT count(*)::int AS claims, count(*) FILTER (WHERE independent_origins <> source_count - mentions)::int AS traced FROM claim`);
    expect(row?.claims).toBe(80);
    expect(row?.traced).toBeGreaterThan(10);
    expect(await astray()).toEqual([]);
    expect(await disagreements()).toEqual([]);
  });

  test.each([
    ['a claim', `UPDATE claim SET statement = statement || ' щека', version = version + 1 WHERE id % 5 = 0`],
    ['a claimant', `UPDATE claimant SET name = 'Юрий ' || id WHERE id < 3`],
    ['evidence', `UPDATE evidence SET deleted_at = now(), version = version + 1 WHERE id % 7 = 0`],
    [
      'a source',
      `UPDATE source SET title = 'Retitled', publisher_id = 5, version = version + 1 WHERE id % 11 = 0`,
    ],
    ['a source taken away', `UPDATE source SET deleted_at = now(), version = version + 1 WHERE id % 13 = 0`],
    ['reliance', `UPDATE reliance SET deleted_at = now(), version = version + 1 WHERE id % 4 = 0`],
    [
      'a publisher',
      `UPDATE publisher SET name = 'Network', parent_id = NULL, version = version + 1 WHERE id = 3`,
    ],
  ])('after a change of %s', async (_, sql) => {
    expect(await change(sql)).toBeGreaterThan(0);
    expect(await astray()).toEqual([]);
    expect(await disagreements()).toEqual([]);
  });

  test('and of the starter data', async () => {
    await seedStarterData(requireDatabaseUrl());
    const [row] = await query<{ n: number }>(
      Prisma.sql`SELECT count(*)::int AS n FROM claim WHERE import_key LIKE 'starter/%'`,
    );
    expect(row?.n).toBe(59);
    expect(await astray()).toEqual([]);
    expect(await disagreements()).toEqual([]);
  });
});

test('what changes no text writes no text', async () => {
  const written = () => query(Prisma.sql`SELECT claim_id, ctid::text FROM claim_search ORDER BY claim_id`);
  const before = await written();
  expect(await change(`UPDATE claim SET status = 'mixed', tag_ids = '{1}', version = version + 1`)).toBe(
    before.length,
  );
  expect(
    await change(`UPDATE evidence SET stance = 'refutes', version = version + 1 WHERE deleted_at IS NULL`),
  ).toBeGreaterThan(0);
  expect(await written()).toEqual(before);
  expect(await astray()).toEqual([]);
});

test('a new claim brings no counts of its own', async () => {
  await change(`INSERT INTO claim (programme_id, topic_id, statement, supports, refutes, mentions, source_count, independent_origins, conflicting)
    VALUES (1, 1, 'Forged', 1, 1, 1, 3, 2, true)`);
  const [row] = await query(
    Prisma.sql`SELECT supports, refutes, mentions, source_count, independent_origins, conflicting FROM claim WHERE statement = 'Forged'`,
  );
  expect(row).toEqual({
    supports: 0,
    refutes: 0,
    mentions: 0,
    source_count: 0,
    independent_origins: 0,
    conflicting: false,
  });
  expect(await astray()).toEqual([]);
});

test('text in ASCII alone folds as it does beside Cyrillic', async () => {
  const rows = await query(Prisma.sql`
    SELECT x FROM (SELECT string_agg(substr('kKhyYjJwWiIeE _-.,''"7' || E'\n\t', 1 + floor(random() * 24)::int, 1), '') AS x
      FROM generate_series(1, 2000) g, generate_series(1, 14) GROUP BY g) t
    WHERE btrim(fold_text(x) || ' zh') <> fold_text(x || E'\nж')`);
  expect(rows).toEqual([]);
});
