import { beforeAll, beforeEach, expect, test } from 'vitest';
import { systemActor } from '#lib/core/actor.ts';
import { prisma } from '#lib/core/db.ts';
import { AppError } from '#lib/core/errors.ts';
import { addressBlock, RateLimited } from '#lib/core/rate-limit.ts';
import { checkPassword } from '#lib/users/account-mutations.ts';
import { createUser, disableUser, resetPassword } from '#lib/users/mutations.ts';
import { findUser } from '#lib/users/queries.ts';
import { ownDatabase } from '../support/database.ts';

ownDatabase();

const email = 'anna@example.org';
const password = 'a quiet reading room';
let made = 0;

beforeAll(async () => {
  await createUser(systemActor, { email: 'boss@example.org', name: 'Boss', role: 'admin' });
  await createUser(systemActor, { email, name: 'Anna', role: 'researcher', password });
});

beforeEach(async () => {
  await prisma().rateLimit.deleteMany();
});

/** An address that nobody used before. */
function fresh(): string {
  made += 1;
  return `203.0.${Math.floor(made / 250)}.${(made % 250) + 1}`;
}

async function guess(word: string, address: string, of = email): Promise<'in' | AppError> {
  try {
    await checkPassword({ email: of, password: word }, address);
    return 'in';
  } catch (error) {
    if (error instanceof AppError) return error;
    throw error;
  }
}

const looked = (outcome: 'in' | AppError) => outcome === 'in' || outcome.code === 'unauthenticated';

test('the right password opens, in any writing of the address; the hash is argon2id', async () => {
  expect(await checkPassword({ email: ' Anna@Example.org ', password }, fresh())).toMatchObject({ email });
  const { passwordHash } = await prisma().user.findUniqueOrThrow({ where: { email } });
  expect(passwordHash).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/);
});

test('an unknown address, a wrong password and a disabled account get the same answer', async () => {
  const { id, password: word } = await createUser(systemActor, {
    email: 'gone@example.org',
    name: 'Gone',
    role: 'viewer',
  });
  await disableUser(systemActor, { id, version: 1, reason: 'left the newsroom' });
  const outcomes = [
    await guess('wrong', fresh()),
    await guess('wrong', fresh(), 'nobody@example.org'),
    await guess(word ?? '', fresh(), 'gone@example.org'),
    await guess('wrong', fresh(), 'no address at all \u0000'),
    await guess('', fresh()),
  ];
  const said = outcomes.map((outcome) => (outcome === 'in' ? 'in' : `${outcome.code}: ${outcome.message}`));
  expect(new Set(said)).toEqual(new Set(['unauthenticated: E-mail or password is wrong.']));
});

test('an unknown address takes as long as a known one', async () => {
  const time = async (of: string) => {
    const start = performance.now();
    await guess('wrong', fresh(), of);
    return performance.now() - start;
  };
  const known: number[] = [];
  const unknown: number[] = [];
  for (let round = 0; round < 8; round += 1) {
    known.push(await time(email));
    unknown.push(await time(`nobody${round}@example.org`));
  }
  const least = (times: number[]) => Math.min(...times);
  // Without a hash to check, the answer would come in a tenth of the time.
  expect(least(unknown)).toBeGreaterThan(0.5 * least(known));
  expect(least(known)).toBeGreaterThan(0.5 * least(unknown));
});

test('of a thousand guesses at once, from everywhere, at most ten are looked at', async () => {
  const outcomes = await Promise.all(
    Array.from({ length: 1_000 }, (_, number) =>
      guess(number === 999 ? password : `guess ${number}`, fresh()),
    ),
  );
  const seen = outcomes.filter(looked).length;
  expect(seen).toBeGreaterThan(0);
  expect(seen).toBeLessThanOrEqual(10);
  const refused = outcomes.filter((outcome) => outcome !== 'in' && outcome.code === 'rate_limited');
  expect(refused).toHaveLength(1_000 - seen);
});

test('after ten wrong guesses even the right password waits, with the minutes said', async () => {
  for (let number = 0; number < 10; number += 1) expect(looked(await guess('wrong', fresh()))).toBe(true);
  const outcome = await guess(password, fresh());
  expect(outcome).toBeInstanceOf(RateLimited);
  expect(outcome).toMatchObject({ message: 'Too many attempts. Try again in 15 minutes.' });
});

test('a right password in between starts the count anew', async () => {
  for (let round = 0; round < 3; round += 1) {
    for (let number = 0; number < 9; number += 1) expect(looked(await guess('wrong', fresh()))).toBe(true);
    expect(await guess(password, fresh())).toBe('in');
  }
});

test('one address may guess fifty times at many accounts; others are not held up', async () => {
  const address = fresh();
  const outcomes: ('in' | AppError)[] = [];
  for (let number = 0; number < 55; number += 1)
    outcomes.push(await guess('wrong', address, `nobody${number}@example.org`));
  expect(outcomes.filter(looked)).toHaveLength(50);
  expect(await guess(password, fresh())).toBe('in');
});

test('guesses that are not looked at, because of their address, do not lock the account', async () => {
  const address = fresh();
  for (let number = 0; number < 50; number += 1) await guess('wrong', address, `nobody${number}@example.org`);
  for (let number = 0; number < 20; number += 1) await guess('wrong', address);
  expect(await guess(password, fresh())).toBe('in');
});

test('a new password from an administrator opens a locked account', async () => {
  for (let number = 0; number < 12; number += 1) await guess('wrong', fresh());
  const { id, version } = await findUser(systemActor, email);
  const { password: word } = await resetPassword(systemActor, { id, version, reason: 'locked out' });
  expect(await guess(word, fresh())).toBe('in');
});

test.each([
  ['203.0.113.7', '203.0.113.7'],
  ['2001:db8:1:2:3:4:5:6', '2001:db8:1:2::/64'],
  ['2001:db8:1:2::9', '2001:db8:1:2::/64'],
  ['2001:0DB8:0001:0002::', '2001:db8:1:2::/64'],
  ['::1', '0:0:0:0::/64'],
  ['fe80::1%eth0', 'fe80:0:0:0::/64'],
  ['', 'unknown'],
  ['anything else', 'unknown'],
])('the address %s counts as %s', (address, block) => {
  expect(addressBlock(address)).toBe(block);
});
