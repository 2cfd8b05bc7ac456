import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { AppError } from '#lib/core/errors.ts';
import { allowOnly, answerAlike, handle, json } from '#lib/core/http.ts';
import { config } from '../../../proxy.ts';

const root = path.join(import.meta.dirname, '../../..');

test('every route says to each method that it does not answer which ones it does', async () => {
  const routes: string[] = [];
  for await (const route of glob('app/**/route.ts', { cwd: root })) routes.push(route);
  expect(routes.length).toBeGreaterThan(20);
  for (const route of routes) {
    const text = await readFile(path.join(root, route), 'utf8');
    if (text.includes('answerAlike')) {
      expect(text, route).toContain(
        'export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = answerAlike(',
      );
      continue;
    }
    const own = ['GET', 'POST'].filter((method) =>
      new RegExp(`export (async )?function ${method}\\b|as ${method}\\b`).test(text),
    );
    const others = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'].filter(
      (method) => !own.includes(method) && !(method === 'HEAD' && own.includes('GET')),
    );
    const list = own.map((method) => `'${method}'`).join(', ');
    expect(text, route).toContain(`export const { ${others.join(', ')} } = allowOnly(${list});`);
  }
});

test('the list names HEAD with GET', async () => {
  const { DELETE, OPTIONS } = allowOnly('GET', 'POST');
  const address = 'http://localhost/claims';
  expect(OPTIONS(new Request(address, { method: 'OPTIONS' })).headers.get('allow')).toBe(
    'GET, HEAD, POST, OPTIONS',
  );
  const refused = DELETE(new Request(address, { method: 'DELETE' }));
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  expect(await refused.json()).toMatchObject({
    status: 405,
    detail: 'This address answers GET, HEAD, POST, OPTIONS, and not DELETE.',
  });
});

/** The address of a route, with something in place of what is in brackets. */
function addressOf(route: string): string {
  return `/${path
    .dirname(route)
    .replace(/^app\/?/, '')
    .replaceAll(/\[+[^\]]*\]+/g, '7')}`;
}

test('every route that goes past the proxy sets the headers by itself', async () => {
  const past: string[] = [];
  for await (const route of glob('app/**/route.ts', { cwd: root }))
    if (!config.matcher.some((matcher) => new RegExp(`^${matcher}$`).test(addressOf(route))))
      past.push(route);
  expect(past.map(addressOf)).toContain('/api/v1/claims/7');
  expect(past.map(addressOf)).not.toContain('/claims/export.csv');
  for (const route of past)
    expect(await readFile(path.join(root, route), 'utf8'), route).toMatch(
      /(return|await) handle\(request, |= answerAlike\(/,
    );
});

test('an answer, a problem and a refusal have the headers', async () => {
  const request = new Request('http://localhost/api/v1/claims');
  const answers = [
    await handle(request, async () => json({})),
    await handle(request, async () => {
      throw new AppError('not_found', 'There is no such claim.');
    }),
    allowOnly('GET').POST(request),
  ];
  expect(answers.map(({ status }) => status)).toEqual([200, 404, 405]);
  for (const { headers } of answers) {
    expect(headers.get('x-content-type-options')).toBe('nosniff');
    expect(headers.get('x-frame-options')).toBe('DENY');
    expect(headers.get('content-security-policy')).toContain("default-src 'none'");
  }
});

test('an address that is none says so to every method, from wherever it is asked', async () => {
  const missing = answerAlike(async () => {
    throw new AppError('not_found', 'There is no such address.');
  });
  for (const [method, answer] of Object.entries(missing)) {
    const headers = { origin: 'https://elsewhere.example' };
    const response = await answer(new Request('http://localhost/api/v1/nothing', { method, headers }));
    expect(response.status, method).toBe(404);
    expect(await response.json()).toMatchObject({ status: 404, code: 'not_found' });
  }
});
