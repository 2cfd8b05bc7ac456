'use server';

import { action } from '#lib/core/action.ts';
import { searchPublishers } from '#lib/publishers/queries.ts';
import { addSource, deleteSource, editSource, restoreSource } from './mutations.ts';
import { findSourceByUrl, searchSources } from './queries.ts';
import {
  deleteSourceInput,
  editSourceInput,
  findSourceInput,
  restoreSourceInput,
  searchInput,
  sourceInput,
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
  return action(sourceInput, addSource)(raw);
}

export async function editSourceAction(raw: unknown) {
  return action(editSourceInput, editSource)(raw);
}

export async function deleteSourceAction(raw: unknown) {
  return action(deleteSourceInput, deleteSource)(raw);
}

export async function restoreSourceAction(raw: unknown) {
  return action(restoreSourceInput, restoreSource)(raw);
}
