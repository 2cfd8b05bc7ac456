'use server';

import { action } from '#lib/core/action.ts';
import { peekSource } from './page-queries.ts';
import { peekSourceInput } from './schema.ts';

/** What the page at an address says of itself. */
export async function peekSourceAction(raw: unknown) {
  return action(peekSourceInput, peekSource)(raw);
}
