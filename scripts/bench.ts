import http from 'node:http';
import { parseArgs } from 'node:util';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { prepareDataSet } from './bench/database.ts';
import { CliError, runMain } from './cli.ts';
import { enterProject, withDatabase } from './database-for-command.ts';

const USAGE = `npm run bench -- [--url ADDRESS] [--email E-MAIL] [--password PASSWORD] [--requests N]

Measures a running site (npm start) over HTTP, signed in: time to the whole answer at 1 and at 8 clients, and the size of the
script and style that the claims table loads, compressed as the site sends them.

  --url        the site, http://127.0.0.1:PORT if not given
  --email      who signs in, ADMIN_EMAIL if not given
  --password   ADMIN_PASSWORD if not given
  --requests   requests for each figure, 200 if not given

npm run bench -- --prepare-only [--claims N]

Makes the database ledger_10k (or 100k, 1m), with so many claims, beside the product's own on the same server.`;

const PAGES = [
  '/claims',
  '/claims?q=visa',
  '/claims?status=false,misleading&topic=visa&sort=-claimed',
  '/claims/16',
  '/facts',
  '/sources',
  '/claims/export.csv',
  '/claims/export.json',
];
const CLIENTS = [1, 8];
const WARM_UP = 20;

type Answer = { status: number; headers: http.IncomingHttpHeaders; body: Buffer };

class Site {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 16 });
  readonly #base: URL;
  readonly #cookies = new Map<string, string>();

  constructor(base: URL) {
    this.#base = base;
  }

  /** One request with this site's cookies; the body as it came, not decompressed. */
  send(path: string, form?: Record<string, string>): Promise<Answer> {
    const body = form && new URLSearchParams(form).toString();
    const headers = {
      cookie: [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; '),
      'accept-encoding': 'br, gzip',
      ...(body && { 'content-type': 'application/x-www-form-urlencoded', origin: this.#base.origin }),
    };
    return new Promise((resolve, reject) => {
      const request = http.request(
        new URL(path, this.#base),
        { agent: this.#agent, method: body ? 'POST' : 'GET', headers },
        (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('error', reject);
          response.on('end', () => {
            for (const cookie of response.headers['set-cookie'] ?? []) this.#keep(cookie);
            resolve({
              status: response.statusCode ?? 0,
              headers: response.headers,
              body: Buffer.concat(chunks),
            });
          });
        },
      );
      request.on('error', reject);
      request.end(body);
    });
  }

  #keep(cookie: string): void {
    const [pair = ''] = cookie.split(';');
    const at = pair.indexOf('=');
    this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
  }

  async signIn(email: string, password: string): Promise<void> {
    const answer = await this.send('/api/auth/csrf');
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse(JSON.parse(decoded(answer).toString()));
    await this.send('/api/auth/callback/credentials', { csrfToken, email, password, json: 'true' });
    const session = decoded(await this.send('/api/auth/session')).toString();
    if (session === '{}') throw new CliError(`${email} could not sign in: is it the right password?`);
  }

  close(): void {
    this.#agent.destroy();
  }
}

/** Milliseconds that each of `requests` answers took, by `clients` at once. */
async function measure(site: Site, page: string, requests: number, clients: number) {
  const times: number[] = [];
  let left = requests;
  const begin = performance.now();
  await Promise.all(
    Array.from({ length: clients }, async () => {
      while (left-- > 0) {
        const start = performance.now();
        const { status } = await site.send(page);
        if (status !== 200) throw new CliError(`${page} answered ${status}.`);
        times.push(performance.now() - start);
      }
    }),
  );
  const seconds = (performance.now() - begin) / 1000;
  times.sort((a, b) => a - b);
  const at = (share: number) => times[Math.min(times.length - 1, Math.floor(times.length * share))] ?? 0;
  return { p50: at(0.5), p95: at(0.95), perSecond: times.length / seconds };
}

/** Compressed kilobytes of what a page's HTML asks for at once. */
async function weigh(site: Site, page: string): Promise<{ scripts: number; styles: number; files: number }> {
  const answer = await site.send(page);
  const html = decoded(answer).toString();
  const files = new Set(
    [...html.matchAll(/(?:src|href)="(\/_next\/static\/[^"?]+\.(?:js|css))/g)].map((match) => match[1] ?? ''),
  );
  const sizes = { scripts: 0, styles: 0, files: files.size };
  for (const file of files) {
    const { body } = await site.send(file);
    sizes[file.endsWith('.css') ? 'styles' : 'scripts'] += body.length / 1000;
  }
  return sizes;
}

function decoded({ headers, body }: Answer): Buffer {
  if (headers['content-encoding'] === 'gzip') return gunzipSync(body);
  return headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
}

async function main(): Promise<void> {
  const { values } = parseArgs({
    options: {
      url: { type: 'string' },
      email: { type: 'string' },
      password: { type: 'string' },
      requests: { type: 'string', default: '200' },
      claims: { type: 'string', default: '10000' },
      'prepare-only': { type: 'boolean', default: false },
      help: { type: 'boolean', short: 'h' },
    },
  });
  if (values.help) return console.log(USAGE);
  if (values['prepare-only']) {
    const claims = Number(values.claims);
    if (!Number.isInteger(claims) || claims < 100)
      throw new CliError('--claims is a whole number from 100 on.');
    await withDatabase(async (urls) => {
      await prepareDataSet(urls, claims);
    });
    return;
  }
  const { port, adminEmail, adminPassword } = enterProject();
  const base = values.url ?? `http://127.0.0.1:${port}`;
  const password = values.password ?? adminPassword;
  const requests = Number(values.requests);
  if (!URL.canParse(base)) throw new CliError(`--url ${base} is not an address.`);
  if (!password) throw new CliError('Whose site is it? Give --password, or set ADMIN_PASSWORD.');
  if (!Number.isInteger(requests) || requests < 1)
    throw new CliError('--requests is a whole number from 1 on.');

  const site = new Site(new URL(base));
  try {
    await site.signIn(values.email ?? adminEmail, password);
    const rows: Record<string, string | number>[] = [];
    for (const page of PAGES) {
      await measure(site, page, WARM_UP, 1);
      for (const clients of CLIENTS) {
        const { p50, p95, perSecond } = await measure(site, page, requests, clients);
        rows.push({
          page,
          clients,
          'p50 ms': Number(p50.toFixed(1)),
          'p95 ms': Number(p95.toFixed(1)),
          'per second': Math.round(perSecond),
        });
      }
    }
    console.table(rows);
    const { scripts, styles, files } = await weigh(site, '/claims');
    console.log(
      `/claims loads ${files} files: ${scripts.toFixed(0)} kB of script, ${styles.toFixed(0)} kB of style, compressed.`,
    );
  } finally {
    site.close();
  }
}

await runMain(main);
