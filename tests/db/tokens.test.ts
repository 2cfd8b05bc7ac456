import { beforeAll, beforeEach, describe, expect, onTestFinished, test } from 'vitest';
import { logClaim } from '#lib/claims/mutations.ts';
import { type Actor, asActor, ROLES, type Role, systemActor } from '#lib/core/actor.ts';
import { setClock } from '#lib/core/clock.ts';
import { Prisma, query, transaction } from '#lib/core/db.ts';
import { handle } from '#lib/core/http.ts';
import { demandReader } from '#lib/core/reader.ts';
import { liveToken, tokenHash } from '#lib/core/token.ts';
import { createToken, createTokenFor, revokeToken } from '#lib/tokens/mutations.ts';
import { listOwnTokens, listTokens } from '#lib/tokens/queries.ts';
import { createUser, disableUser, enableUser, resetPassword, setRole } from '#lib/users/mutations.ts';
import { findUser } from '#lib/users/queries.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase('starter');

const email = 'anna@example.org';
let anna: Actor;
let token = '';
let tokenId = 0;

const actorFor = (id: number, role: Role) => asActor({ id, name: 'Anna', role, sessionId: null });
beforeAll(async () => {
  await createUser(systemActor, { email: 'boss@example.org', name: 'Boss', role: 'admin' });
  const { id } = await createUser(systemActor, { email, name: 'Anna', role: 'researcher' });
  anna = actorFor(id, 'researcher');
});
beforeEach(async () => {
  ({ id: tokenId, token } = await createToken(anna, { name: 'nightly script', days: 30 }));
});

const asked = async (reason: string) => ({
  id: anna.id ?? 0,
  version: (await findUser(systemActor, email)).version,
  reason,
});

test('a token tells who its owner is, and gives a viewer’s rights whatever the owner’s role', async () => {
  for (const role of ROLES.filter((each) => each !== 'researcher')) {
    await setRole(systemActor, { ...(await asked('a change')), role });
    expect(await liveToken(token)).toMatchObject({
      id: anna.id,
      name: 'Anna',
      role: 'viewer',
      sessionId: null,
    });
  }
  await setRole(systemActor, { ...(await asked('as before')), role: 'researcher' });
  const reader = await liveToken(token);
  expect(reader).not.toBeNull();
  const input = { statement: 'x' } as Parameters<typeof logClaim>[1];
  await expect(logClaim(reader ?? anna, input)).rejects.toMatchObject({ code: 'forbidden' });
});

test('its text is nowhere in the database, and its hash not in the history', async () => {
  const rows = await query<{ text: string }>(
    Prisma.sql`SELECT to_jsonb(t)::text AS text FROM api_token t UNION ALL SELECT to_jsonb(e)::text FROM event e WHERE entity = 'api_token'`,
  );
  const hash = tokenHash(token).toString('hex');
  expect(rows.filter(({ text }) => text.includes(token))).toEqual([]);
  expect(rows.filter(({ text }) => text.includes(hash))).toHaveLength(1);
});

test('it dies when it is revoked, expires, or its owner is disabled or given a new password', async () => {
  expect(await liveToken(token)).not.toBeNull();
  await revokeToken(anna, { id: tokenId });
  expect(await liveToken(token)).toBeNull();

  const late = await createToken(anna, { name: 'late', days: 1 });
  const restore = setClock(() => new Date(Date.now() + 25 * 3_600_000));
  onTestFinished(restore);
  expect(await liveToken(late.token)).toBeNull();
  restore();
  expect(await liveToken(late.token)).not.toBeNull();

  await disableUser(systemActor, await asked('left'));
  expect(await liveToken(late.token)).toBeNull();
  await enableUser(systemActor, await asked('back'));
  expect(await liveToken(late.token)).toBeNull();

  const next = await createToken(anna, { name: 'next', days: 1 });
  await resetPassword(systemActor, await asked('lost laptop'));
  expect(await liveToken(next.token)).toBeNull();
});

test('a disabled owner’s token is dead even where its own row says nothing', async () => {
  await disableUser(systemActor, await asked('left'));
  await transaction(systemActor, 'as if it had been forgotten', (tx) =>
    tx.apiToken.update({ where: { id: tokenId }, data: { revokedAt: null, version: { increment: 1 } } }),
  );
  expect(await liveToken(token)).toBeNull();
  await enableUser(systemActor, await asked('back'));
});

test('what is no token is refused: wrong shape, other prefix, one letter changed', async () => {
  const changed = token.slice(0, -2) + (token.endsWith('AA') ? 'BB' : 'AA');
  for (const text of ['', 'ledger_', token.slice(1), `${token}x`, changed, `ledger_${'é'.repeat(43)}`])
    expect(await liveToken(text)).toBeNull();
});

test('its last use is known, to the minute', async () => {
  expect((await listOwnTokens(anna)).find(({ id }) => id === tokenId)?.lastUsedAt).toBeNull();
  await liveToken(token);
  const used = (await listOwnTokens(anna)).find(({ id }) => id === tokenId)?.lastUsedAt;
  expect(used).not.toBeNull();
  await liveToken(token);
  expect((await listOwnTokens(anna)).find(({ id }) => id === tokenId)?.lastUsedAt).toBe(used);
});

test('nobody revokes another’s token but an administrator; twenty are the most', async () => {
  const { id } = await createUser(systemActor, { email: 'eve@example.org', name: 'Eve', role: 'editor' });
  const eve = actorFor(id, 'editor');
  await expect(revokeToken(eve, { id: tokenId })).rejects.toMatchObject({ code: 'not_found' });
  await expect(createTokenFor(eve, anna.id ?? 0, { name: 'x', days: 1 })).rejects.toMatchObject({
    code: 'forbidden',
  });
  await expect(listTokens(eve)).rejects.toMatchObject({ code: 'forbidden' });
  await revokeToken(systemActor, { id: tokenId });
  expect(await liveToken(token)).toBeNull();
  for (let made = 0; made < 20; made += 1) await createToken(eve, { name: `t${made}`, days: 1 });
  await expect(createToken(eve, { name: 'one more', days: 1 })).rejects.toMatchObject({ code: 'invalid' });
});

describe('a request with an Authorization header', () => {
  const send = (authorization: string) =>
    handle(new Request('http://ledger.test/api/v1/claims', { headers: { authorization } }), async () =>
      Response.json({
        id: (await demandReader(new Request('http://ledger.test/', { headers: { authorization } }))).id,
      }),
    );

  test('is its owner’s', async () => {
    const answer = await send(`Bearer ${token}`);
    expect([answer.status, await answer.json()]).toEqual([200, { id: anna.id }]);
  });

  test.each(['Bearer', 'Bearer nonsense', 'Basic YTpi', `Bearer ledger_${'x'.repeat(43)}`, 'bearer  a b'])(
    '“%s” is answered with problem details and how to do it',
    async (authorization) => {
      const answer = await send(authorization);
      expect(answer.status).toBe(401);
      expect(answer.headers.get('www-authenticate')).toBe('Bearer realm="Claim Ledger"');
      expect(answer.headers.get('content-type')).toContain('application/problem+json');
      expect(await answer.json()).toMatchObject({ code: 'unauthenticated', status: 401 });
    },
  );

  test('wrong tokens from one address are counted, and then refused unseen', async () => {
    const answers: number[] = [];
    for (let sent = 0; sent < 101; sent += 1) answers.push((await send(`Bearer ${sent}`)).status);
    expect(answers.at(-1)).toBe(429);
    const answer = await send('Bearer more');
    expect(Number(answer.headers.get('retry-after'))).toBeGreaterThan(0);
    expect((await send(`Bearer ${token}`)).status).toBe(200);
  });
});
