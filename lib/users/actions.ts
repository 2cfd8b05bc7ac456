'use server';

import type { Route } from 'next';
import { headers } from 'next/headers';
import { redirect } from 'next/navigation';
import { action, openAction } from '#lib/core/action.ts';
import type { Actor } from '#lib/core/actor.ts';
import { env } from '#lib/core/env.ts';
import type { Result } from '#lib/core/errors.ts';
import { noInput } from '#lib/core/input.ts';
import { returnAddress } from '#lib/core/return-address.ts';
import { ownOrigins } from '#lib/core/same-origin.ts';
import { callerOf, dropSession, keepSession, startSession } from '#lib/core/session.ts';
import {
  changePassword,
  checkPassword,
  endOtherSessions,
  endOwnSession,
  renameSelf,
  savePreference,
} from './account-mutations.ts';
import { createUser, disableUser, enableUser, resetPassword, setRole } from './mutations.ts';
import {
  addUserInput,
  changePasswordInput,
  changeUserInput,
  endSessionInput,
  renameSelfInput,
  savePreferenceInput,
  setRoleInput,
  signInInput,
} from './schema.ts';

/** Signs in and leads to `callbackUrl` on this site; returns only when it failed. For useActionState. */
export async function signInAction(_before: Result<never> | null, form: FormData): Promise<Result<never>> {
  return openAction(signInInput, async (input): Promise<never> => {
    const sent = await headers();
    const caller = callerOf(sent);
    const user = await checkPassword({ email: input.email, password: input.password }, caller.address);
    await keepSession(await startSession(user.id, caller));
    redirect(returnAddress(input.callbackUrl, ownOrigins(sent, env().nextAuthUrl)) as Route);
  })({
    email: form.get('email'),
    password: form.get('password'),
    callbackUrl: form.get('callbackUrl'),
  });
}

/** Ends the session on the server and leads to the sign-in page. */
export async function signOutAction(): Promise<void> {
  const result = await openAction(noInput, async () => dropSession())({});
  if (!result.ok) throw new Error(result.message);
  redirect('/sign-in');
}

export async function renameSelfAction(raw: unknown) {
  return action(renameSelfInput, renameSelf)(raw);
}

export async function changePasswordAction(raw: unknown) {
  return action(changePasswordInput, changePassword)(raw);
}

export async function endOwnSessionAction(raw: unknown) {
  return action(endSessionInput, endOwnSession)(raw);
}

export async function endOtherSessionsAction() {
  return action(noInput, (actor: Actor) => endOtherSessions(actor))({});
}

export async function savePreferenceAction(raw: unknown) {
  return action(savePreferenceInput, savePreference)(raw);
}

export async function addUserAction(raw: unknown) {
  return action(addUserInput, createUser)(raw);
}

export async function setRoleAction(raw: unknown) {
  return action(setRoleInput, setRole)(raw);
}

export async function disableUserAction(raw: unknown) {
  return action(changeUserInput, disableUser)(raw);
}

export async function enableUserAction(raw: unknown) {
  return action(changeUserInput, enableUser)(raw);
}

export async function resetPasswordAction(raw: unknown) {
  return action(changeUserInput, resetPassword)(raw);
}
