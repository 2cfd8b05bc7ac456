import { expect, test } from 'vitest';
import { contentSecurityPolicy, KEPT_HEADERS, securityHeaders } from '#lib/core/security-headers.ts';

function directives(development: boolean): Map<string, string> {
  const lines = contentSecurityPolicy('abc+/=', development).split('; ');
  return new Map(lines.map((line) => [line.split(' ')[0] ?? '', line]));
}

test('only scripts with the nonce run, and nothing is loaded from elsewhere', () => {
  const policy = directives(false);
  expect(policy.get('script-src')).toBe("script-src 'self' 'nonce-abc+/=' 'strict-dynamic'");
  expect(policy.get('default-src')).toBe("default-src 'self'");
  expect(policy.get('object-src')).toBe("object-src 'none'");
  expect(policy.get('base-uri')).toBe("base-uri 'none'");
  expect(policy.get('frame-ancestors')).toBe("frame-ancestors 'none'");
  expect(policy.get('form-action')).toBe("form-action 'self'");
});

test('eval is allowed while developing only', () => {
  expect(directives(true).get('script-src')).toContain("'unsafe-eval'");
  expect([...directives(false).values()].join()).not.toContain('unsafe-eval');
});

test('nothing that others wrote runs, loads, sends or is framed elsewhere', () => {
  expect(KEPT_HEADERS['Content-Security-Policy'].split('; ')).toEqual([
    ...['sandbox', "default-src 'none'", "style-src 'unsafe-inline'", 'img-src data:', "form-action 'none'"],
    ...["base-uri 'none'", "frame-ancestors 'self'"],
  ]);
});

test('a browser keeps to encrypted connections where the site has one', () => {
  expect(securityHeaders('https://ledger.example')).toMatchObject({
    'X-Content-Type-Options': 'nosniff',
    'Strict-Transport-Security': 'max-age=31536000',
  });
  expect(securityHeaders('http://localhost:3000')).not.toHaveProperty('Strict-Transport-Security');
});
