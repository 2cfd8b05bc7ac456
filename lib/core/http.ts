import { randomBytes } from 'node:crypto';
import { env } from './env.ts';
import { AppError, type ErrorCode, HTTP_STATUS } from './errors.ts';
import { log } from './log.ts';
import { RateLimited } from './rate-limit.ts';
import { isSameOrigin } from './same-origin.ts';
import { DATA_POLICY, securityHeaders } from './security-headers.ts';

const SAFE_METHODS = ['GET', 'HEAD', 'OPTIONS'];

const TITLES: Record<ErrorCode, string> = {
  invalid: 'The request is not valid',
  unauthenticated: 'Not signed in',
  forbidden: 'Not allowed',
  not_found: 'Not found',
  conflict: 'Changed meanwhile',
  duplicate: 'There already',
  rate_limited: 'Too many requests',
  unavailable: 'Unavailable',
};

export const FOREIGN_REQUEST =
  'This request did not come from a page of this site. Reload the page and try again.';

/** Problem details (RFC 9457). Never stored by a cache. */
export function problem(
  status: number,
  title: string,
  detail: string,
  extra: Readonly<Record<string, unknown>> = {},
): Response {
  return new Response(JSON.stringify({ ...extra, type: 'about:blank', status, title, detail }), {
    status,
    headers: { 'Content-Type': 'application/problem+json; charset=utf-8', 'Cache-Control': 'no-store' },
  });
}

/** The headers of what is not a page. Where proxy.ts is passed, it sets its own instead. */
function withHeaders(answer: Response): Response {
  for (const [name, value] of Object.entries(securityHeaders(env().nextAuthUrl)))
    answer.headers.set(name, value);
  answer.headers.set('Content-Security-Policy', DATA_POLICY);
  return answer;
}

/** A route that answers GET answers HEAD as well, see `handle`. */
const WITH_GET = { GET: ['GET', 'HEAD'], POST: ['POST'] } as const;
const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const;
type Method = (typeof METHODS)[number];

/**
 * What a route that answers these methods alone says to each other one: 405 with `Allow` (RFC 9110, 15.5.6), and the same list to
 * OPTIONS.
 */
export function allowOnly(
  ...answered: readonly (keyof typeof WITH_GET)[]
): Record<Method, (request: Request) => Response> {
  const allow = [...answered.flatMap((method) => WITH_GET[method]), 'OPTIONS'].join(', ');
  const refuse = ({ method }: Request) => {
    const answer =
      method === 'OPTIONS'
        ? new Response(null, { status: 204 })
        : problem(405, 'Method not allowed', `This address answers ${allow}, and not ${method}.`);
    answer.headers.set('Allow', allow);
    return withHeaders(answer);
  };
  return Object.fromEntries(METHODS.map((method) => [method, refuse])) as Record<Method, typeof refuse>;
}

/** The same answer to every method. Nothing is done for any of them, so it does not matter which page a request came from. */
export function answerAlike(
  answer: (request: Request) => Promise<Response>,
): Record<Method, (request: Request) => Promise<Response>> {
  const each = (request: Request) => answered(request, () => answer(request));
  return Object.fromEntries(METHODS.map((method) => [method, each])) as Record<Method, typeof each>;
}

/** An answer of the API: somebody's own view of the rows, so no cache keeps it. */
export function json(body: unknown): Response {
  return new Response(JSON.stringify(body), {
    headers: {
      'Content-Type': 'application/json; charset=utf-8',
      'Cache-Control': 'no-store',
      Vary: 'Authorization, Cookie',
    },
  });
}

/** Content-Disposition with a plain and a Unicode name (RFC 6266). */
function attachment(name: string): string {
  const plain = name.replace(/[^\x20-\x7E]/g, '_').replace(/["\\]/g, '_');
  return `attachment; filename="${plain}"; filename*=UTF-8''${encodeURIComponent(name)}`;
}

/** The headers of a file that this product wrote, to be saved under its name; of so many bytes where that is known. */
export function attachedAs(name: string, type: string, bytes?: number): Record<string, string> {
  return {
    'Content-Type': type,
    'Content-Disposition': attachment(name),
    'Cache-Control': 'no-store',
    ...(bytes !== undefined && { 'Content-Length': String(bytes) }),
  };
}

/**
 * A file that others made: saved under its name (plain ASCII) as bytes of no kind, or shown as the image that it is. Its address
 * lies under /snapshots/, where nothing runs.
 */
export function keptFile(
  { bytes, name }: { bytes: Uint8Array; name: string },
  shownAs: string | null,
): Response {
  return new Response(new Uint8Array(bytes), {
    headers: {
      'Content-Type': shownAs ?? 'application/octet-stream',
      'Content-Disposition': `${shownAs === null ? 'attachment' : 'inline'}; filename="${name}"`,
      'Cache-Control': 'private, no-store',
    },
  });
}

/** Logs what nobody expected and returns the id by which the log knows it; people are shown this id. */
export function logUnexpected(error: unknown, where: string): string {
  const id = randomBytes(5).toString('hex');
  log.error({ id, where, err: error }, 'unexpected error');
  return id;
}

/**
 * Runs a route handler. What changes something must come from a page of this site; an AppError becomes its problem
 * response with `code` and `fields`, anything else a 500 with an id that is in the log.
 */
export function handle(request: Request, work: () => Promise<Response>): Promise<Response> {
  return answered(request, async () => {
    if (!SAFE_METHODS.includes(request.method) && !isSameOrigin(request.headers, env().nextAuthUrl))
      throw new AppError('forbidden', FOREIGN_REQUEST);
    return work();
  });
}

async function answered(request: Request, work: () => Promise<Response>): Promise<Response> {
  return withHeaders(await answerOf(request, work));
}

async function answerOf(request: Request, work: () => Promise<Response>): Promise<Response> {
  try {
    const answer = await work();
    if (request.method !== 'HEAD') return answer;
    // Next answers HEAD by GET and leaves the body where it is: a file's would hold its connection for ever.
    await answer.body?.cancel();
    return new Response(null, answer);
  } catch (error) {
    if (error instanceof AppError) {
      const answer = problem(HTTP_STATUS[error.code], TITLES[error.code], error.message, {
        code: error.code,
        fields: error.fields,
      });
      if (error.code === 'unauthenticated')
        answer.headers.set('WWW-Authenticate', 'Bearer realm="Claim Ledger"');
      if (error instanceof RateLimited) answer.headers.set('Retry-After', String(error.seconds));
      return answer;
    }
    const id = logUnexpected(error, `${request.method} ${new URL(request.url).pathname}`);
    return problem(500, 'Something went wrong', `This has been logged as ${id}.`, { id });
  }
}

/** The body as text, at most so many bytes; throws `invalid` as soon as there are more. */
export async function readText(request: Request, mostBytes: number): Promise<string> {
  return new TextDecoder().decode(await readBytes(request, mostBytes));
}

/** The body, at most so many bytes; throws `invalid` as soon as there are more. */
export async function readBytes(request: Request, mostBytes: number): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of request.body ?? []) {
    bytes += chunk.byteLength;
    if (bytes > mostBytes) throw new AppError('invalid', `The request is larger than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks, bytes);
}
