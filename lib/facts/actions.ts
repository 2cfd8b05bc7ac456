'use server';

import { action, refreshed } from '#lib/core/action.ts';
import {
  addFact,
  editFact,
  listObstacles,
  reinstateFact,
  restoreFact,
  retireFact,
} from './definition-mutations.ts';
import { liftOverruling, overrule, renewOverruling } from './overruling-mutations.ts';
import {
  addFactInput,
  editFactInput,
  factVersionInput,
  overruleInput,
  overrulingInput,
  restoreFactInput,
} from './schema.ts';

export async function overruleAction(raw: unknown) {
  return refreshed(await action(overruleInput, overrule)(raw));
}

export async function renewOverrulingAction(raw: unknown) {
  return refreshed(await action(overrulingInput, renewOverruling)(raw));
}

export async function liftOverrulingAction(raw: unknown) {
  return refreshed(await action(overrulingInput, liftOverruling)(raw));
}

export async function addFactAction(raw: unknown) {
  return refreshed(await action(addFactInput, addFact)(raw));
}

export async function editFactAction(raw: unknown) {
  return refreshed(await action(editFactInput, editFact)(raw));
}

export async function listObstaclesAction(raw: unknown) {
  return action(editFactInput, listObstacles)(raw);
}

export async function retireFactAction(raw: unknown) {
  return refreshed(await action(factVersionInput, retireFact)(raw));
}

export async function reinstateFactAction(raw: unknown) {
  return refreshed(await action(factVersionInput, reinstateFact)(raw));
}

export async function restoreFactAction(raw: unknown) {
  return refreshed(await action(restoreFactInput, restoreFact)(raw));
}
