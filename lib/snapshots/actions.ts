'use server';

import { action } from '#lib/core/action.ts';
import { captureSource } from './mutations.ts';
import { peekSource } from './page-queries.ts';
import { captureSourceInput, peekSourceInput } from './schema.ts';

/** What the page at an address says of itself. */
export async function peekSourceAction(raw: unknown) {
  return action(peekSourceInput, peekSource)(raw);
}

/** Has a source captured soon. */
export async function captureSourceAction(raw: unknown) {
  return action(captureSourceInput, captureSource)(raw);
}
