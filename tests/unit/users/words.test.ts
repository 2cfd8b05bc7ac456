import { expect, test } from 'vitest';
import { deviceName } from '#lib/users/device.ts';
import { email, savePreferenceInput, signInInput } from '#lib/users/schema.ts';
import { signInMessage } from '#lib/users/sign-in-message.ts';

test.each([
  ['Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0', 'Firefox on Linux'],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36',
    'Chrome on Windows',
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Safari/537.36 Edg/142.0.0.0',
    'Edge on Windows',
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/19.0 Safari/605.1.15',
    'Safari on macOS',
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/142.0 Mobile/15E148 Safari/604.1',
    'Chrome on iPhone',
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; Pixel 9) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/142.0.0.0 Mobile Safari/537.36',
    'Chrome on Android',
  ],
  ['curl/8.5.0', 'curl'],
  ['', 'Unknown device'],
])('%s is %s', (userAgent, name) => {
  expect(deviceName(userAgent)).toBe(name);
});

test.each([
  [undefined, null],
  ['', null],
  [['CredentialsSignin'], null],
  ['CredentialsSignin', 'E-mail or password is wrong.'],
  ['TooManyAttempts-12', 'Too many attempts. Try again in 12 minutes.'],
  ['TooManyAttempts-1', 'Too many attempts. Try again in a minute.'],
  ['SessionEnded', 'Your session has ended. Sign in again.'],
  ['Unavailable-0123456789', 'Signing in failed on our side. It has been logged as 0123456789.'],
  ['Unavailable-<b>call this number</b>', 'Signing in did not work. Try again.'],
  ['Your account is closed, write to thief@example.org', 'Signing in did not work. Try again.'],
])('the code %s is said as: %s', (code, message) => {
  expect(signInMessage(code)).toBe(message);
});

test('an e-mail address is one in any case and form, and holds nothing odd', () => {
  expect(email.parse('  Anna.Борисова@Example.ORG ')).toBe('anna.борисова@example.org');
  for (const bad of ['', 'anna', 'a b@c', 'a@b@c', 'a\u0000@b', `${'a'.repeat(250)}@b.org`, 7])
    expect(email.safeParse(bad).success).toBe(false);
});

test('input that asks for more than the form has is refused', () => {
  const form = { email: 'a@b', password: 'x', callbackUrl: '/' };
  expect(signInInput.safeParse(form).success).toBe(true);
  expect(signInInput.safeParse({ ...form, role: 'admin' }).success).toBe(false);
  const kept = (value: unknown) => savePreferenceInput.safeParse({ key: 'claims-table', value }).success;
  expect(kept({ order: ['id'], widths: { id: 80 } })).toBe(true);
  expect(kept('x'.repeat(9_000))).toBe(false);
  expect(kept('\u0000')).toBe(false);
  expect(savePreferenceInput.safeParse({ key: '__proto__', value: 1 }).success).toBe(false);
});
