'use server';

import { action } from '#lib/core/action.ts';
import { createToken, revokeToken } from './mutations.ts';
import { createTokenInput, revokeTokenInput } from './schema.ts';

export async function createTokenAction(raw: unknown) {
  return action(createTokenInput, createToken)(raw);
}

export async function revokeTokenAction(raw: unknown) {
  return action(revokeTokenInput, revokeToken)(raw);
}
