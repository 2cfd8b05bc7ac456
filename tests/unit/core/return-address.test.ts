import fc from 'fast-check';
import { expect, test } from 'vitest';
import { returnAddress } from '#lib/core/return-address.ts';

const here = ['http://localhost:3000', 'http://127.0.0.1:3000'];

test.each([
  ['/claims', '/claims'],
  [
    '/claims?status=false&q=%D0%98%D1%81%D1%82%D1%80%D0%B0#top',
    '/claims?status=false&q=%D0%98%D1%81%D1%82%D1%80%D0%B0#top',
  ],
  ['http://localhost:3000/sources/4', '/sources/4'],
  ['http://127.0.0.1:3000/facts', '/facts'],
  ['claims/7', '/claims/7'],
])('%s leads to %s', (raw, address) => {
  expect(returnAddress(raw, here)).toBe(address);
});

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  '/..//evil.example',
  'http:\\\\evil.example',
  'https:evil.example',
  'https://evil.example',
  'http://evil.example:3000/',
  'http://localhost:3001/',
  'https://localhost:3000/',
  'http://localhost:3000@evil.example/',
  'http://user:word@localhost:3000/',
  'http://localhost:3000.evil.example/',
  'javascript:alert(1)',
  'JaVaScRiPt:alert(1)',
  'data:text/html,<script>alert(1)</script>',
  'blob:http://localhost:3000/x',
  '/\t/evil.example',
  '\n//evil.example',
  ' //evil.example',
  '/\u0000/evil.example',
  'http://[::1',
  '',
  undefined,
  null,
  ['/claims'],
  '/sign-in',
  '/sign-in?callbackUrl=/',
  '/api/auth/signout',
])('%s leads to the first page', (raw) => {
  expect(returnAddress(raw, here)).toBe('/');
});

test('an address that is too long leads to the first page', () => {
  expect(returnAddress(`/${'a'.repeat(3_000)}`, here)).toBe('/');
});

test('a percent sign stays what it is, and so on this site', () => {
  expect(returnAddress('/%2F%2Fevil.example', here)).toBe('/%2F%2Fevil.example');
  expect(returnAddress('/%5Cevil.example', here)).toBe('/%5Cevil.example');
});

test('whatever comes in, the answer is a path that stays on this site, and stays what it is', () => {
  const piece = fc.constantFrom(
    '/',
    '\\',
    '.',
    '..',
    ':',
    '@',
    '//',
    'http:',
    'evil.example',
    '?',
    '#',
    '%2f',
    '\t',
    'localhost:3000',
    'a',
  );
  const addresses = fc.oneof(
    fc.string(),
    fc.webUrl(),
    fc.array(piece, { maxLength: 8 }).map((all) => all.join('')),
  );
  fc.assert(
    fc.property(addresses, (raw) => {
      const address = returnAddress(raw, here);
      expect(address).toMatch(/^\/(?![/\\])/);
      expect(new URL(address, here[0]).origin).toBe(here[0]);
      expect(returnAddress(address, here)).toBe(address);
    }),
    { numRuns: 500 },
  );
});
