import { createHash, createHmac, timingSafeEqual } from 'node:crypto';

type SignedRequest = {
  method: string;
  /** Path and query as they were sent. */
  target: string;
  /** By lower-case name. */
  headers: Readonly<Record<string, string | undefined>>;
  body: Uint8Array;
};

const AUTHORIZATION =
  /^AWS4-HMAC-SHA256 Credential=([^/]+)\/(\d{8})\/([^/]+)\/s3\/aws4_request,\s*SignedHeaders=([^,]+),\s*Signature=([0-9a-f]{64})$/;

/**
 * Why a request to S3 is not signed by whoever has these keys: the code that S3 answers with; null where it is.
 * Written from the specification alone, apart from what signs.
 * Source: https://docs.aws.amazon.com/AmazonS3/latest/API/sig-v4-header-based-auth.html
 */
export function signatureProblem(
  request: SignedRequest,
  keys: Readonly<Record<string, string>>,
): 'AccessDenied' | 'InvalidAccessKeyId' | 'XAmzContentSHA256Mismatch' | 'SignatureDoesNotMatch' | null {
  const told = AUTHORIZATION.exec(request.headers['authorization'] ?? '');
  const at = request.headers['x-amz-date'] ?? '';
  if (told === null || !at.startsWith(told[2] ?? '-')) return 'AccessDenied';
  const [, id = '', day = '', region = '', names = '', signature = ''] = told;
  const secret = keys[id];
  if (secret === undefined) return 'InvalidAccessKeyId';
  const signed = names.split(';');
  const bound = Object.keys(request.headers).filter((name) => name === 'host' || name.startsWith('x-amz-'));
  if (bound.some((name) => !signed.includes(name))) return 'AccessDenied';
  const hash = request.headers['x-amz-content-sha256'] ?? '';
  // What has no body need not hash it.
  const bodiless = hash === 'UNSIGNED-PAYLOAD' && request.body.byteLength === 0;
  if (!bodiless && hash !== sha256(request.body)) return 'XAmzContentSHA256Mismatch';
  const [path = '', query = ''] = request.target.split('?');
  const canonical = [
    request.method,
    path.split('/').map(encoded).join('/'),
    canonicalQuery(query),
    ...signed.map((name) => `${name}:${(request.headers[name] ?? '').trim().replace(/ +/g, ' ')}`),
    '',
    names,
    hash,
  ].join('\n');
  const scope = `${day}/${region}/s3/aws4_request`;
  const toSign = ['AWS4-HMAC-SHA256', at, scope, sha256(canonical)].join('\n');
  const key = [day, region, 's3', 'aws4_request'].reduce<string | Buffer>(hmac, `AWS4${secret}`);
  const right = timingSafeEqual(hmac(key, toSign), Buffer.from(signature, 'hex'));
  return right ? null : 'SignatureDoesNotMatch';
}

function sha256(data: string | Uint8Array): string {
  return createHash('sha256').update(data).digest('hex');
}

function hmac(key: string | Buffer, data: string): Buffer {
  return createHmac('sha256', key).update(data).digest();
}

/** Encoded once, whether or not the client has; unreserved characters stand. */
function encoded(part: string): string {
  return encodeURIComponent(decodeURIComponent(part)).replace(
    /[!'()*]/g,
    (character) => `%${character.charCodeAt(0).toString(16).toUpperCase()}`,
  );
}

function canonicalQuery(query: string): string {
  if (query === '') return '';
  const pairs = query.split('&').map((pair) => {
    const [name = '', value = ''] = pair.split('=');
    return `${encoded(name)}=${encoded(value)}`;
  });
  return pairs.sort().join('&');
}
