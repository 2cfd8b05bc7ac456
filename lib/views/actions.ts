'use server';

import { action } from '#lib/core/action.ts';
import { deleteView, saveView } from './mutations.ts';
import { deleteViewInput, saveViewInput } from './schema.ts';

export async function saveViewAction(raw: unknown) {
  return action(saveViewInput, saveView)(raw);
}

export async function deleteViewAction(raw: unknown) {
  return action(deleteViewInput, deleteView)(raw);
}
