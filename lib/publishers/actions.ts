'use server';

import { action } from '#lib/core/action.ts';
import { editPublisherInput } from '#lib/sources/schema.ts';
import { editPublisher } from './mutations.ts';

export async function editPublisherAction(raw: unknown) {
  return action(editPublisherInput, editPublisher)(raw);
}
