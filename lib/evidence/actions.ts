'use server';

import { action, refreshed } from '#lib/core/action.ts';
import { attachEvidence, editEvidence, quotePassage, removeEvidence, restoreEvidence } from './mutations.ts';
import { attachEvidenceInput, editEvidenceInput, quotePassageInput, removeEvidenceInput } from './schema.ts';

export async function attachEvidenceAction(raw: unknown) {
  return refreshed(await action(attachEvidenceInput, attachEvidence)(raw));
}

export async function editEvidenceAction(raw: unknown) {
  return refreshed(await action(editEvidenceInput, editEvidence)(raw));
}

export async function quotePassageAction(raw: unknown) {
  return refreshed(await action(quotePassageInput, quotePassage)(raw));
}

export async function removeEvidenceAction(raw: unknown) {
  return refreshed(await action(removeEvidenceInput, removeEvidence)(raw));
}

export async function restoreEvidenceAction(raw: unknown) {
  return refreshed(await action(removeEvidenceInput, restoreEvidence)(raw));
}
