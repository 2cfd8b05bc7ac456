import { expect, inject, test } from 'vitest';
import { address, expectAccessible, newPage } from '../support/browser.ts';
import { HttpSession } from '../support/http-session.ts';

const ENDPOINTS = [
  '/api/v1/claims',
  '/api/v1/claims?facets=1&status=false',
  '/api/v1/claims/1',
  '/api/v1/claims.csv',
  '/api/v1/claims.json',
  '/api/v1/evidence.csv',
];
const get = (path: string, authorization?: string) =>
  fetch(address(path), { headers: authorization === undefined ? {} : { authorization } });
const statuses = (authorization?: string) =>
  Promise.all(ENDPOINTS.map(async (path) => (await get(path, authorization)).status));
const all = (status: number) => ENDPOINTS.map(() => status);

test('a token is made on the account page, reads for a program, and is revoked', async () => {
  const page = await newPage({ as: 'researcher' });
  await page.goto('/account');
  await page.getByLabel('Token name').fill('nightly figures');
  await page.getByLabel('Expires after').selectOption('30');
  await page.getByRole('button', { name: 'Create token' }).click();
  const token = await page.locator('code', { hasText: 'ledger_' }).textContent();
  expect(token).toMatch(/^ledger_[\w-]{43}$/);
  await expectAccessible(page);
  await page.getByRole('button', { name: 'Done' }).click();
  await page.reload();
  expect(await page.content()).not.toContain(token);

  expect(await statuses(`Bearer ${token}`)).toEqual(all(200));
  const list = await (await get('/api/v1/claims?per=25', `Bearer ${token}`)).json();
  expect(list.claims).toHaveLength(25);
  expect((await get(new URL(list.next).pathname + new URL(list.next).search, `Bearer ${token}`)).status).toBe(
    200,
  );

  const refused = await get('/api/v1/claims?colour=red', `Bearer ${token}`);
  expect(refused.status).toBe(400);
  expect(refused.headers.get('content-type')).toContain('application/problem+json');
  expect(await refused.json()).toMatchObject({ code: 'invalid', fields: { colour: expect.any(String) } });
  // Sealed within a minute of the start.
  expect([200, 404]).toContain((await get('/api/v1/checkpoint', `Bearer ${token}`)).status);
  expect((await get('/api/v1/checkpoint')).status).toBe(401);
  for (const nothing of ['/api/v1/nothing', '/api/v1/claims/%', '/api/v1/%zz'])
    expect(await (await get(nothing, `Bearer ${token}`)).json()).toMatchObject({
      status: 404,
      code: 'not_found',
    });

  await page.getByRole('button', { name: 'Revoke the token nightly figures' }).click();
  await page.getByText('is revoked').waitFor();
  expect(await statuses(`Bearer ${token}`)).toEqual(all(401));
});

test('nobody reads without a session or a token', async () => {
  expect(await statuses()).toEqual(all(401));
  expect(await statuses('Bearer nonsense')).toEqual(all(401));
  const answer = await get('/api/v1/claims');
  expect(answer.headers.get('www-authenticate')).toContain('Bearer');
  expect(await answer.json()).toMatchObject({ status: 401, code: 'unauthenticated' });
});

test('an address that cannot be read is no page', async () => {
  for (const path of ['/claims/%', '/sources/%zz', '/snapshots/%E0%A4%A/text']) {
    const answer = await fetch(address(path));
    expect(answer.status, path).toBe(404);
    expect(await answer.text(), path).toContain('Not found');
  }
});

test('what else is asked of an address is told what it answers', async () => {
  for (const method of ['POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
    const answer = await fetch(address('/api/v1/claims'), { method });
    expect(answer.status).toBe(method === 'OPTIONS' ? 204 : 405);
    expect(answer.headers.get('allow')).toBe('GET, HEAD, OPTIONS');
  }
  const refused = await fetch(address('/claims/import/file'));
  expect(refused.headers.get('allow')).toBe('POST, OPTIONS');
  expect(await refused.json()).toMatchObject({ status: 405, detail: expect.stringContaining('not GET') });
  const program = new HttpSession();
  await program.signIn(inject('users').researcher);
  for (const path of ENDPOINTS) {
    const head = await program.send(path, { method: 'HEAD' });
    expect([head.status, await head.text()]).toEqual([200, '']);
    expect(head.headers.get('x-content-type-options')).toBe('nosniff');
    expect(head.headers.get('content-security-policy')).toContain("default-src 'none'");
  }
  for (const path of ['/api/v1', '/api/v1/nothing', '/api/v1/claims/1/nothing'])
    for (const method of ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS']) {
      const missing = await program.send(path, { method });
      expect([missing.status, missing.headers.get('allow')], `${method} ${path}`).toEqual([404, null]);
      const body = await missing.text();
      if (method !== 'HEAD') expect(JSON.parse(body)).toMatchObject({ status: 404, code: 'not_found' });
      expect((await fetch(address(path), { method })).status).toBe(401);
    }
});

test('pages and answers of the API say what they took; a sign-in does not', async () => {
  const program = new HttpSession();
  const timing = async (path: string) => (await program.send(path)).headers.get('server-timing');
  expect(await timing('/api/v1/claims')).toMatch(/^db;dur=[\d.]+, total;dur=[\d.]+$/);
  expect(await timing('/claims')).toMatch(/^db;dur=/);
  expect(await timing('/api/auth/csrf')).toBeNull();
  expect(await timing('/sign-in')).toBeNull();
});
