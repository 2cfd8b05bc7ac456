const PASSWORD_LEAST = 12;
export const PASSWORD_MOST = 200;

const LEAST_DIFFERENT = 5;

// What a list of leaked passwords begins with, as far as it is long enough to pass otherwise.
const COMMON = new Set([
  '123456789012',
  '1234567890123',
  '12345678901234',
  '123456789012345',
  '1234567890123456',
  '1q2w3e4r5t6y',
  '1qaz2wsx3edc',
  'abcdefghijkl',
  'administrator',
  'adminadminadmin',
  'changemechangeme',
  'claimledger123',
  'correcthorsebatterystaple',
  'iloveyou1234',
  'letmeinletmein',
  'password1234',
  'password12345',
  'password123456',
  'passwordpassword',
  'qwertyqwerty',
  'qwerty123456',
  'qwertyuiop123',
  'qwertyuiop[]',
  'welcomewelcome',
]);

/** What is wrong with a new password, in words; null when it will do. */
export function passwordProblem(password: string, email: string): string | null {
  if (password.length < PASSWORD_LEAST) return `Take at least ${PASSWORD_LEAST} characters.`;
  if (password.length > PASSWORD_MOST) return `Take at most ${PASSWORD_MOST} characters.`;
  const plain = password.toLowerCase();
  if (plain === email.toLowerCase()) return 'Your e-mail address is the first thing that somebody would try.';
  if (COMMON.has(plain.replace(/[\s_.-]/g, ''))) return 'This is one of the passwords that are tried first.';
  if (new Set(plain).size < LEAST_DIFFERENT) return `Take at least ${LEAST_DIFFERENT} different characters.`;
  return null;
}

// Crockford's base 32: nothing in it can be mistaken for something else in it.
const ALPHABET = '0123456789abcdefghjkmnpqrstvwxyz';

/** A random password of 100 bits that can be read out: four groups of five. */
export function generatePassword(): string {
  const letters = Array.from(
    crypto.getRandomValues(new Uint8Array(20)),
    (byte) => ALPHABET[byte % ALPHABET.length],
  );
  return [0, 5, 10, 15].map((start) => letters.slice(start, start + 5).join('')).join('-');
}
