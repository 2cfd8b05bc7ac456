import { AsyncLocalStorage } from 'node:async_hooks';
import { subscribe } from 'node:diagnostics_channel';
import { ServerResponse } from 'node:http';

/** What one request has waited for the database so far. Statements that run side by side count once. */
type Timing = { begin: number; database: number; running: number; since: number };

// The server's own code and the pages' are built apart: the global object is where they meet.
const holder = globalThis as typeof globalThis & { ledgerTiming?: AsyncLocalStorage<Timing> };

function requests(): AsyncLocalStorage<Timing> {
  holder.ledgerTiming ??= new AsyncLocalStorage();
  return holder.ledgerTiming;
}

/** Counts a statement to the request that sends it; call what it returns when the answer is there. */
export function databaseWait(): () => void {
  const timing = requests().getStore();
  if (timing === undefined) return () => undefined;
  if (timing.running === 0) timing.since = performance.now();
  timing.running += 1;
  return () => {
    timing.running -= 1;
    if (timing.running === 0) timing.database += performance.now() - timing.since;
  };
}

/** Where the time of a guess at a password goes is nobody's business. */
const UNTOLD = /^\/(api\/auth|sign-in)(\/|\?|$)/;

/** `db` and `total` in milliseconds until the first byte, as https://www.w3.org/TR/server-timing/ has it. */
function serverTiming({ begin, database, running, since }: Timing): string {
  const at = performance.now();
  const waited = running > 0 ? database + at - since : database;
  return `db;dur=${waited.toFixed(1)}, total;dur=${(at - begin).toFixed(1)}`;
}

/** From now on every answer of this process says in Server-Timing what it took. Call it once, before the server listens. */
export function tellServerTiming(): void {
  subscribe('http.server.request.start', (message) => {
    if (typeof message !== 'object' || message === null || !('response' in message)) return;
    const { response } = message;
    if (!(response instanceof ServerResponse) || UNTOLD.test(response.req.url ?? '')) return;
    const timing: Timing = { begin: performance.now(), database: 0, running: 0, since: 0 };
    requests().enterWith(timing);
    const write = response.writeHead;
    Object.defineProperty(response, 'writeHead', {
      // What compresses answers puts its own in its place.
      configurable: true,
      writable: true,
      value: (...args: unknown[]): unknown => {
        if (!response.headersSent) response.setHeader('Server-Timing', serverTiming(timing));
        return Reflect.apply(write, response, args);
      },
    });
  });
}
