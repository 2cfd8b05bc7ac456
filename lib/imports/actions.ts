'use server';

import { action } from '#lib/core/action.ts';
import { discardImport, startImport } from './commit-mutations.ts';
import { commitInput, importIdInput } from './schema.ts';

/** Has what was prepared written, as long work. */
export async function startImportAction(raw: unknown) {
  return action(commitInput, startImport)(raw);
}

export async function discardImportAction(raw: unknown) {
  return action(importIdInput, discardImport)(raw);
}
