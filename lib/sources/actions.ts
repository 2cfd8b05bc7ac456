'use server';

import { action } from '#lib/core/action.ts';
import { searchPublishers } from '#lib/publishers/queries.ts';
import { findSourceByUrl, searchSources } from './queries.ts';
import { findSourceInput, searchInput } from './schema.ts';

/** Is a source known under this address? */
export async function findSourceByUrlAction(raw: unknown) {
  return action(findSourceInput, (actor, input) => findSourceByUrl(actor, input.url))(raw);
}

export async function searchSourcesAction(raw: unknown) {
  return action(searchInput, (actor, input) => searchSources(actor, input.text))(raw);
}

export async function searchPublishersAction(raw: unknown) {
  return action(searchInput, (actor, input) => searchPublishers(actor, input.text))(raw);
}
