import { gunzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { WARCParser, type WARCRecord } from 'warcio';
import { mainRecord, writeWarc } from '#lib/snapshots/warc.ts';

const at = new Date('2026-11-25T10:00:00.123Z');
const page = Buffer.from('<!doctype html><title>Указ</title><p>Текст');
const exchange = (url: string, status: number, body: Uint8Array, headers: [string, string][]) => ({
  url,
  answer: {
    ...{ status, statusText: status === 200 ? 'OK' : 'Found', headers, body, address: '192.0.2.7' },
    request: { path: new URL(url).pathname, headers: [['Host', 'example.org']] as [string, string][] },
  },
});
const exchanges = [
  exchange('https://example.org/old', 302, new Uint8Array(), [['Location', '/new']]),
  exchange('https://example.org/new', 200, page, [
    ['Content-Type', 'text/html; charset=utf-8'],
    ['Content-Encoding', 'gzip'],
    ['Transfer-Encoding', 'chunked'],
    ['X-Odd-Case', 'kept'],
  ]),
];

type Told = Awaited<ReturnType<typeof told>>;

async function told(record: WARCRecord) {
  const { warcType: type, warcTargetURI: url, httpHeaders: http } = record;
  const content = await record.contentText();
  return {
    type,
    url,
    line: http?.statusline,
    http: http?.headers,
    content,
    warc: record.warcHeaders.headers,
  };
}

async function recordsOf(warc: Uint8Array): Promise<Told[]> {
  const records: Told[] = [];
  for await (const record of new WARCParser([warc])) records.push(await told(record));
  return records;
}

describe('a WARC', () => {
  test('is read back by the library, record by record', async () => {
    const records = await recordsOf(await writeWarc(exchanges, at, { outcome: 'good', title: 'A\ntitle' }));
    expect(records.map(({ type, url }) => [type, url ?? null])).toEqual([
      ['warcinfo', null],
      ['response', 'https://example.org/old'],
      ['request', 'https://example.org/old'],
      ['response', 'https://example.org/new'],
      ['request', 'https://example.org/new'],
      ['metadata', 'https://example.org/new'],
    ]);
    const [, sent, , answer, request, metadata] = records;
    expect(sent?.line).toBe('HTTP/1.1 302 Found');
    expect(answer).toMatchObject({ line: 'HTTP/1.1 200 OK', content: page.toString() });
    expect(answer?.http?.get('Content-Encoding') ?? null).toBeNull();
    expect(answer?.http?.get('X-Odd-Case')).toBe('kept');
    expect(answer?.http?.get('Content-Length')).toBe(String(page.length));
    expect(answer?.warc.get('WARC-IP-Address')).toBe('192.0.2.7');
    expect(answer?.warc.get('WARC-Date')).toBe(at.toISOString());
    expect(answer?.warc.get('WARC-Payload-Digest')).toMatch(/^sha-?256:/);
    expect(request?.line).toBe('GET /new HTTP/1.1');
    expect(request?.warc.get('WARC-Concurrent-To')).toBe(answer?.warc.get('WARC-Record-ID'));
    expect(metadata?.content).toBe('outcome: good\r\ntitle: A title\r\n');
  });

  test('has the structure of ISO 28500: a gzip member for each record, lengths that are true, two line ends after each', async () => {
    const warc = await writeWarc(exchanges, at, {});
    const members = warc.reduce(
      (sum, byte, i) => sum + (byte === 0x1f && warc[i + 1] === 0x8b && warc[i + 2] === 8 ? 1 : 0),
      0,
    );
    expect(members).toBe(6);
    let rest = gunzipSync(warc);
    let records = 0;
    while (rest.length > 0) {
      const head = rest.indexOf('\r\n\r\n');
      const lines = rest.subarray(0, head).toString().split('\r\n');
      expect(lines[0]).toBe('WARC/1.1');
      const headers = new Map(lines.slice(1).map((line) => [line.split(': ')[0], line.split(/: (.*)/)[1]]));
      for (const name of ['WARC-Type', 'WARC-Record-ID', 'WARC-Date', 'Content-Length', 'Content-Type'])
        expect(headers.has(name)).toBe(true);
      const end = head + 4 + Number(headers.get('Content-Length'));
      expect(rest.subarray(end, end + 4).toString()).toBe('\r\n\r\n');
      rest = rest.subarray(end + 4);
      records += 1;
    }
    expect(records).toBe(6);
  });

  test('gives its main record: the first page that was answered with success', async () => {
    const image = exchange('https://example.org/a.png', 200, Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'), []);
    const missing = exchange('https://example.org/gone', 404, page, [['Content-Type', 'text/html']]);
    const warc = await writeWarc([image, missing, ...exchanges], at, {});
    const main = await mainRecord(warc, 1_000_000);
    expect(main).toMatchObject({ url: 'https://example.org/new', contentType: 'text/html; charset=utf-8' });
    expect(Buffer.from(main?.body ?? []).toString()).toBe(page.toString());
    expect(await mainRecord(gunzipSync(warc), 1_000_000)).toMatchObject({ url: 'https://example.org/new' });
    expect(await mainRecord(warc, 10)).toBeNull();
    expect(await mainRecord(await writeWarc([image], at, {}), 1_000_000)).toBeNull();
    await expect(mainRecord(new Uint8Array(), 10)).rejects.toThrow('no record');
  });
});
