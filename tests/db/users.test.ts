import { beforeAll, beforeEach, expect, test } from 'vitest';
import { type Actor, asActor, type Role, systemActor } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { startSession } from '#lib/core/session.ts';
import {
  changePassword,
  checkPassword,
  endOtherSessions,
  endOwnSession,
  renameSelf,
  savePreference,
} from '#lib/users/account-mutations.ts';
import {
  createUser,
  disableUser,
  enableUser,
  ensureFirstAdministrator,
  resetPassword,
  setRole,
} from '#lib/users/mutations.ts';
import {
  findUser,
  getAccount,
  getPreference,
  listAssignees,
  listOwnSessions,
  listUsers,
} from '#lib/users/queries.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase();

const caller = {
  userAgent: 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Firefox/145.0',
  address: '203.0.113.7',
};
const password = 'a quiet reading room';
let made = 0;
let boss: Actor;

beforeAll(async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 5 }, () => ensureFirstAdministrator({ email: 'Boss@example.org' })),
  );
  expect(outcomes.filter((outcome) => outcome.created)).toHaveLength(1);
  const row = await findUser(systemActor, 'boss@example.org');
  boss = asActor({ id: row.id, name: row.name, role: 'admin', sessionId: null });
});

beforeEach(async () => {
  await prisma().rateLimit.deleteMany();
});

async function person(role: Role): Promise<Actor & { id: number; sessionId: string }> {
  made += 1;
  const email = `person${made}@example.org`;
  const { id } = await createUser(boss, { email, name: `Person ${made}`, role, password });
  const { sid } = await startSession(id, caller);
  const actor = asActor({ id, name: `Person ${made}`, role, sessionId: sid });
  return { ...actor, id, sessionId: sid };
}

const asked = async (id: number, reason = 'for a test') => ({
  id,
  version: (await prisma().user.findUniqueOrThrow({ where: { id } })).version,
  reason,
});

test('the first administrator is made once; the password is told only where it was generated', async () => {
  expect(await ensureFirstAdministrator({ email: 'second@example.org' })).toEqual({
    created: false,
    email: 'second@example.org',
    password: null,
  });
  const users = await listUsers(boss);
  expect(users.filter((user) => user.role === 'admin').map((user) => user.email)).toEqual([
    'boss@example.org',
  ]);
});

test('adding gives a password that opens, and refuses an address that is there', async () => {
  const added = await createUser(boss, { email: 'new@example.org', name: 'New', role: 'viewer' });
  expect(await checkPassword({ email: 'new@example.org', password: added.password ?? '' }, '')).toMatchObject(
    {
      id: added.id,
    },
  );
  await expect(
    createUser(boss, { email: 'new@example.org', name: 'Again', role: 'viewer' }),
  ).rejects.toMatchObject({
    code: 'duplicate',
    fields: { email: expect.stringContaining('already') },
  });
  await expect(
    createUser(boss, { email: 'weak@example.org', name: 'Weak', role: 'viewer', password: 'short' }),
  ).rejects.toMatchObject({ code: 'invalid', fields: { password: expect.anything() } });
});

test('nobody but an administrator manages users', async () => {
  for (const role of ['viewer', 'researcher', 'editor'] as const) {
    const actor = await person(role);
    const change = await asked(actor.id);
    const tries = [
      () => listUsers(actor),
      () => findUser(actor, 'boss@example.org'),
      () => createUser(actor, { email: 'x@example.org', name: 'X', role: 'admin' }),
      () => setRole(actor, { ...change, role: 'admin' }),
      () => disableUser(actor, change),
      () => enableUser(actor, change),
      () => resetPassword(actor, change),
    ];
    for (const attempt of tries) await expect(attempt()).rejects.toMatchObject({ code: 'forbidden' });
  }
});

test('each change writes who, what and why, and never a password', async () => {
  const { id } = await person('researcher');
  await setRole(boss, { ...(await asked(id, 'promoted by the editor')), role: 'editor' });
  await disableUser(boss, await asked(id, 'left the newsroom'));
  await enableUser(boss, await asked(id, 'came back'));
  await resetPassword(boss, await asked(id, 'lost it'));
  const events = await prisma().event.findMany({
    where: { entity: 'user_account', entityId: id },
    orderBy: { id: 'asc' },
  });
  expect(events.map((event) => [event.actorId, event.version, event.reason])).toEqual([
    [boss.id, 1, 'added'],
    [boss.id, 2, 'promoted by the editor'],
    [boss.id, 3, 'left the newsroom'],
    [boss.id, 4, 'came back'],
    [boss.id, 5, 'lost it'],
  ]);
  expect(events[1]?.changed).toEqual({ role: ['researcher', 'editor'] });
  expect(
    JSON.stringify(events, (_, value) => (typeof value === 'bigint' ? String(value) : value)),
  ).not.toContain('argon2');
});

test('a change that was decided on an older version is refused', async () => {
  const { id } = await person('viewer');
  const old = await asked(id);
  await setRole(boss, { ...old, role: 'editor' });
  await expect(setRole(boss, { ...old, role: 'researcher' })).rejects.toMatchObject({ code: 'conflict' });
  await expect(disableUser(boss, old)).rejects.toMatchObject({ code: 'conflict' });
  expect(await prisma().session.count({ where: { userId: id, revokedAt: null } })).toBe(1);
});

test('the last administrator stays one, also when two remove one another at the same time', async () => {
  const bossId = (await findUser(boss, 'boss@example.org')).id;
  await expect(setRole(boss, { ...(await asked(bossId)), role: 'editor' })).rejects.toThrow('has to remain');
  await expect(disableUser(boss, await asked(bossId))).rejects.toThrow('has to remain');
  const second = await person('admin');
  const outcomes = await Promise.allSettled([
    disableUser(boss, await asked(second.id)),
    disableUser(second, await asked(bossId)),
  ]);
  expect(outcomes.map((outcome) => outcome.status).sort()).toEqual(['fulfilled', 'rejected']);
  const left = await prisma().user.findMany({ where: { role: 'admin', disabledAt: null } });
  expect(left).toHaveLength(1);
  if (left[0]?.id !== bossId) await enableUser(systemActor, await asked(bossId));
});

test('a new password ends all sessions of the account but the actor’s own', async () => {
  const somebody = await person('researcher');
  const { password: word } = await resetPassword(boss, await asked(somebody.id));
  expect(await listOwnSessions(somebody)).toEqual([]);
  const { email } = await getAccount(somebody);
  await expect(checkPassword({ email, password }, '')).rejects.toMatchObject({ code: 'unauthenticated' });
  expect(await checkPassword({ email, password: word }, '')).toMatchObject({ email });
});

test('changing one’s own password takes the present one, and ends the other sessions', async () => {
  const me = await person('researcher');
  const other = await startSession(me.id, caller);
  const { email } = await getAccount(me);
  const change = (current: string, next: string) => changePassword(me, { current, next });
  await expect(change('wrong', 'a much longer word')).rejects.toMatchObject({
    fields: { current: expect.anything() },
  });
  await expect(change(password, 'short')).rejects.toMatchObject({ fields: { next: expect.anything() } });
  await expect(change(password, email)).rejects.toMatchObject({ fields: { next: expect.anything() } });
  expect(await change(password, 'a much longer word')).toEqual({ ended: 1 });
  expect((await listOwnSessions(me)).map((session) => session.id)).toEqual([me.sessionId]);
  expect(other.sid).not.toBe(me.sessionId);
  expect(await checkPassword({ email, password: 'a much longer word' }, '')).toMatchObject({ id: me.id });
});

test('the present password cannot be guessed in an open session either', async () => {
  const me = await person('viewer');
  const tries: unknown[] = [];
  for (let number = 0; number < 11; number += 1) {
    tries.push(
      await changePassword(me, { current: `guess ${number}`, next: 'a much longer word' }).catch(
        (error: { code: string }) => error.code,
      ),
    );
  }
  expect(tries).toEqual([...Array.from({ length: 10 }, () => 'invalid'), 'rate_limited']);
});

test('one sees and ends one’s own sessions only', async () => {
  const me = await person('researcher');
  const stranger = await person('admin');
  const second = await startSession(me.id, { userAgent: '', address: '' });
  const sessions = await listOwnSessions(me);
  expect(sessions.map(({ id, current, device }) => ({ id, current, device }))).toEqual([
    { id: me.sessionId, current: true, device: 'Firefox on Linux' },
    { id: second.sid, current: false, device: 'Unknown device' },
  ]);
  await expect(endOwnSession(stranger, { id: second.sid })).rejects.toMatchObject({ code: 'not_found' });
  await endOwnSession(me, { id: second.sid });
  await startSession(me.id, caller);
  await startSession(me.id, caller);
  expect(await endOtherSessions(me)).toEqual({ ended: 2 });
  expect(await listOwnSessions(me)).toHaveLength(1);
  expect(await listOwnSessions(stranger)).toHaveLength(1);
});

test('a name is changed at the version that was seen', async () => {
  const me = await person('viewer');
  const { version } = await getAccount(me);
  await renameSelf(me, { name: 'Анна Борисова', version });
  expect(await getAccount(me)).toMatchObject({ name: 'Анна Борисова', version: version + 1 });
  await expect(renameSelf(me, { name: 'Again', version })).rejects.toMatchObject({ code: 'conflict' });
});

test('preferences are kept one by one, without a version or an event, and for oneself', async () => {
  const me = await person('viewer');
  const stranger = await person('viewer');
  const { version } = await getAccount(me);
  await Promise.all([
    savePreference(me, { key: 'claims-table', value: { order: ['id'] } }),
    savePreference(me, { key: 'sources-table', value: [1, null, 'a'] }),
  ]);
  expect(await getPreference(me, 'claims-table')).toEqual({ order: ['id'] });
  expect(await getPreference(me, 'sources-table')).toEqual([1, null, 'a']);
  expect(await getPreference(stranger, 'claims-table')).toBeNull();
  expect(await getPreference(systemActor, 'claims-table')).toBeNull();
  expect((await getAccount(me)).version).toBe(version);
  expect(await prisma().event.count({ where: { entity: 'user_account', entityId: me.id } })).toBe(1);
});

test('assignees are those who may work on claims and can sign in', async () => {
  const viewer = await person('viewer');
  const editor = await person('editor');
  const gone = await person('researcher');
  await disableUser(boss, await asked(gone.id));
  const ids = (await listAssignees(viewer)).map((assignee) => assignee.id);
  expect(ids).toContain(editor.id);
  expect(ids).not.toContain(viewer.id);
  expect(ids).not.toContain(gone.id);
});
