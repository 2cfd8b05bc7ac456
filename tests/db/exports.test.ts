import { parse } from 'csv-parse/sync';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { CLAIM_SORTS } from '#lib/claims/columns.ts';
import { exportClaims } from '#lib/claims/export-queries.ts';
import { isoTime, listClaims, scopeClaimFilter } from '#lib/claims/queries.ts';
import { systemActor } from '#lib/core/actor.ts';
import { csvRows } from '#lib/core/csv.ts';
import { csvLine } from '#lib/core/csv-sql.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { handle } from '#lib/core/http.ts';
import { streamText } from '#lib/core/stream.ts';
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
      ...Object.keys(CLAIM_SORTS).flatMap((sort) => [`?per=200&sort=${sort}`, `?per=200&sort=-${sort}`]),
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

test('SQL writes a line as csvRows does, whatever the cells hold', async () => {
  const piece = fc.oneof(
    fc.constantFrom(
      '=',
      '+',
      '-',
      '@',
      '＝',
      '−',
      ' ',
      '\t',
      '\n',
      '\r',
      '\r\n',
      '"',
      "'",
      ',',
      '\\.',
      '\u200b',
      '\u{e0001}',
      '\ufeff',
    ),
    fc.string({ unit: 'binary' }),
    fc.string({ unit: 'grapheme' }),
    fc.constantFrom('a', 'Z', '0', ';', 'Истра', 'Ё', '҃', '漢', '\x7f', ''),
  );
  // A text of the database holds no zero and no half of a pair.
  const cell = fc.array(piece, { maxLength: 5 }).map((pieces) => pieces.join('').replace(/\0|\p{Cs}/gu, ''));
  const columns = ['r.a', 'r.b'].map((name) => ({ name, value: Prisma.raw(name) }));
  const line = csvLine([{ name: 'place', value: Prisma.sql`place`, plain: true }, ...columns]);
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.tuple(cell, fc.option(cell)), { minLength: 1, maxLength: 100 }),
      async (rows) => {
        const [a, b] = [rows.map((row) => row[0]), rows.map((row) => row[1])];
        const written = await query<{ line: string }>(Prisma.sql`
        SELECT ${line} AS line FROM unnest(${a}::text[], ${b}::text[]) WITH ORDINALITY r (a, b, place) ORDER BY place`);
        expect(written.map((row) => row.line)).toEqual(
          rows.map((row, place) => csvRows([[place + 1, ...row]])),
        );
      },
    ),
    { numRuns: 60 },
  );
});

test('SQL writes a time as JavaScript does', async () => {
  await fc.assert(
    fc.asyncProperty(
      fc.array(fc.date({ min: new Date('0001-01-01'), max: new Date('9999-12-31'), noInvalidDate: true }), {
        minLength: 1,
      }),
      async (times) => {
        const rows = await query<{ text: string }>(Prisma.sql`
          SELECT ${isoTime(Prisma.sql`at`)} AS text FROM unnest(${times.map((at) => at.toISOString())}::timestamptz[]) WITH ORDINALITY t (at, place) ORDER BY place`);
        expect(rows.map((row) => row.text)).toEqual(times.map((at) => at.toISOString()));
      },
    ),
    { numRuns: 20 },
  );
});

test('a file of many pages holds every claim once, as it was when it began', async () => {
  const change = (sql: Prisma.Sql) => transaction(systemActor, 'a test', (tx) => tx.$executeRaw(sql));
  await change(Prisma.sql`INSERT INTO claim (programme_id, topic_id, statement, status, updated_at)
    SELECT programme_id, topic_id, 'Claim number ' || n, (ARRAY['true', 'false'])[1 + n % 2]::claim_status, now() - make_interval(secs => n % 70)
    FROM claim, generate_series(1, 1200) n WHERE claim.id = 1`);
  for (const address of ['?sort=-updated', '?sort=status', '?sort=-statement', '?q=number&status=true']) {
    const { problems: _, ...scoped } = await scopeClaimFilter(systemActor, new URLSearchParams(address));
    const { total } = await listClaims(systemActor, scoped);
    expect(total).toBeGreaterThan(500);
    const { body } = await exportClaims(systemActor, 'claims.csv', new URLSearchParams(address), ORIGIN);
    const reader = body.getReader();
    const chunks = [(await reader.read()).value, (await reader.read()).value];
    // From now on things are otherwise, but not in the file.
    await change(
      Prisma.sql`UPDATE claim SET rationale = ${address}, version = version + 1 WHERE id % 30 = 0`,
    );
    await change(Prisma.sql`UPDATE claim SET deleted_at = now(), version = version + 1
      WHERE id = (SELECT max(id) FROM claim WHERE deleted_at IS NULL)`);
    for (let read = await reader.read(); !read.done; read = await reader.read()) chunks.push(read.value);
    const rows: Record<string, string>[] = parse(
      Buffer.concat(chunks.map((chunk) => chunk ?? new Uint8Array())),
      { bom: true, columns: true, record_delimiter: '\r\n' },
    );
    expect([rows.length, new Set(rows.map((row) => row['id'])).size]).toEqual([total, total]);
    expect(rows.filter((row) => row['rationale'] === address)).toEqual([]);
  }
});

describe('a stream of texts', () => {
  const numbers = (count: number, poison = -1) =>
    streamText(
      async function* () {
        // Two statements, so that there is something between them.
        for (const part of [0, 1])
          yield Prisma.sql`SELECT n::text || left((1 / (n - ${poison}::int))::text, 0) || E'\n' AS text
            FROM generate_series(1, ${count}::int) n WHERE n % 2 = ${part}`;
      },
      { head: 'head\n', between: '', tail: 'tail\n' },
    );
  const busy = () =>
    query<{ n: number }>(
      Prisma.sql`SELECT count(*)::int AS n FROM pg_stat_activity WHERE datname = current_database() AND state <> 'idle' AND pid <> pg_backend_pid()`,
    );

  test('of any length begins, holds every row, and ends', async () => {
    for (const count of [0, 1, 2, 12_345]) {
      const lines = (await new Response(numbers(count)).text()).split('\n');
      expect([lines.length, lines[0], lines.at(-2)]).toEqual([count + 3, 'head', 'tail']);
    }
  });

  test('breaks when the reading fails in the middle', async () => {
    await expect(new Response(numbers(5_000, 3_000)).text()).rejects.toThrow(/division by zero/);
    expect(await new Response(numbers(3)).text()).toContain('tail');
  });

  test('breaks when its connection is lost', async () => {
    const reader = numbers(5_000_000).getReader();
    await reader.read();
    await reader.read();
    await query(
      Prisma.sql`SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND xact_start IS NOT NULL AND pid <> pg_backend_pid()`,
    );
    const rest = async () => {
      while (!(await reader.read()).done);
    };
    await expect(rest()).rejects.toThrow();
    expect(await new Response(numbers(3)).text()).toContain('tail');
  });

  test('stops reading when nobody listens any more', async () => {
    const reader = numbers(50_000_000).getReader();
    await reader.read();
    await reader.cancel();
    await expect.poll(async () => (await busy())[0]?.n, { timeout: 5_000 }).toBe(0);
  });

  test('ends at once where only its head is asked for', async () => {
    const request = new Request('http://localhost/file', { method: 'HEAD' });
    const headers = { 'content-type': 'text/csv' };
    const answer = await handle(request, async () => new Response(numbers(5_000_000), { headers }));
    expect([answer.status, answer.headers.get('content-type'), answer.body]).toEqual([200, 'text/csv', null]);
    await expect.poll(async () => (await busy())[0]?.n, { timeout: 5_000 }).toBe(0);
  });

  test('is one of four at most, and those who come then are told', async () => {
    const readers = [1, 2, 3, 4].map(() => numbers(5_000_000).getReader());
    expect(() => numbers(3)).toThrow('4 files are being downloaded already.');
    // One goes before it has read anything; another breaks; the last is read to its end.
    await readers[0]?.cancel();
    expect(await new Response(numbers(3)).text()).toContain('tail');
    await expect(new Response(numbers(5_000, 3_000)).text()).rejects.toThrow(/division by zero/);
    expect(await new Response(numbers(3)).text()).toContain('tail');
    await Promise.all(readers.map((reader) => reader.cancel()));
  });
});
