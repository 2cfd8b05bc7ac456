import { parse } from 'csv-parse/sync';
import { describe, expect, test } from 'vitest';
import { exportClaims } from '#lib/claims/export-queries.ts';
import { listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { systemActor } from '#lib/core/actor.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { streamRows } from '#lib/core/stream.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase('starter');

const ORIGIN = 'https://ledger.example.org';
const COLUMNS =
  'id statement topic status claimant claimed_on language original_wording fact value qualifier unit measure as_of rationale tags assignee supports refutes mentions independent_origins source_urls created_at updated_at version link';

async function download(what: Parameters<typeof exportClaims>[1], address: string) {
  const { body, headers } = await exportClaims(systemActor, what, new URLSearchParams(address), ORIGIN);
  return { text: await new Response(body).text(), headers };
}

async function csv(what: 'claims.csv' | 'evidence.csv', address: string): Promise<Record<string, string>[]> {
  const { body } = await exportClaims(systemActor, what, new URLSearchParams(address), ORIGIN);
  const bytes = Buffer.from(await new Response(body).arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xef, 0xbb, 0xbf]);
  return parse(bytes, { bom: true, columns: true, record_delimiter: '\r\n' });
}

async function onScreen(address: string): Promise<number[]> {
  const { problems: _, ...scoped } = await scopeClaimFilter(systemActor, new URLSearchParams(address));
  return (await listClaims(systemActor, scoped)).rows.map((row) => row.id);
}

describe('the CSV of claims', () => {
  test('has the promised columns first, in their order', async () => {
    const [first] = await csv('claims.csv', '');
    expect(
      Object.keys(first ?? {})
        .slice(0, 26)
        .join(' '),
    ).toBe(COLUMNS);
  });

  test('is exactly what is on the screen, in its order', async () => {
    for (const address of [
      '?per=200',
      '?per=200&status=false,misleading&sort=statement',
      '?per=200&q=village',
      '?per=200&topic=visa&sort=-claimed',
    ]) {
      const rows = await csv('claims.csv', address);
      expect(rows.map((row) => Number(row['id']))).toEqual(await onScreen(address));
    }
  });

  test('holds dates as written, lists joined, times in UTC, Cyrillic as it is, and the link', async () => {
    const rows = await csv('claims.csv', '');
    const title = rows.find((row) => row['fact'] === 'decree.title');
    expect(title?.['value']).toContain('духовно-нравственные');
    expect(rows.find((row) => row['fact'] === 'visa.entries' && row['status'] === 'true')?.['value']).toBe(
      'single',
    );
    const countries = rows.find((row) => row['fact'] === 'list.countries');
    expect(countries?.['value']?.split(' ')).toHaveLength(47);
    for (const row of rows) {
      expect(row['updated_at']).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/);
      expect(row['link']).toBe(`${ORIGIN}/claims/${row['id']}`);
      const urls = row['source_urls']?.split(' | ') ?? [];
      expect(urls.every((url) => URL.canParse(url))).toBe(true);
    }
  });

  test('of nothing is its header', async () => {
    expect(await csv('claims.csv', '?q=nothingatallislikethis')).toEqual([]);
    expect((await download('claims.csv', '?q=nothingatallislikethis')).text.split('\r\n')).toHaveLength(2);
  });
});

test('the CSV of evidence has a row per claim and source', async () => {
  const rows = await csv('evidence.csv', '?topic=visa');
  const [counted] = await query<{
    n: number;
  }>(Prisma.sql`SELECT count(*)::int AS n FROM evidence e JOIN claim c ON c.id = e.claim_id
    JOIN topic t ON t.id = c.topic_id WHERE t.slug = 'visa' AND e.deleted_at IS NULL`);
  expect(rows).toHaveLength(counted?.n ?? -1);
  expect(new Set(rows.map((row) => `${row['claim_id']} ${row['source_id']}`)).size).toBe(rows.length);
});

test('the JSON holds the claims with their evidence, whole', async () => {
  const { text, headers } = await download('claims.json', '?status=false');
  const data: {
    programme: { slug: string };
    claims: { id: number; sources: number; evidence: unknown[] }[];
  } = JSON.parse(text);
  expect(data.programme.slug).toBe('decree-702');
  expect(data.claims).toHaveLength(12);
  expect(data.claims.every((claim) => claim.evidence.length === claim.sources)).toBe(true);
  expect(headers['Content-Disposition']).toMatch(
    /filename="claims_decree-702_status-false_\d{4}-\d\d-\d\d\.json"/,
  );
  const empty: { claims: unknown[] } = JSON.parse(
    (await download('claims.json', '?q=nothingatallislikethis')).text,
  );
  expect(empty.claims).toEqual([]);
});

test('an address that is not all filter is refused before anything is sent', async () => {
  for (const address of [
    '?status=wrong',
    '?colour=red',
    '?topic=no-such',
    '?from=2024-02-30',
    '?per=7',
    '?sort=colour',
    '?after=x',
  ])
    await expect(download('claims.csv', address)).rejects.toMatchObject({ code: 'invalid' });
});

test('a formula that somebody logged stays a text', async () => {
  await transaction(systemActor, 'a test', (tx) =>
    tx.claim.updateMany({
      where: { id: 1 },
      data: { rationale: 'fine\n=HYPERLINK("https://example.org")', originalWording: '＝1+1', version: 2 },
    }),
  );
  const row = (await csv('claims.csv', '')).find((one) => one['id'] === '1');
  expect(row?.['rationale']).toBe('fine\n\'=HYPERLINK("https://example.org")');
  expect(row?.['original_wording']).toBe("'＝1+1");
});

describe('a stream of rows', () => {
  const numbers = (count: number, poison = -1) =>
    streamRows<{ n: number }>(
      Prisma.sql`SELECT n, 1 / (n - ${poison}::int) AS d FROM generate_series(1, ${count}::int) n`,
      {
        head: 'head\n',
        batch: (rows) => rows.map((row) => `${row.n}\n`).join(''),
        tail: 'tail\n',
      },
    );
  const busy = () =>
    query<{ n: number }>(
      Prisma.sql`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`,
    );

  test('of any length begins, holds every row, and ends; also at the edge of a batch', async () => {
    for (const count of [0, 1, 499, 500, 501, 1_000, 12_345]) {
      const lines = (await new Response(numbers(count)).text()).split('\n');
      expect([lines.length, lines[0], lines.at(-2)]).toEqual([count + 3, 'head', 'tail']);
    }
  });

  test('breaks when the reading fails in the middle', async () => {
    await expect(new Response(numbers(5_000, 3_000)).text()).rejects.toThrow(/division by zero/);
    expect(await new Response(numbers(3)).text()).toContain('tail');
  });

  test('stops reading when nobody listens any more', async () => {
    const reader = numbers(50_000_000).getReader();
    await reader.read();
    await reader.cancel();
    await expect.poll(async () => (await busy())[0]?.n, { timeout: 5_000 }).toBe(0);
  });
});
