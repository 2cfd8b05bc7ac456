import { setTimeout as sleep } from 'node:timers/promises';
import { describe, expect, test } from 'vitest';
import { readClaims } from '#lib/claims/api-queries.ts';
import { getClaim } from '#lib/claims/detail-queries.ts';
import { exportClaims } from '#lib/claims/export-queries.ts';
import { claimFacets, claimTiles } from '#lib/claims/facet-queries.ts';
import { changeStatus, deleteClaim } from '#lib/claims/mutations.ts';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { systemActor } from '#lib/core/actor.ts';
import { now } from '#lib/core/clock.ts';
import { asKnownAt, connection, Prisma, query, transaction } from '#lib/core/db.ts';
import { beginReading } from '#lib/core/past.ts';
import { removeEvidence } from '#lib/evidence/mutations.ts';
import { listEvidence } from '#lib/evidence/queries.ts';
import { evidenceText } from '#lib/facts/evidence-text.ts';
import { factSheet } from '#lib/facts/queries.ts';
import { listClaimHistory, readAsOf } from '#lib/history/queries.ts';
import { claimLineage } from '#lib/lineage/queries.ts';
import { ownDatabase } from '../support/database.ts';
import { refusal } from '../support/ledger.ts';

ownDatabase('starter');

const ORIGIN = 'https://ledger.example.org';

/** Tables with a history, as the triggers say, without what they keep secret; of what they leave out only a claim's counts are told again. */
function tracked(): Promise<{ name: string; columns: string[] }[]> {
  return query(Prisma.sql`
    SELECT c.relname AS name, array_agg(a.attname::text ORDER BY a.attnum) AS columns
    FROM pg_trigger g JOIN pg_class c ON c.oid = g.tgrelid
    JOIN pg_attribute a ON a.attrelid = c.oid AND a.attnum > 0 AND NOT a.attisdropped AND a.attname <> 'password_hash'
      AND (c.relname = 'claim' OR a.attname <> ALL (string_to_array(encode(g.tgargs, 'escape'), '\\000')))
    WHERE g.tgname = c.relname || '_event_new' GROUP BY c.relname ORDER BY c.relname`);
}

async function everyRow() {
  const tables: Record<string, unknown[]> = {};
  for (const { name, columns } of await tracked()) {
    const wanted = Prisma.raw(columns.map((column) => `"${column}"`).join(', '));
    tables[name] = await query(
      Prisma.sql`SELECT to_jsonb(t) AS row FROM (SELECT ${wanted} FROM ${Prisma.raw(name)}) t ORDER BY t.id`,
    );
  }
  return tables;
}

async function download(what: Parameters<typeof exportClaims>[1], address: string) {
  const { body, headers } = await exportClaims(systemActor, what, new URLSearchParams(address), ORIGIN);
  return { bytes: Buffer.from(await new Response(body).arrayBuffer()), headers };
}

function forget(keep: number) {
  return query(Prisma.sql`SELECT forget_pasts(${keep}::int, '1 hour')`);
}

async function scoped(address: string) {
  const { problems, ...rest } = await scopeClaimFilter(systemActor, new URLSearchParams(address));
  expect(problems).toEqual([]);
  return rest;
}

/** Everything that the pages and files tell. */
async function told(address: string) {
  const scope = await scoped(address);
  const asOf = scope.filter;
  return {
    list: await listClaims(systemActor, scope),
    api: (await readClaims(systemActor, new URLSearchParams(address), { path: '', origin: ORIGIN })).claims,
    facets: await claimFacets(systemActor, scope),
    tiles: await readAsOf(asOf, () => claimTiles(systemActor, scope.programme.id)),
    sheet: (await readAsOf(asOf, () => factSheet(systemActor, scope.programme.id))).map(
      ({ facts, ...section }) => ({
        ...section,
        facts: facts.map((fact) => ({ ...fact, weighed: evidenceText(fact), values: fact.values.length })),
      }),
    ),
    claim: await readAsOf(asOf, () => getClaim(systemActor, 1)),
    evidence: await readAsOf(asOf, () => listEvidence(systemActor, 1)),
    lineage: await readAsOf(asOf, () => claimLineage(systemActor, 1)),
    history: await readAsOf(asOf, () => listClaimHistory(systemActor, 1)),
  };
}

async function changeMuch(): Promise<void> {
  const [evidence] = await listEvidence(systemActor, 1);
  const { version } = await getClaim(systemActor, 1);
  await changeStatus(systemActor, { id: 1, version, status: 'mixed', rationale: 'Looked at again.' });
  if (!evidence) throw new Error('claim 1 has evidence');
  await removeEvidence(systemActor, { id: evidence.id, version: evidence.version, reason: 'a copy' });
  await deleteClaim(systemActor, {
    id: 2,
    version: (await getClaim(systemActor, 2)).version,
    reason: 'twice',
  });
  await transaction(systemActor, 'renamed, regraded, gone', async (tx) => {
    await tx.$executeRaw`UPDATE publisher SET name = name || ' (renamed)', reliability = 'E', version = version + 1 WHERE id IN (1, 2, 3)`;
    await tx.$executeRaw`UPDATE reliance SET deleted_at = now(), version = version + 1 WHERE id % 2 = 0`;
    await tx.$executeRaw`UPDATE source SET title = 'Другое название', version = version + 1 WHERE id < 20`;
    await tx.$executeRaw`DELETE FROM value WHERE id % 3 = 0`;
    await tx.$executeRaw`INSERT INTO claim (programme_id, statement, topic_id) SELECT programme_id, 'Logged later.', id FROM topic LIMIT 1`;
  });
}

describe('what is known at this moment', () => {
  test('is what the tables hold, column by column, derived ones too', async () => {
    const present = await everyRow();
    expect(Object.keys(present)).toEqual(expect.arrayContaining(['claim', 'evidence', 'source', 'value']));
    expect(await asKnownAt(new Date(), everyRow)).toEqual(present);
  });

  test('is told like the present', async () => {
    const moment = new Date().toISOString();
    const present = await told('');
    const past = await told(`?asOf=${moment}`);
    expect(past).toEqual({ ...present, list: { ...past.list, rows: present.list.rows } });
    expect(past.list.rows).toEqual(present.list.rows);
  });
});

describe('the past of a moment', () => {
  const pasts = async () => {
    const rows = await query<{ name: string }>(
      Prisma.sql`SELECT nspname AS name FROM pg_namespace WHERE nspname LIKE 'past\\_%' ORDER BY oid`,
    );
    return rows.map(({ name }) => name);
  };
  const nameOf = (moment: Date) => `past_${moment.getTime()}`;
  const countThen = (moment: Date) =>
    asKnownAt(moment, () => query<{ n: number }>(Prisma.sql`SELECT count(*)::int AS n FROM claim`));

  test('is put together once, however many ask for it at the same time, and the newest few are kept', async () => {
    const moments = [1, 2, 3, 4, 5].map((back) => new Date(Date.now() - back));
    for (const moment of moments) {
      const counts = await Promise.all([1, 2, 3].map(() => countThen(moment)));
      expect(counts).toEqual([counts[0], counts[0], counts[0]]);
    }
    expect(await pasts()).toEqual(moments.slice(1).map(nameOf));
  });

  test('is made again where it was taken away or a crash emptied it', async () => {
    const moment = new Date();
    const count = await countThen(moment);
    await query(Prisma.sql`DROP SCHEMA ${Prisma.raw(nameOf(moment))} CASCADE`);
    expect(await countThen(moment)).toEqual(count);
    await query(
      Prisma.sql`TRUNCATE ${Prisma.raw(nameOf(moment))}.whole, ${Prisma.raw(nameOf(moment))}.claim`,
    );
    expect(await countThen(moment)).toEqual(count);
  });

  test('stays while it is read, and goes when its time is up', async () => {
    const moment = new Date();
    await countThen(moment);
    const client = await connection();
    await beginReading(client, moment);
    await forget(0);
    expect(await pasts()).toEqual([nameOf(moment)]);
    await client.query('COMMIT');
    client.release();
    await forget(0);
    expect(await pasts()).toEqual([]);
  });

  test('waits for what began before its moment and is still being written', async () => {
    const client = await connection();
    await client.query('BEGIN');
    await client.query(
      `SELECT set_config('ledger.actor', 'test', true), set_config('ledger.reason', '', true)`,
    );
    await client.query(
      `INSERT INTO claim (programme_id, statement, topic_id) SELECT programme_id, 'In between.', id FROM topic LIMIT 1`,
    );
    const moment = new Date();
    const before = await query<{ n: number }>(Prisma.sql`SELECT count(*)::int AS n FROM claim`);
    const then = countThen(moment);
    await sleep(300);
    await client.query('COMMIT');
    client.release();
    expect((await then)[0]?.n).toBe((before[0]?.n ?? 0) + 1);
  });
});

describe('what was known then', () => {
  test('shows what was being written then whole', async () => {
    const priorities = () =>
      query<{ priority: string }>(
        Prisma.sql`SELECT priority::text FROM claim WHERE id IN (1, 2) ORDER BY id`,
      );
    const before = await priorities();
    expect(before).not.toEqual([{ priority: 'low' }, { priority: 'low' }]);
    const apart = Prisma.sql`SELECT pg_sleep(0.005)`;
    const moments = await transaction(systemActor, 'two at once', async (tx) => {
      const clock = async () => {
        await tx.$executeRaw(apart);
        const [row] = await tx.$queryRaw<
          { at: Date }[]
        >`SELECT date_trunc('milliseconds', clock_timestamp()) AS at`;
        await tx.$executeRaw(apart);
        return row?.at ?? new Date(0);
      };
      const first = await clock();
      await tx.$executeRaw`UPDATE claim SET priority = 'low', version = version + 1 WHERE id = 1`;
      const second = await clock();
      await tx.$executeRaw`UPDATE claim SET priority = 'low', version = version + 1 WHERE id = 2`;
      return [first, second] as const;
    });
    expect(await asKnownAt(moments[0], priorities)).toEqual(before);
    expect(await asKnownAt(moments[1], priorities)).toEqual([{ priority: 'low' }, { priority: 'low' }]);
    const told = await asKnownAt(moments[1], () => listClaimHistory(systemActor, 2));
    expect(told[0]).toMatchObject({ reason: 'two at once' });
  });

  test('is what it was, whatever changed since: rows, pages and files, byte by byte', async () => {
    const moment = new Date();
    const address = `?asOf=${moment.toISOString()}`;
    const was = { rows: await everyRow(), told: await told(address) };
    const files = ['claims.csv', 'claims.json', 'evidence.csv'] as const;
    const downloads = await Promise.all(files.map((file) => download(file, address)));
    await sleep(5);
    await changeMuch();
    expect(await everyRow()).not.toEqual(was.rows);
    expect(await asKnownAt(moment, everyRow)).toEqual(was.rows);
    expect(await told(address)).toEqual(was.told);
    for (const [at, file] of files.entries()) {
      const again = await download(file, address);
      expect(again.headers).toEqual(downloads[at]?.headers);
      expect(again.bytes.equals(downloads[at]?.bytes ?? Buffer.alloc(0))).toBe(true);
      expect((await download(file, '')).bytes.equals(again.bytes)).toBe(false);
    }
  });

  test('is searched and counted like the present', async () => {
    const address = `?q=multiple-entry+visas&status=false&asOf=${new Date().toISOString()}`;
    const { total, rows } = await listClaims(systemActor, await scoped(address));
    expect(total).toBeGreaterThan(0);
    expect(rows).toHaveLength(total);
    const facets = await claimFacets(systemActor, await scoped(address));
    expect(facets.status.find(({ value }) => value === 'false')?.count).toBe(total);
  });

  test('is nothing before the first claim was logged', async () => {
    const scope = await scoped('?asOf=2020-01-01');
    expect((await listClaims(systemActor, scope)).total).toBe(0);
    expect((await refusal(readAsOf(scope.filter, () => getClaim(systemActor, 1)))).code).toBe('not_found');
  });

  test('cannot be changed', async () => {
    const written = asKnownAt(new Date(), () => transaction(systemActor, '', (tx) => tx.tag.findMany()));
    expect((await refusal(written)).message).toBe('The past cannot be changed.');
    const direct = asKnownAt(new Date(), () => query(Prisma.sql`DELETE FROM public.saved_view`));
    await expect(direct).rejects.toThrow(/read-only/);
  });

  test('lies behind us: a moment that has not come is told on a page and refused in a file', async () => {
    const later = new Date(now().getTime() + 60_000).toISOString();
    const { problems, filter } = await scopeClaimFilter(systemActor, new URLSearchParams({ asOf: later }));
    expect(problems).toMatchObject([{ key: 'asOf' }]);
    expect(filter.asOf).toBeNull();
    for (const asOf of [later, 'yesterday', '2024-02-30'])
      expect((await refusal(download('claims.csv', `?asOf=${asOf}`))).code).toBe('invalid');
  });
});
