'use server';

import { action, refreshed } from '#lib/core/action.ts';
import { searchPublishers } from '#lib/publishers/queries.ts';
import { addSource, deleteSource, editSource, restoreSource } from './mutations.ts';
import { findSourceByUrl, getSource, searchSources } from './queries.ts';
import {
  addSourceInput,
  editSourceInput,
  findSourceInput,
  searchInput,
  sourceIdInput,
  sourceVersionInput,
} from './schema.ts';

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

export async function addSourceAction(raw: unknown) {
  return refreshed(await action(addSourceInput, addSource)(raw));
}

export async function editSourceAction(raw: unknown) {
  return refreshed(await action(editSourceInput, editSource)(raw));
}

export async function deleteSourceAction(raw: unknown) {
  return refreshed(await action(sourceVersionInput, deleteSource)(raw));
}

export async function restoreSourceAction(raw: unknown) {
  return refreshed(await action(sourceVersionInput, restoreSource)(raw));
}

/** The source as it is now, to hold beside what somebody typed on an older version. */
export async function currentSourceAction(raw: unknown) {
  return action(sourceIdInput, (actor, input) => getSource(actor, input.id))(raw);
}
