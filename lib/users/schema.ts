import { z } from 'zod';
import { ROLES, type Role } from '#lib/core/actor.ts';
import { reason, requiredLine, rowId } from '#lib/core/input.ts';
import { PASSWORD_MOST } from './password.ts';

const name = requiredLine(200, 'The name');
const version = z.int().positive();

export const email = z
  .string('The e-mail address is missing.')
  .transform((value) => value.trim().normalize('NFC').toLowerCase())
  .refine((value) => value.length <= 254 && /^[^\s@\p{Cc}]+@[^\s@\p{Cc}]+$/u.test(value), {
    error: 'Write an e-mail address such as name@example.org.',
  });

export const signInInput = z.strictObject({
  email: z.string().max(1_000, 'This is too long for an e-mail address.'),
  password: z.string().max(1_000, 'This is too long for a password.'),
  callbackUrl: z.string().max(2_000).catch('/').default('/'),
});

export const addUserInput = z.strictObject({ email, name, role: z.enum(ROLES, 'Choose a role.') });
export const changeUserInput = z.strictObject({ id: rowId, version, reason });
export const setRoleInput = z.strictObject({
  id: rowId,
  version,
  reason,
  role: z.enum(ROLES, 'Choose a role.'),
});

export const renameSelfInput = z.strictObject({ name, version });
export const changePasswordInput = z.strictObject({
  current: z
    .string()
    .min(1, 'Your present password is missing.')
    .max(1_000, 'This is too long for a password.'),
  // Its length and strength are judged with the e-mail address beside it: passwordProblem.
  next: z.string().max(10 * PASSWORD_MOST, `Take at most ${PASSWORD_MOST} characters.`),
});
export const endSessionInput = z.strictObject({ id: z.uuid() });

const PREFERENCE_KEYS = ['claims-table', 'sources-table', 'publishers-table'] as const;
export type PreferenceKey = (typeof PREFERENCE_KEYS)[number];
const PREFERENCE_BYTES = 8_192;

export const savePreferenceInput = z.strictObject({
  key: z.enum(PREFERENCE_KEYS),
  value: z
    .json()
    .refine((value) => JSON.stringify(value).length <= PREFERENCE_BYTES, 'This is too much to keep.')
    // PostgreSQL stores every character in JSON but this one.
    .refine((value) => !JSON.stringify(value).includes('\\u0000'), 'A NUL character cannot be kept.'),
});

/** An account as administrators see it; times are ISO 8601 UTC. */
export type UserRow = {
  id: number;
  email: string;
  name: string;
  role: Role;
  disabledAt: string | null;
  createdAt: string;
  lastSeenAt: string | null;
  liveSessions: number;
  version: number;
};

export type Account = {
  id: number;
  email: string;
  name: string;
  role: Role;
  createdAt: string;
  version: number;
};

export type SessionRow = {
  id: string;
  device: string;
  address: string;
  createdAt: string;
  lastSeenAt: string;
  current: boolean;
};
