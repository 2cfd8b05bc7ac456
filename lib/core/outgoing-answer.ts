import { addAbortSignal, type Readable } from 'node:stream';
import { createBrotliDecompress, createGunzip, createInflate } from 'node:zlib';
import type { Client } from 'undici';

export interface Limits {
  /** Of the body, after decoding. */
  readonly bytes: number;
  /** For everything: names, connections, redirects, bodies. */
  readonly milliseconds: number;
}

/** An answer as it came. */
export interface Answer {
  readonly status: number;
  readonly statusText: string;
  /** In their order, with their spelling. */
  readonly headers: readonly (readonly [string, string])[];
  /** Without its content-encoding. */
  readonly body: Uint8Array;
  /** What was asked, for the record of it. */
  readonly request: { readonly path: string; readonly headers: readonly (readonly [string, string])[] };
  /** The address that answered. */
  readonly address: string;
}

/** Why there is no answer that can be kept; the message is a sentence for people. */
export class Refusal extends Error {
  override readonly name = 'Refusal';
  readonly kind: 'refused' | 'unreachable' | 'too_slow' | 'too_large';
  readonly status: number | null;

  constructor(kind: Refusal['kind'], message: string, status: number | null = null) {
    super(message);
    this.kind = kind;
    this.status = status;
  }
}

const USER_AGENT = 'Mozilla/5.0 (compatible; ClaimLedger/0.1; keeps copies of cited pages)';
const DECODERS = {
  gzip: createGunzip,
  'x-gzip': createGunzip,
  deflate: createInflate,
  br: createBrotliDecompress,
};

/** Sends one GET over the client and reads its answer within the limits. Throws Refusal, or what the network throws. */
export async function readAnswer(
  client: Client,
  url: URL,
  address: string,
  limits: Limits,
  signal: AbortSignal,
): Promise<Answer> {
  const path = `${url.pathname}${url.search}`;
  const headers: [string, string][] = [
    ['Host', url.host],
    ['User-Agent', USER_AGENT],
    ['Accept', 'text/html,application/xhtml+xml,application/pdf;q=0.9,text/plain;q=0.9,*/*;q=0.5'],
    ['Accept-Language', 'en, ru;q=0.9, *;q=0.5'],
    ['Accept-Encoding', 'gzip, br'],
  ];
  const got = await client.request({
    method: 'GET',
    path,
    headers: headers.flat(),
    signal,
    responseHeaders: 'raw',
  });
  const received = pairs(got.headers);
  const { statusCode: status, statusText } = got;
  const body = await decoded(got.body, received, status, limits, signal);
  return { status, statusText, headers: received, body, request: { path, headers }, address };
}

/** undici hands raw headers over as one list of names and values. */
function pairs(raw: unknown): [string, string][] {
  const flat = Array.isArray(raw) ? raw.map((part: unknown) => latin1(part)) : [];
  const found: [string, string][] = [];
  for (let i = 0; i + 1 < flat.length; i += 2) found.push([flat[i] ?? '', flat[i + 1] ?? '']);
  return found;
}

function latin1(part: unknown): string {
  return Buffer.isBuffer(part) ? part.toString('latin1') : String(part);
}

async function decoded(
  wire: Readable,
  headers: readonly (readonly [string, string])[],
  status: number,
  limits: Limits,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const encodings = headers
    .filter(([name]) => name.toLowerCase() === 'content-encoding')
    .flatMap(([, value]) => value.split(','))
    .map((value) => value.trim().toLowerCase())
    .filter((value) => value !== '' && value !== 'identity');
  if (encodings.length > 1) throw new Refusal('unreachable', 'The answer is packed more than once.', status);
  const [encoding] = encodings;
  if (encoding === undefined) return capped(wire, status, limits, signal);
  if (!isDecoder(encoding))
    throw new Refusal(
      'unreachable',
      `The answer is packed in a way that was not asked for (${encoding}).`,
      status,
    );
  const decoder = DECODERS[encoding]();
  // pipe() hands on no errors.
  wire.on('error', (error) => decoder.destroy(error));
  try {
    return await capped(wire.pipe(decoder), status, limits, signal);
  } finally {
    wire.destroy();
    decoder.destroy();
  }
}

function isDecoder(encoding: string): encoding is keyof typeof DECODERS {
  return encoding in DECODERS;
}

async function capped(
  stream: Readable,
  status: number,
  { bytes }: Limits,
  signal: AbortSignal,
): Promise<Uint8Array> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of addAbortSignal(signal, stream)) {
    size += chunk.length;
    if (size > bytes)
      throw new Refusal('too_large', `It is larger than ${Math.round(bytes / 1_048_576)} MB.`, status);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, size);
}
