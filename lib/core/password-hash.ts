import { hash, verify } from '@node-rs/argon2';
import { AppError } from './errors.ts';

/** argon2id as OWASP asks: 19 MiB, two passes. https://cheatsheetseries.owasp.org/cheatsheets/Password_Storage_Cheat_Sheet.html */
const COST = { algorithm: 2, memoryCost: 19_456, timeCost: 2, parallelism: 1, outputLen: 32 } as const;

// What nobody has as a hash: checking it takes as long as checking a real one.
const bytes = (length: number) => Buffer.alloc(length).toString('base64').replace(/=+$/, '');
const NOBODY = `$argon2id$v=19$m=${COST.memoryCost},t=${COST.timeCost},p=${COST.parallelism}$${bytes(16)}$${bytes(COST.outputLen)}`;

const AT_ONCE = 2;
const MOST_WAITING = 40;
let running = 0;
const waiting: (() => void)[] = [];

/** Each hash takes a processor and 19 MiB, so a flood of guesses waits in line, and beyond the line is turned away. */
async function inLine<T>(work: () => Promise<T>): Promise<T> {
  if (running >= AT_ONCE) {
    if (waiting.length >= MOST_WAITING) {
      throw new AppError('rate_limited', 'Too many people sign in at this moment. Try again in a minute.');
    }
    await new Promise<void>((resolve) => waiting.push(resolve));
  } else {
    running += 1;
  }
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next === undefined) running -= 1;
    else next();
  }
}

/** PHC string of a new password. */
export function hashPassword(password: string): Promise<string> {
  return inLine(() => hash(password.normalize('NFC'), COST));
}

/** Whether the password is the one behind this PHC string; null (no such user) is false after the same time. */
export function verifyPassword(passwordHash: string | null, password: string): Promise<boolean> {
  return inLine(async () => {
    const right = await verify(passwordHash ?? NOBODY, password.normalize('NFC'));
    return right && passwordHash !== null;
  });
}
