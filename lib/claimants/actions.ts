'use server';

import { action } from '#lib/core/action.ts';
import { searchClaimants } from './queries.ts';
import { searchClaimantsInput } from './schema.ts';

/** For the type-ahead: up to eight claimants. */
export async function searchClaimantsAction(raw: unknown) {
  return action(searchClaimantsInput, (actor, input) => searchClaimants(actor, input.text))(raw);
}
