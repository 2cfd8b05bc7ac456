import { z } from 'zod';
import { paragraphs, reason, requiredLine, rowId } from '#lib/core/input.ts';

const version = z.int().positive();
const name = requiredLine(60, 'The name');

/** Its key in addresses and files is made from the first name, and never changes. */
export const addTopicInput = z.strictObject({ name, idempotencyKey: z.uuid() });

/** `ordinal` is its place where topics are chosen, the lower first. */
export const editTopicInput = z.strictObject({
  id: rowId,
  version,
  name,
  ordinal: z
    .int('The place is a whole number.')
    .min(1, 'The place is 1 or more.')
    .max(999, 'The place is at most 999.'),
  reason: paragraphs(2_000, 'The reason'),
});

export const topicVersionInput = z.strictObject({ id: rowId, version, reason });

/** A topic with how many claims have it; `kept` counts the deleted ones too. `retiredAt` is ISO 8601. */
export type TopicDetail = {
  id: number;
  version: number;
  slug: string;
  name: string;
  ordinal: number;
  retiredAt: string | null;
  claims: number;
  kept: number;
};
