'use server';

import { action } from '#lib/core/action.ts';
import { addReliance, removeReliance } from './mutations.ts';
import { addRelianceInput, removeRelianceInput } from './schema.ts';

export async function addRelianceAction(raw: unknown) {
  return action(addRelianceInput, addReliance)(raw);
}

export async function removeRelianceAction(raw: unknown) {
  return action(removeRelianceInput, removeReliance)(raw);
}
