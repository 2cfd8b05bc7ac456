import { expect, test } from 'vitest';
import { generatePassword, passwordProblem } from '#lib/users/password.ts';

const email = 'anna.borisova@example.org';

test.each([
  ['eleven char', 'at least 12'],
  ['x'.repeat(201), 'at most 200'],
  ['aaaaaaaaaaaa', 'different characters'],
  ['abababababab', 'different characters'],
  [email, 'e-mail address'],
  [email.toUpperCase(), 'e-mail address'],
  ['Password-1234', 'tried first'],
  ['correct horse battery staple', 'tried first'],
])('%s will not do: %s', (password, why) => {
  expect(passwordProblem(password, email)).toContain(why);
});

test.each(['twelve chars', 'четыре слова и точка', `${'ab1!x'.repeat(40)}`])('%s will do', (password) => {
  expect(passwordProblem(password, email)).toBeNull();
});

test('a generated password can be read out, differs each time and would be accepted', () => {
  const many = Array.from({ length: 200 }, generatePassword);
  expect(new Set(many).size).toBe(200);
  for (const password of many) {
    expect(password).toMatch(/^([0-9a-hjkmnp-tv-z]{5}-){3}[0-9a-hjkmnp-tv-z]{5}$/);
    expect(passwordProblem(password, email)).toBeNull();
  }
  // 20 letters out of 32 are 100 bits; all 32 turn up in 4,000 draws.
  expect(new Set(many.join('').replaceAll('-', '')).size).toBe(32);
});
