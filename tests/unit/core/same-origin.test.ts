import { expect, test } from 'vitest';
import { isSameOrigin, ownOrigins } from '#lib/core/same-origin.ts';

const local = 'http://localhost:3000';
const https = 'https://claims.example.org';

function sent(headers: Record<string, string>, publicUrl: string): boolean {
  return isSameOrigin(new Headers({ host: 'localhost:3000', ...headers }), publicUrl);
}

test.each([
  ['the host it was sent to', { origin: 'http://localhost:3000' }, local],
  ['another name of this machine', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }, local],
  ['the public address, behind a proxy that changes Host', { host: 'app:3000', origin: https }, https],
  ['both headers', { origin: 'http://localhost:3000', 'sec-fetch-site': 'same-origin' }, local],
  ['Sec-Fetch-Site alone', { 'sec-fetch-site': 'same-origin' }, local],
  ['a loopback address of a public site', { host: '127.0.0.1:3000', origin: 'http://127.0.0.1:3000' }, https],
])('accepts %s', (_, headers, publicUrl) => {
  expect(sent(headers, publicUrl)).toBe(true);
});

test.each([
  ['neither header', {}, local],
  ['a foreign origin', { origin: 'https://evil.example' }, local],
  ['the origin null', { origin: 'null' }, local],
  ['the origin null from the same site', { origin: 'null', 'sec-fetch-site': 'same-origin' }, local],
  ['another port', { origin: 'http://localhost:3001' }, local],
  ['a host that only begins like ours', { origin: 'http://localhost:3000.evil.example' }, local],
  [
    'plain http to a site that is https',
    { host: 'claims.example.org', origin: 'http://claims.example.org' },
    https,
  ],
  [
    'a cross-site fetch that forges Origin',
    { origin: 'http://localhost:3000', 'sec-fetch-site': 'cross-site' },
    local,
  ],
  ['a sibling domain', { 'sec-fetch-site': 'same-site' }, local],
  ['an address typed into the browser', { 'sec-fetch-site': 'none' }, local],
  ['an origin with a path', { origin: 'http://localhost:3000/' }, local],
  ['a host that is none', { host: 'evil.example/@localhost', origin: 'http://evil.example' }, local],
])('refuses %s', (_, headers, publicUrl) => {
  expect(sent(headers, publicUrl)).toBe(false);
});

test('names the host of the request first, then the public address', () => {
  expect(ownOrigins(new Headers({ host: '127.0.0.1:3000' }), local)).toEqual([
    'http://127.0.0.1:3000',
    local,
  ]);
  expect(ownOrigins(new Headers({ host: 'localhost:3000' }), local)).toEqual([local]);
  expect(ownOrigins(new Headers(), https)).toEqual([https]);
});
