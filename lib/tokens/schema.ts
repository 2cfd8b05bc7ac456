import { z } from 'zod';
import { requiredLine, rowId } from '#lib/core/input.ts';

/** How long a token may live, in days; the form offers these. */
export const TOKEN_DAYS = [7, 30, 90, 365] as const;

export const createTokenInput = z.strictObject({
  name: requiredLine(100, 'The name'),
  days: z.int('Choose for how long.').min(1, 'At least one day.').max(366, 'At most 366 days.'),
});
export const revokeTokenInput = z.strictObject({ id: rowId });

/** A token as its owner sees it; the text itself is not kept. Times are ISO 8601 UTC. */
export type TokenRow = {
  id: number;
  name: string;
  createdAt: string;
  expiresAt: string;
  expired: boolean;
  lastUsedAt: string | null;
};
