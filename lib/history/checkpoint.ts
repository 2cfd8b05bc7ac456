import { z } from 'zod';

export const CHECKPOINT_FORMAT = 'claim-ledger checkpoint 1';

const hash = z.string().regex(/^[0-9a-f]{64}$/);
const count = z.int().nonnegative();

/**
 * One seal without its marks, as it is handed out to be kept elsewhere: the `events` events with ids above `afterEvent` up to
 * `lastEvent`, `size` events in all; hashes in lower-case hex, `at` ISO 8601 UTC with milliseconds, key and signature in base64.
 * docs/history-seals.md describes it for other programs.
 */
export const checkpoint = z.strictObject({
  format: z.literal(CHECKPOINT_FORMAT),
  seal: count.min(1),
  afterEvent: count,
  lastEvent: count,
  events: count,
  size: count,
  previous: hash,
  root: hash,
  at: z.iso.datetime({ precision: 3 }),
  publicKey: z.base64(),
  signature: z.base64(),
});
export type Checkpoint = z.output<typeof checkpoint>;

/** The root before the first seal. */
export const NO_ROOT = '0'.repeat(64);

/** What is signed: the format and each field on a line of its own. */
export function signedText(seal: Omit<Checkpoint, 'format' | 'publicKey' | 'signature'>): string {
  const { seal: number, afterEvent, lastEvent, events, size, previous, root, at } = seal;
  return [CHECKPOINT_FORMAT, number, afterEvent, lastEvent, events, size, previous, root, at, ''].join('\n');
}
