import { lookup } from 'node:dns/promises';
import { isIP } from 'node:net';
import { networkInterfaces } from 'node:os';
import { buildConnector, Client } from 'undici';
import { env } from './env.ts';
import { type Answer, type Limits, Refusal, readAnswer } from './outgoing-answer.ts';
import { isPublicAddress } from './public-address.ts';

/** What may be fetched, and how names become addresses. Tests bring their own. */
export interface FetchPolicy {
  /** Whether the public internet may be asked at all. */
  readonly publicInternet: boolean;
  readonly ports: readonly string[];
  /** `host:port` as a URL has it: fetched although its address or port is not public. */
  readonly exceptions: readonly string[];
  /** All addresses of a name. */
  readonly resolve: (host: string) => Promise<readonly string[]>;
}

/** One step of a redirect chain: the address that was asked, and the status that sent us on. */
type RedirectStep = { url: string; status: number };

/** An address with what it answered. */
type Exchange = { url: string; answer: Answer };

/**
 * `exchanges` are all of them, the redirects too. refused: against the rules above; unreachable: no answer, or a broken one; too_slow and too_large: given up on.
 * `reason` is a sentence for people.
 */
export type Fetched = { redirects: RedirectStep[]; url: string; exchanges: Exchange[] } & (
  | { ok: true; answer: Answer }
  | {
      ok: false;
      kind: 'refused' | 'unreachable' | 'too_slow' | 'too_large';
      reason: string;
      status: number | null;
    }
);

const MOST_REDIRECTS = 3;
const REDIRECTS = new Set([301, 302, 303, 307, 308]);
const CONNECT_MS = 8_000;
const HEADER_BYTES = 32_768;

/** The policy of this installation; see CAPTURE_PUBLIC and CAPTURE_ALLOW. */
function ownPolicy(): FetchPolicy {
  const { capturePublic, captureAllow } = env();
  return {
    publicInternet: capturePublic,
    ports: ['80', '443'],
    exceptions: captureAllow,
    resolve: addressesOf,
  };
}

async function addressesOf(host: string): Promise<string[]> {
  return (await lookup(host, { all: true, verbatim: true })).map(({ address }) => address);
}

/**
 * Gets an address of the web, which somebody else chose: http(s) on ports 80 and 443, public addresses only, checked anew at each
 * of at most three redirects; the connection goes to the very address that was checked. No cookies, no credentials. At most
 * `limits.bytes` of body after decoding, and `limits.milliseconds` for all of it. Never throws for what the other side does.
 */
export async function fetchSafely(
  address: string,
  limits: Limits,
  policy: FetchPolicy = ownPolicy(),
  stopped?: AbortSignal,
): Promise<Fetched> {
  const time = AbortSignal.timeout(limits.milliseconds);
  const signal = stopped ? AbortSignal.any([time, stopped]) : time;
  const redirects: RedirectStep[] = [];
  const exchanges: Exchange[] = [];
  let url = address;
  let inside = true;
  try {
    for (;;) {
      const target = await checked(url, policy, inside, signal);
      url = target.url.href;
      inside = target.exception;
      const answer = await ask(target, limits, signal);
      exchanges.push({ url, answer });
      const next = answer.headers.find(([name]) => name.toLowerCase() === 'location')?.[1];
      if (!REDIRECTS.has(answer.status) || next === undefined)
        return { ok: true, redirects, url, exchanges, answer };
      redirects.push({ url, status: answer.status });
      if (redirects.length > MOST_REDIRECTS)
        throw new Refusal('unreachable', `It sends on more than ${MOST_REDIRECTS} times.`);
      if (!URL.canParse(next, url))
        throw new Refusal('unreachable', 'It sends on to something that is no address.');
      url = new URL(next, url).href;
    }
  } catch (error) {
    stopped?.throwIfAborted();
    const { kind, message, status } = refusalOf(error, time, limits);
    return { ok: false, redirects, url, exchanges, kind, reason: message, status };
  }
}

type Target = { url: URL; address: string; exception: boolean };

/** Checks an address, and finds out where it is. An exception is not reached from outside: a public page must not lead there. */
async function checked(
  address: string,
  policy: FetchPolicy,
  inside: boolean,
  signal: AbortSignal,
): Promise<Target> {
  if (!URL.canParse(address)) throw new Refusal('refused', 'This is not a web address.');
  const url = new URL(address);
  if (url.protocol !== 'http:' && url.protocol !== 'https:')
    throw new Refusal('refused', `Only http and https are fetched, not ${url.protocol}`);
  if (url.username !== '' || url.password !== '')
    throw new Refusal('refused', 'The address holds a user name or password.');
  url.hash = '';
  const port = url.port || (url.protocol === 'https:' ? '443' : '80');
  const exception = inside && policy.exceptions.includes(`${url.hostname}:${port}`);
  if (!exception && !policy.publicInternet)
    throw new Refusal('refused', 'Fetching from the internet is turned off here (CAPTURE_PUBLIC).');
  if (!exception && !policy.ports.includes(port))
    throw new Refusal('refused', `Only the ports ${policy.ports.join(' and ')} are fetched, not ${port}.`);
  const host = url.hostname.replace(/^\[|\]$/g, '');
  const addresses = isIP(host) ? [host] : await resolved(host, policy, signal);
  const own = exception ? [] : ownAddresses();
  for (const one of addresses) {
    if (!exception && (!isPublicAddress(one) || own.includes(one)))
      throw new Refusal('refused', `${url.hostname} is not on the public internet.`);
  }
  const [first] = addresses;
  if (first === undefined || !isIP(first))
    throw new Refusal('unreachable', `${url.hostname} has no address.`);
  return { url, address: first, exception };
}

async function resolved(host: string, policy: FetchPolicy, signal: AbortSignal): Promise<readonly string[]> {
  const gone = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  try {
    return await Promise.race([policy.resolve(host), gone]);
  } catch (error) {
    signal.throwIfAborted();
    throw new Refusal('unreachable', `The name ${host} is not known (${codeOf(error)}).`);
  }
}

function ownAddresses(): string[] {
  return Object.values(networkInterfaces()).flatMap((list = []) => list.map(({ address }) => address));
}

/** One request, on a connection to that one address. */
async function ask({ url, address }: Target, limits: Limits, signal: AbortSignal): Promise<Answer> {
  const connect = buildConnector({ allowH2: false, timeout: CONNECT_MS, keepAlive: false });
  const client = new Client(url.origin, {
    // Looking the name up again could give another answer.
    connect: (options, done) => connect({ ...options, hostname: address }, done),
    allowH2: false,
    pipelining: 0,
    maxHeaderSize: HEADER_BYTES,
    headersTimeout: limits.milliseconds,
    bodyTimeout: limits.milliseconds,
  });
  try {
    return await readAnswer(client, url, address, limits, signal);
  } finally {
    await client.destroy();
  }
}

function refusalOf(error: unknown, time: AbortSignal, { milliseconds }: Limits): Refusal {
  if (error instanceof Refusal) return error;
  if (time.aborted)
    return new Refusal('too_slow', `It took longer than ${Math.round(milliseconds / 1_000)} seconds.`);
  if (error instanceof Error) return new Refusal('unreachable', `It does not answer (${codeOf(error)}).`);
  throw error;
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  return 'code' in error && typeof error.code === 'string' ? error.code : error.name;
}
