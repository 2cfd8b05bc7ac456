import { beforeAll, beforeEach, expect, onTestFinished, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { setClock } from '#lib/core/clock.ts';
import { prisma } from '#lib/core/db.ts';
import { endSession, liveSession, SESSION_SECONDS, startSession } from '#lib/core/session.ts';
import { createUser, disableUser, enableUser, setRole } from '#lib/users/mutations.ts';
import { findUser } from '#lib/users/queries.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase();

const email = 'anna@example.org';
const caller = { userAgent: 'curl/8.5.0', address: '203.0.113.7' };
let id = 0;
let token = { sub: '', sid: '' };

beforeAll(async () => {
  await createUser(systemActor, { email: 'boss@example.org', name: 'Boss', role: 'admin' });
  id = (await createUser(systemActor, { email, name: 'Anna', role: 'researcher' })).id;
});

beforeEach(async () => {
  token = await startSession(id, caller);
});

async function asked(reason: string) {
  const { version } = await findUser(systemActor, email);
  return { id, version, reason };
}

function at(time: Date) {
  onTestFinished(setClock(() => time));
}

test('a session tells who its holder is; name, e-mail and role come from the rows', async () => {
  expect(await liveSession(token)).toMatchObject({ userId: id, name: 'Anna', email, role: 'researcher' });
});

test('a token holds nothing but whose session it is', () => {
  expect(Object.keys(token).sort()).toEqual(['sid', 'sub']);
});

test('an ended session is over, also for a copy of its token; another one goes on', async () => {
  const other = await startSession(id, caller);
  await endSession({ ...token });
  expect(await liveSession(token)).toBeNull();
  expect(await liveSession(other)).not.toBeNull();
  await endSession(token);
  expect(await liveSession(token)).toBeNull();
});

test('a session lasts 30 days from the sign-in, however often it is used', async () => {
  const start = Date.now();
  at(new Date(start + (SESSION_SECONDS - 60) * 1_000));
  expect(await liveSession(token)).not.toBeNull();
  at(new Date(start + (SESSION_SECONDS + 60) * 1_000));
  expect(await liveSession(token)).toBeNull();
});

test('disabling the user ends the session at once, and enabling does not bring it back', async () => {
  await disableUser(systemActor, await asked('left the newsroom'));
  expect(await liveSession(token)).toBeNull();
  await enableUser(systemActor, await asked('came back'));
  expect(await liveSession(token)).toBeNull();
  expect(await liveSession(await startSession(id, caller))).not.toBeNull();
});

test('a session of a disabled user is dead even where its own row says nothing', async () => {
  await disableUser(systemActor, await asked('left the newsroom'));
  await prisma().session.update({ where: { id: token.sid }, data: { revokedAt: null } });
  expect(await liveSession(token)).toBeNull();
  await enableUser(systemActor, await asked('came back'));
});

test('a new role holds in a session that is open', async () => {
  await setRole(systemActor, { ...(await asked('promoted')), role: 'editor' });
  expect((await liveSession(token))?.role).toBe('editor');
  await setRole(systemActor, { ...(await asked('as before')), role: 'researcher' });
  expect((await liveSession(token))?.role).toBe('researcher');
});

test('a token for somebody else’s session, a made-up one and rubbish are worth nothing', async () => {
  const boss = await findUser(systemActor, 'boss@example.org');
  const forged: unknown[] = [
    { ...token, sub: String(boss.id) },
    { ...token, sid: '7c9e6679-7425-40de-944b-e07fc1f90ae7' },
    { ...token, sub: `${token.sub} OR 1=1` },
    { ...token, sid: "' OR '1'='1" },
    { sub: token.sub },
    { sub: Number(token.sub), sid: token.sid },
    null,
    'token',
    [],
  ];
  for (const one of forged) {
    expect(await liveSession(one)).toBeNull();
    await endSession(one);
  }
  expect(await liveSession(token)).not.toBeNull();
});

test('when somebody was last seen is written at most once a minute', async () => {
  const seen = async () =>
    (await prisma().session.findUniqueOrThrow({ where: { id: token.sid } })).lastSeenAt.getTime();
  const start = await seen();
  at(new Date(start + 30_000));
  await liveSession(token);
  expect(await seen()).toBe(start);
  at(new Date(start + 90_000));
  await liveSession(token);
  expect(await seen()).toBe(start + 90_000);
});

test('sessions that have been over for a month are forgotten at the next sign-in', async () => {
  const start = Date.now();
  at(new Date(start + 2 * SESSION_SECONDS * 1_000 + 60_000));
  const later = await startSession(id, caller);
  expect(await prisma().session.findMany({ where: { userId: id }, select: { id: true } })).toEqual([
    { id: later.sid },
  ]);
});
