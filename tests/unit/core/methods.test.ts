import { glob, readFile } from 'node:fs/promises';
import path from 'node:path';
import { expect, test } from 'vitest';
import { allowOnly } from '#lib/core/http.ts';

const root = path.join(import.meta.dirname, '../../..');

test('every route says to each method that it does not answer which ones it does', async () => {
  const routes: string[] = [];
  for await (const route of glob('app/**/route.ts', { cwd: root })) routes.push(route);
  expect(routes.length).toBeGreaterThan(20);
  for (const route of routes) {
    const text = await readFile(path.join(root, route), 'utf8');
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
