'use server';

import { action, refreshed } from '#lib/core/action.ts';
import { addReliance, dismissOrigin, removeReliance } from './mutations.ts';
import { addRelianceInput, dismissOriginInput, removeRelianceInput } from './schema.ts';

export async function addRelianceAction(raw: unknown) {
  return refreshed(await action(addRelianceInput, addReliance)(raw));
}

export async function dismissOriginAction(raw: unknown) {
  return refreshed(await action(dismissOriginInput, dismissOrigin)(raw));
}

export async function removeRelianceAction(raw: unknown) {
  return refreshed(await action(removeRelianceInput, removeReliance)(raw));
}
