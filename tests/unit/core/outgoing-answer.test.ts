import { setTimeout as sleep } from 'node:timers/promises';
import { brotliCompressSync, gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { fetchSafely } from '#lib/core/outgoing.ts';
import { serve, testPolicy } from '../../support/loopback.ts';

const limits = { bytes: 1_048_576, milliseconds: 5_000 };

describe('what comes back', () => {
  const at = async (listener: Parameters<typeof serve>[0], own = limits) => {
    const port = await serve(listener);
    return fetchSafely(`http://page.example:${port}/a?b=1#c`, own, testPolicy([`page.example:${port}`]));
  };

  test('is the body, the headers in their order and spelling, and what was asked', async () => {
    const seen: unknown[] = [];
    const got = await at((request, answer) => {
      seen.push(request.url, request.headers.cookie, request.headers.authorization);
      answer.writeHead(200, 'Fine', [
        ...['X-Odd-Case', 'yes', 'set-cookie', 'a=1', 'Set-Cookie', 'b=2', 'Content-Encoding', 'gzip'],
      ]);
      answer.end(gzipSync('тело'));
    });
    expect(seen).toEqual(['/a?b=1', undefined, undefined]);
    if (!got.ok) throw new Error(got.reason);
    expect(got.answer).toMatchObject({ status: 200, statusText: 'Fine', address: '127.0.0.1' });
    expect(got.url).toMatch(/\/a\?b=1$/);
    expect(Buffer.from(got.answer.body).toString()).toBe('тело');
    expect(got.answer.headers.slice(0, 3)).toEqual([
      ['X-Odd-Case', 'yes'],
      ['set-cookie', 'a=1'],
      ['Set-Cookie', 'b=2'],
    ]);
  });

  test.each([
    ['gzip', gzipSync(Buffer.alloc(200_000_000))],
    ['br', brotliCompressSync(Buffer.alloc(200_000_000))],
  ])('is not a %s bomb: 200 MB out of a few bytes', async (encoding, packed) => {
    expect(packed.length).toBeLessThan(limits.bytes);
    const got = await at((_, answer) => answer.writeHead(200, { 'Content-Encoding': encoding }).end(packed));
    expect(got).toMatchObject({ kind: 'too_large', status: 200, reason: 'It is larger than 1 MB.' });
  });

  test('is not endless', async () => {
    const got = await at((_, answer) => {
      const more = () => {
        while (!answer.destroyed && answer.write(Buffer.alloc(65_536, 'x'))) {}
        if (!answer.destroyed) answer.once('drain', more);
      };
      more();
    });
    expect(got).toMatchObject({ kind: 'too_large' });
  });

  test.each(['gzip, gzip', 'br, gzip', 'zstd', 'compress'])('is not packed as %s', async (encoding) => {
    const got = await at((_, answer) => answer.writeHead(200, { 'Content-Encoding': encoding }).end('x'));
    expect(got).toMatchObject({ kind: 'unreachable', status: 200 });
  });

  test('is not broken in the middle', async () => {
    const half = gzipSync(Buffer.from('x'.repeat(10_000))).subarray(0, 30);
    const got = await at((_, answer) => answer.writeHead(200, { 'Content-Encoding': 'gzip' }).end(half));
    expect(got).toMatchObject({ kind: 'unreachable' });
    const short = await at((_, answer) => {
      answer.writeHead(200, { 'Content-Length': '100' });
      answer.write('half');
      setImmediate(() => answer.destroy());
    });
    expect(short).toMatchObject({ kind: 'unreachable' });
  });

  test('does not drip for ever, be it the headers or the body', async () => {
    const drip = { ...limits, milliseconds: 700 };
    const body = await at((_, answer) => {
      answer.writeHead(200, { 'Content-Length': '1000000' });
      const drop = setInterval(() => answer.write('x'), 50);
      answer.on('close', () => clearInterval(drop));
    }, drip);
    expect(body).toMatchObject({ kind: 'too_slow' });
    const head = await at((request) => {
      request.socket.write('HTTP/1.1 200 OK\r\n');
      const drop = setInterval(() => request.socket.write('X-More: y\r\n'), 50);
      request.socket.on('close', () => clearInterval(drop));
    }, drip);
    expect(head).toMatchObject({ kind: 'too_slow' });
    const name = await fetchSafely(
      'http://slow.example/',
      drip,
      testPolicy([], { resolve: () => sleep(60_000, [], { ref: false }) }),
    );
    expect(name).toMatchObject({ kind: 'too_slow', reason: 'It took longer than 1 seconds.' });
  });

  test('has no endless headers', async () => {
    const got = await at((request) => {
      request.socket.on('error', () => undefined);
      request.socket.write(
        `HTTP/1.1 200 OK\r\n${'X-Long: aaaaaaaaaaaaaaaaaaaaaaaaaaaaaa\r\n'.repeat(5_000)}\r\n`,
      );
    });
    expect(got).toMatchObject({ kind: 'unreachable' });
  });

  test('comes after three redirects, not after four', async () => {
    const steps = (most: number) =>
      at((request, answer) => {
        const step = Number(/step=(\d)/.exec(request.url ?? '')?.[1] ?? 0);
        if (step === most) answer.end('there');
        else answer.writeHead(302, { Location: `?step=${step + 1}` }).end();
      });
    const three = await steps(3);
    expect(three).toMatchObject({ ok: true, answer: { status: 200 } });
    expect(three.redirects.map(({ status }) => status)).toEqual([302, 302, 302]);
    expect(await steps(4)).toMatchObject({ kind: 'unreachable', reason: 'It sends on more than 3 times.' });
  });

  test('says why nothing came', async () => {
    const unknown = testPolicy([], {
      resolve: () => Promise.reject(Object.assign(new Error('no'), { code: 'ENOTFOUND' })),
    });
    expect(await fetchSafely('http://nowhere.example/', limits, unknown)).toMatchObject({
      kind: 'unreachable',
      reason: 'The name nowhere.example is not known (ENOTFOUND).',
    });
    const got = await fetchSafely('http://page.example:9/', limits, testPolicy(['page.example:9']));
    expect(got).toMatchObject({ kind: 'unreachable', reason: 'It does not answer (ECONNREFUSED).' });
  });
});
