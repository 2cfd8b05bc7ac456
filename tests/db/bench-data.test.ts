import { beforeAll, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { requireDatabaseUrl } from '#lib/core/env.ts';
import { loadDataSet } from '../../scripts/bench/load.ts';
import { sourcesFor } from '../../scripts/bench/rows.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase();

const CLAIMS = 400;
beforeAll(() => loadDataSet(requireDatabaseUrl(), CLAIMS));

const one = async <T extends Record<string, unknown>>(sql: Prisma.Sql) => (await query<T>(sql))[0];

test('it holds as many claims and sources as were asked for, a seventh of them in Russian', async () => {
  const counted = await one<{
    claims: number;
    sources: number;
    evidence: number;
    russian: number;
  }>(Prisma.sql`
    SELECT count(*)::int AS claims, (SELECT count(*)::int FROM source) AS sources, sum(source_count)::int AS evidence,
      count(*) FILTER (WHERE language = 'ru' AND statement ~ '[а-я]')::int AS russian FROM claim`);
  expect(counted).toMatchObject({ claims: CLAIMS, sources: sourcesFor(CLAIMS) });
  expect(counted?.evidence).toBeGreaterThan(CLAIMS * 1.9);
  expect(counted?.russian).toBeGreaterThan(CLAIMS * 0.1);
});

test('derived columns are what the product works out, claim by claim', async () => {
  const rows = Prisma.sql`SELECT to_jsonb(c) AS row, to_jsonb(x) AS texts FROM claim c LEFT JOIN claim_search x ON x.claim_id = c.id ORDER BY id`;
  const before = await query(rows);
  await transaction(systemActor, 'check', async (tx) => {
    await tx.$executeRaw`SELECT refresh_claims(ARRAY[id]) FROM claim`;
  });
  expect(await query(rows)).toEqual(before);
  const astray = await query(Prisma.sql`
    SELECT c.id FROM claim c CROSS JOIN LATERAL (
      SELECT count(DISTINCT g.origin) FILTER (WHERE g.stance <> 'mentions') AS origins, count(*) AS sources FROM claim_origins(c.id) g) o
    WHERE (c.independent_origins, c.source_count) IS DISTINCT FROM (o.origins, o.sources)`);
  expect(astray).toEqual([]);
});

test('every row has its history, and the last event of each is the row', async () => {
  const missing = await query(Prisma.sql`
    WITH last AS (SELECT DISTINCT ON (entity, entity_id) * FROM event ORDER BY entity, entity_id, id DESC),
      hidden AS (SELECT string_to_array(rtrim(encode(tgargs, 'escape'), '\\000'), '\\000') AS names FROM pg_trigger WHERE tgname = 'claim_event_new'),
      rows (entity, id, version, row) AS (
        SELECT 'claim', c.id, c.version, event_row(to_jsonb(c), h.names) FROM claim c, hidden h
        UNION ALL SELECT 'source', s.id, s.version, to_jsonb(s) FROM source s
        UNION ALL SELECT 'evidence', e.id, e.version, to_jsonb(e) FROM evidence e
        UNION ALL SELECT 'value', v.id, v.version, to_jsonb(v) FROM value v
        UNION ALL SELECT 'reliance', r.id, r.version, to_jsonb(r) FROM reliance r
        UNION ALL SELECT 'publisher', p.id, p.version, to_jsonb(p) FROM publisher p)
    SELECT r.entity, r.id, l.version, l.row, r.row AS is FROM rows r LEFT JOIN last l ON l.entity = r.entity AND l.entity_id = r.id
    WHERE (l.version, l.row) IS DISTINCT FROM (r.version, r.row) LIMIT 3`);
  expect(missing).toEqual([]);
});

test('triggers, keys and indexes are back: a change writes its event and counts anew', async () => {
  await transaction(systemActor, 'a check', async (tx) => {
    await tx.$executeRaw`UPDATE claim SET statement = 'Zzyzx', version = version + 1 WHERE id = 7`;
    await tx.$executeRaw`INSERT INTO claim (programme_id, topic_id, statement) SELECT programme_id, topic_id, 'New' FROM claim WHERE id = 1`;
  });
  const found = await query<{ id: number }>(
    Prisma.sql`SELECT claim_id AS id FROM claim_search WHERE vector @@ search_word('zzyzx')`,
  );
  expect(found).toEqual([{ id: 7 }]);
  const event = await one<{ reason: string }>(
    Prisma.sql`SELECT reason FROM event WHERE entity = 'claim' AND entity_id = 7 ORDER BY id DESC LIMIT 1`,
  );
  expect(event?.reason).toBe('a check');
  await expect(query(Prisma.sql`DELETE FROM event`)).rejects.toThrow('DELETE of event is not allowed');
  await expect(
    query(Prisma.sql`INSERT INTO evidence (claim_id, source_id, stance) VALUES (1, 999999, 'mentions')`),
  ).rejects.toThrow();
});
