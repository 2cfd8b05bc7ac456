import { expect, inject, test } from 'vitest';
import { HttpSession } from '../support/http-session.ts';

const users = inject('users');

test('a program signs in with csrf and callback/credentials, and the session says who it is', async () => {
  const program = new HttpSession();
  const answer = await program.signIn(users.researcher);
  expect(answer.status).toBe(200);
  expect(new URL((await answer.json()).url).pathname).toBe('/');
  const cookie = answer.headers.getSetCookie().find((line) => line.includes('session-token='));
  expect(cookie).toMatch(/; Path=\/; .*HttpOnly; SameSite=Lax/);
  expect(await program.whoAmI()).toMatchObject({
    user: { email: users.researcher.email, role: 'researcher' },
    expires: expect.stringMatching(/^\d{4}-/),
  });
  expect((await program.send('/account')).status).toBe(200);
});

test('a form without json=true is answered by a redirect that stays on the host it came to', async () => {
  const program = new HttpSession();
  const answer = await program.signIn(users.viewer, { json: 'false', callbackUrl: '/sources' });
  expect([answer.status, answer.headers.get('location')]).toEqual([302, '/sources']);
});

test('a cookie that was copied before signing out is worth nothing afterwards', async () => {
  const program = new HttpSession();
  await program.signIn(users.viewer);
  const thief = program.copy();
  expect(await thief.whoAmI()).toHaveProperty('user');
  expect((await program.signOut()).status).toBe(200);
  expect(await thief.copy().whoAmI()).toEqual({});
  const page = await thief.send('/account');
  expect([page.status, page.headers.get('location')]).toEqual([
    307,
    '/sign-in?callbackUrl=%2Faccount&error=SessionEnded',
  ]);
});

test('what a client sends as its session is never believed', async () => {
  const program = new HttpSession();
  await program.signIn(users.viewer);
  const { csrfToken } = await (await program.send('/api/auth/csrf')).json();
  const answer = await program.send('/api/auth/session', {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify({ csrfToken, data: { role: 'admin', sub: '1', user: { role: 'admin' } } }),
  });
  expect(await answer.json()).toMatchObject({ user: { role: 'viewer' } });
  expect(await program.whoAmI()).toMatchObject({ user: { role: 'viewer', email: users.viewer.email } });
});

test('a wrong password leaves no cookie and a code, not a message, in the address', async () => {
  const program = new HttpSession();
  const answer = await program.signIn({ email: users.viewer.email, password: 'wrong' });
  expect(answer.status).toBe(401);
  expect((await answer.json()).url).toMatch(/\?error=CredentialsSignin&provider=credentials$/);
  expect(await program.whoAmI()).toEqual({});
});

test.each([
  ['without the csrf token', { csrfToken: '' }, {}, 200],
  ['with another one', { csrfToken: 'f'.repeat(64) }, {}, 200],
  ['from a foreign page', {}, { origin: 'https://evil.example' }, 403],
  ['from a page without an origin', {}, { origin: 'null' }, 403],
  ['from a cross-site form', {}, { 'sec-fetch-site': 'cross-site' }, 403],
])('signing in %s does not work', async (_, fields, headers, status) => {
  const program = new HttpSession();
  const answer = await program.post(
    '/api/auth/callback/credentials',
    { ...users.viewer, ...fields },
    headers,
  );
  expect(answer.status).toBe(status);
  expect(await program.whoAmI()).toEqual({});
});

test.each([
  '//evil.example',
  '///evil.example',
  '/\\evil.example',
  '\\\\evil.example',
  '/.//evil.example',
  'https:evil.example',
  'https://evil.example',
  'https:/\\evil.example',
  'javascript:alert(1)',
  'data:text/html,x',
  'http://127.0.0.1@evil.example',
  '%2F%2Fevil.example',
  '%68ttps://evil.example',
  ' https://evil.example',
  '/\t/evil.example',
])('%j does not lead away, neither before nor after signing in', async (callbackUrl) => {
  const query = new URLSearchParams({ callbackUrl });
  const own = new URL(inject('baseUrl')).host;
  const before = await new HttpSession().send(`/api/auth/signin?${query}`);
  expect(before.headers.get('location')).toMatch(/^\/sign-in\?callbackUrl=/);
  const kept = new URL(before.headers.get('location') ?? '', inject('baseUrl')).searchParams.get(
    'callbackUrl',
  );
  expect(new URL(kept ?? '').host).toBe(own);
  const answer = await new HttpSession().signIn(users.viewer, { callbackUrl });
  expect(new URL((await answer.json()).url).host).toBe(own);
  const redirect = await new HttpSession().signIn(users.viewer, { callbackUrl, json: 'false' });
  expect(redirect.headers.get('location')).toMatch(/^\/(?![/\\])/);
});

test('a body that is too large, and an endpoint that is not ours, are refused', async () => {
  const program = new HttpSession();
  const large = await program.signIn({ email: 'a'.repeat(20_000), password: 'x' });
  expect(large.status).toBe(413);
  const log = await program.send('/api/auth/_log', { method: 'POST', body: '{"level":"error"}' });
  expect(log.status).toBe(404);
});

test('a form of the sign-in page that comes from elsewhere does nothing', async () => {
  const program = new HttpSession();
  const html = await (await program.send('/sign-in')).text();
  const form = new FormData();
  for (const [, name = '', value = ''] of html.matchAll(
    /<input type="hidden" name="([^"]*)"(?: value="([^"]*)")?/g,
  ))
    form.set(name, value.replaceAll('&quot;', '"').replaceAll('&amp;', '&'));
  expect([...form.keys()].some((name) => name.startsWith('$ACTION'))).toBe(true);
  form.set('email', users.viewer.email);
  form.set('password', users.viewer.password);
  for (const headers of [{}, { origin: 'https://evil.example' }, { origin: 'null' }]) {
    await program.send('/sign-in', { method: 'POST', body: form, headers });
    expect(await program.whoAmI()).toEqual({});
  }
  const origin = inject('baseUrl');
  const sent = await program.send('/sign-in', { method: 'POST', body: form, headers: { origin } });
  expect(sent.status).toBe(303);
  expect(await program.whoAmI()).toHaveProperty('user');
});

test('every page comes with the headers that hold an attacker back', async () => {
  const { headers } = await new HttpSession().send('/sign-in');
  const policy = headers.get('content-security-policy') ?? '';
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1];
  expect(nonce).toMatch(/^[\w+/]{24}$/);
  expect(policy).not.toContain('unsafe-eval');
  expect(headers.get('x-content-type-options')).toBe('nosniff');
  expect(headers.get('x-frame-options')).toBe('DENY');
  expect(headers.get('referrer-policy')).toBe('same-origin');
  expect(headers.get('x-powered-by')).toBeNull();
  const second = await new HttpSession().send('/sign-in');
  expect(second.headers.get('content-security-policy')).not.toContain(nonce);
});
