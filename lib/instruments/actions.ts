'use server';

import { action, refreshed } from '#lib/core/action.ts';
import { noInput } from '#lib/core/input.ts';
import { editVersion, recordAmendment, removeAmendment } from './amendment-mutations.ts';
import { addArticle, editArticle, removeArticle, writeText } from './article-mutations.ts';
import { addDependence, confirmDependence, removeDependence } from './dependence-mutations.ts';
import { addInstrument, deleteInstrument, editInstrument, restoreInstrument } from './mutations.ts';
import { actChoices } from './queries.ts';
import {
  addArticleInput,
  addDependenceInput,
  addInstrumentInput,
  dependenceInput,
  editArticleInput,
  editInstrumentInput,
  editVersionInput,
  instrumentVersionInput,
  recordAmendmentInput,
  writeTextInput,
} from './schema.ts';

export async function addInstrumentAction(raw: unknown) {
  return refreshed(await action(addInstrumentInput, addInstrument)(raw));
}

export async function editInstrumentAction(raw: unknown) {
  return refreshed(await action(editInstrumentInput, editInstrument)(raw));
}

export async function deleteInstrumentAction(raw: unknown) {
  return refreshed(await action(instrumentVersionInput, deleteInstrument)(raw));
}

export async function restoreInstrumentAction(raw: unknown) {
  return refreshed(await action(instrumentVersionInput, restoreInstrument)(raw));
}

export async function recordAmendmentAction(raw: unknown) {
  return refreshed(await action(recordAmendmentInput, recordAmendment)(raw));
}

export async function editVersionAction(raw: unknown) {
  return refreshed(await action(editVersionInput, editVersion)(raw));
}

export async function removeAmendmentAction(raw: unknown) {
  return refreshed(await action(instrumentVersionInput, removeAmendment)(raw));
}

export async function addArticleAction(raw: unknown) {
  return refreshed(await action(addArticleInput, addArticle)(raw));
}

export async function editArticleAction(raw: unknown) {
  return refreshed(await action(editArticleInput, editArticle)(raw));
}

export async function removeArticleAction(raw: unknown) {
  return refreshed(await action(instrumentVersionInput, removeArticle)(raw));
}

export async function writeTextAction(raw: unknown) {
  return refreshed(await action(writeTextInput, writeText)(raw));
}

export async function addDependenceAction(raw: unknown) {
  return refreshed(await action(addDependenceInput, addDependence)(raw));
}

export async function removeDependenceAction(raw: unknown) {
  return refreshed(await action(dependenceInput, removeDependence)(raw));
}

export async function confirmDependenceAction(raw: unknown) {
  return refreshed(await action(dependenceInput, confirmDependence)(raw));
}

/** For the form that says what a claim depends on, when it opens. */
export async function actChoicesAction(raw: unknown) {
  return action(noInput, (actor) => actChoices(actor))(raw);
}
