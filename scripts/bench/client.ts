import http from 'node:http';
import { StringDecoder } from 'node:string_decoder';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { z } from 'zod';
import { CliError } from '../cli.ts';

export interface Answer {
  readonly status: number;
  readonly headers: http.IncomingHttpHeaders;
  /** As it came, not decompressed. */
  readonly body: Buffer;
  /** Milliseconds to the first byte of the body, and to the last. */
  readonly first: number;
  readonly all: number;
}

export interface Download {
  readonly rows: number;
  readonly distinct: number;
  readonly bytes: number;
  /** Milliseconds to the first row, and to the end. */
  readonly first: number;
  readonly all: number;
}

/** A program that speaks to one server, with its cookies and headers, over connections that stay open. */
export class Client {
  readonly #agent = new http.Agent({ keepAlive: true, maxSockets: 32 });
  readonly #cookies = new Map<string, string>();
  readonly base: URL;
  readonly #headers: Readonly<Record<string, string>>;

  constructor(base: string, headers: Readonly<Record<string, string>> = {}) {
    this.base = new URL(base);
    this.#headers = headers;
  }

  async #open(path: string, form?: Record<string, string>): Promise<http.IncomingMessage> {
    const body = form && new URLSearchParams(form).toString();
    const cookie = [...this.#cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = {
      ...this.#headers,
      ...(cookie && { cookie }),
      ...(body && { 'content-type': 'application/x-www-form-urlencoded', origin: this.base.origin }),
    };
    const method = body ? 'POST' : 'GET';
    return new Promise((resolve, reject) => {
      const request = http.request(
        new URL(path, this.base),
        { agent: this.#agent, method, headers },
        (response) => {
          for (const line of response.headers['set-cookie'] ?? []) {
            const [pair = ''] = line.split(';');
            const at = pair.indexOf('=');
            this.#cookies.set(pair.slice(0, at), pair.slice(at + 1));
          }
          resolve(response);
        },
      );
      request.setTimeout(60_000, () => request.destroy(new CliError(`${path} did not answer for a minute.`)));
      request.on('error', reject);
      request.end(body);
    });
  }

  async send(path: string, form?: Record<string, string>): Promise<Answer> {
    const begin = performance.now();
    const response = await this.#open(path, form);
    const chunks: Buffer[] = [];
    let first = 0;
    for await (const chunk of response) {
      if (chunks.length === 0) first = performance.now() - begin;
      chunks.push(chunk as Buffer);
    }
    const all = performance.now() - begin;
    const { statusCode: status = 0, headers } = response;
    return { status, headers, body: Buffer.concat(chunks), first: first || all, all };
  }

  /** Reads a CSV file whose first column is an id, and counts its rows and how many ids are different. */
  async download(path: string): Promise<Download> {
    const begin = performance.now();
    const response = await this.#open(path);
    if (response.statusCode !== 200) throw new CliError(`${path} answered ${response.statusCode}.`);
    const decoder = new StringDecoder('latin1');
    const ids = new Set<number>();
    let [rows, bytes, first, rest] = [0, 0, 0, ''];
    for await (const chunk of response as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      const lines = (rest + decoder.write(chunk)).split('\n');
      rest = lines.pop() ?? '';
      for (const line of lines) {
        const id = /^"?(\d+)"?,/.exec(line)?.[1];
        if (id === undefined) continue;
        if (rows === 0) first = performance.now() - begin;
        rows += 1;
        ids.add(Number(id));
      }
    }
    return { rows, distinct: ids.size, bytes, first, all: performance.now() - begin };
  }

  /** Goes away in the middle of a file. */
  async abandon(path: string): Promise<void> {
    const response = await this.#open(path);
    await new Promise((resolve) => response.once('data', resolve));
    response.destroy();
  }

  async signIn(email: string, password: string): Promise<void> {
    const { csrfToken } = z.object({ csrfToken: z.string() }).parse(await this.json('/api/auth/csrf'));
    await this.send('/api/auth/callback/credentials', { csrfToken, email, password, json: 'true' });
    if (JSON.stringify(await this.json('/api/auth/session')) === '{}')
      throw new CliError(`${email} could not sign in at ${this.base.href}.`);
  }

  /** Its cookies, as a browser takes them over. */
  cookies(): { name: string; value: string; url: string }[] {
    return [...this.#cookies].map(([name, value]) => ({ name, value, url: this.base.href }));
  }

  async json(path: string): Promise<unknown> {
    return JSON.parse(decoded(await this.send(path)).toString());
  }

  close(): void {
    this.#agent.destroy();
  }
}

export function decoded({ headers, body }: Answer): Buffer {
  if (headers['content-encoding'] === 'gzip') return gunzipSync(body);
  return headers['content-encoding'] === 'br' ? brotliDecompressSync(body) : body;
}

/** Compressed kilobytes of script and style that a page's HTML asks for at once. */
export async function weigh(
  client: Client,
  page: string,
): Promise<{ scripts: number; styles: number; files: number }> {
  const compressed = new Client(client.base.href, { 'accept-encoding': 'br, gzip' });
  try {
    const html = decoded(await client.send(page)).toString();
    // What is only for browsers without modules is not loaded by any that we serve.
    const found = html
      .replace(/<script[^>]* noModule[^>]*>/g, '')
      .matchAll(/(?:src|href)="(\/_next\/static\/[^"?]+\.(?:js|css))/g);
    const files = new Set([...found].map((match) => match[1] ?? ''));
    const sizes = { scripts: 0, styles: 0, files: files.size };
    for (const file of files) {
      const { body } = await compressed.send(file);
      sizes[file.endsWith('.css') ? 'styles' : 'scripts'] += body.length / 1_000;
    }
    return sizes;
  } finally {
    compressed.close();
  }
}
