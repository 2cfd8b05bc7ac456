import { WARCParser, WARCRecord, WARCSerializer } from 'warcio';
import { mediaTypeOf } from './media-type.ts';

type Header = readonly [string, string];

/** A request and its answer, the body without its content-encoding. */
export type Exchange = {
  url: string;
  answer: {
    status: number;
    statusText: string;
    headers: readonly Header[];
    body: Uint8Array;
    request: { path: string; headers: readonly Header[] };
    address: string;
  };
};

const VERSION = 'WARC/1.1';
/** They spoke of the bytes on the wire; the record holds the body as it is read. */
const WIRE = ['content-encoding', 'transfer-encoding', 'content-length'];

/**
 * A WARC of these exchanges: gzip, a record at a time, with the response and the request of each, and a metadata record on the
 * last. `at` is when they were had.
 * Source: ISO 28500:2017, https://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/
 */
export async function writeWarc(
  exchanges: readonly Exchange[],
  at: Date,
  notes: Readonly<Record<string, string>>,
): Promise<Uint8Array> {
  const date = at.toISOString();
  const records = [
    WARCRecord.createWARCInfo(
      { filename: 'snapshot.warc.gz', date, warcVersion: VERSION },
      {
        software: 'Claim Ledger',
        format: 'WARC File Format 1.1',
        conformsTo: 'http://iipc.github.io/warc-specifications/specifications/warc-format/warc-1.1/',
      },
    ),
  ];
  let last = '';
  for (const { url, answer } of exchanges) {
    last = `<urn:uuid:${crypto.randomUUID()}>`;
    records.push(
      WARCRecord.create(
        {
          ...{ url, date, type: 'response', warcVersion: VERSION, keepHeadersCase: true },
          warcHeaders: { 'WARC-Record-ID': last, 'WARC-IP-Address': answer.address },
          statusline: `HTTP/1.1 ${answer.status} ${answer.statusText}`.trim(),
          httpHeaders: [
            ...answer.headers.filter(([name]) => !WIRE.includes(name.toLowerCase())).map(pair),
            ['Content-Length', String(answer.body.byteLength)],
          ],
        },
        [answer.body],
      ),
      WARCRecord.create({
        ...{ url, date, type: 'request', warcVersion: VERSION, keepHeadersCase: true },
        warcHeaders: { 'WARC-Concurrent-To': last },
        statusline: `GET ${answer.request.path} HTTP/1.1`,
        httpHeaders: answer.request.headers.map(pair),
      }),
    );
  }
  const url = exchanges.at(-1)?.url;
  const fields = Object.entries(notes).map(([name, value]) => `${name}: ${value.replace(/\s+/g, ' ')}\r\n`);
  if (url !== undefined)
    records.push(
      WARCRecord.create(
        { url, date, type: 'metadata', warcVersion: VERSION, warcHeaders: { 'WARC-Concurrent-To': last } },
        [new TextEncoder().encode(fields.join(''))],
      ),
    );
  const parts: Uint8Array[] = [];
  for (const record of records) parts.push(await WARCSerializer.serialize(record, { gzip: true }));
  return new Uint8Array(await new Blob(parts.map((part) => new Uint8Array(part))).arrayBuffer());
}

function pair([name, value]: Header): [string, string] {
  return [name, value];
}

export type MainRecord = { url: string; contentType: string; body: Uint8Array };

const MOST_RECORDS = 20_000;
/** A packed file of a few bytes may unpack without an end. */
const MOST_UNPACKED = 300 * 1_048_576;
const READ = ['text/html', 'application/pdf', 'text/plain'];

/**
 * The page of a WARC: its first answer that is a page and was given with success; null where there is none. Throws where the file
 * is no WARC. A body that is larger than `mostBytes` is passed over.
 */
export function mainRecord(warc: Uint8Array, mostBytes: number): Promise<MainRecord | null> {
  return firstRecord(
    warc,
    mostBytes,
    ({ body, contentType }, success) => success && READ.includes(mediaTypeOf(body, contentType) ?? ''),
  );
}

/** The first answer or resource of a WARC that is asked for; the same limits and errors as `mainRecord`. */
export async function firstRecord(
  warc: Uint8Array,
  mostBytes: number,
  wanted: (record: MainRecord, success: boolean) => boolean,
): Promise<MainRecord | null> {
  let records = 0;
  let unpacked = 0;
  for await (const record of new WARCParser([warc])) {
    records += 1;
    if (!record.warcHeaders.statusline.startsWith('WARC/')) throw new Error('no record');
    const { body, size } = await unpack(record, mostBytes, MOST_UNPACKED - unpacked);
    unpacked += size;
    if (records > MOST_RECORDS || unpacked > MOST_UNPACKED) return null;
    const resource = record.warcType === 'resource';
    const url = record.warcTargetURI;
    if (body === null || !(resource || record.warcType === 'response') || !url || !/^https?:/.test(url))
      continue;
    const status = Number(record.httpHeaders?.statusCode);
    const contentType =
      record.httpHeaders?.headers.get('Content-Type') ?? record.warcHeader('Content-Type') ?? '';
    const found = { url, contentType, body };
    if (wanted(found, resource || (status >= 200 && status < 300))) return found;
  }
  if (records === 0) throw new Error('no record');
  return null;
}

/** Reads a body to its end, or until it has more than `stop` bytes; keeps it where it has at most `most`. */
async function unpack(
  record: AsyncIterable<Uint8Array>,
  most: number,
  stop: number,
): Promise<{ body: Uint8Array | null; size: number }> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let size = 0;
  for await (const chunk of record) {
    size += chunk.byteLength;
    if (size <= most) chunks.push(new Uint8Array(chunk));
    if (size > stop) break;
  }
  if (size > most) return { body: null, size };
  return { body: new Uint8Array(await new Blob(chunks).arrayBuffer()), size };
}
