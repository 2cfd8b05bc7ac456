import { z } from 'zod';
import { requiredLine, rowId } from '#lib/core/input.ts';

export const saveViewInput = z.strictObject({
  name: requiredLine(80, 'The name'),
  /** As the address has it, with or without its question mark; read and written anew before it is kept. */
  query: z.string().max(8_000),
  shared: z.boolean(),
});

export const deleteViewInput = z.strictObject({ id: rowId });

/** A named address of the claims table. `query` begins with `?`, or is empty. */
export type SavedView = {
  id: number;
  name: string;
  query: string;
  shared: boolean;
  mine: boolean;
  owner: string;
};
