'use server';

import { action, refreshed } from '#lib/core/action.ts';
import { editPublisherInput, sourceIdInput } from '#lib/sources/schema.ts';
import { editPublisher } from './mutations.ts';
import { getPublisher } from './queries.ts';

export async function editPublisherAction(raw: unknown) {
  return refreshed(await action(editPublisherInput, editPublisher)(raw));
}

/** The publisher as it is now, to hold beside what somebody typed on an older version. */
export async function currentPublisherAction(raw: unknown) {
  return action(sourceIdInput, (actor, input) => getPublisher(actor, input.id))(raw);
}
