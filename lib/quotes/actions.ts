'use server';

import { action } from '#lib/core/action.ts';
import { lookForQuote } from './queries.ts';
import { lookForQuoteInput } from './schema.ts';

export async function lookForQuoteAction(raw: unknown) {
  return action(lookForQuoteInput, lookForQuote)(raw);
}
