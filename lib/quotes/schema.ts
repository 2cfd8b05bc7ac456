import { z } from 'zod';
import { paragraphs, rowId } from '#lib/core/input.ts';
import type { Job } from '#lib/core/job.ts';
import type { QuoteOutcome } from './vocabulary.ts';

/** A stretch of a snapshot's text, in UTF-16 units. */
export const passage = z.strictObject({
  snapshotId: rowId,
  start: z.int().nonnegative(),
  end: z.int().positive(),
});
export type Passage = z.output<typeof passage>;

export const lookForQuoteInput = z.strictObject({ sourceId: rowId, quote: paragraphs(10_000, 'The quote') });

/** Looks for the quotes of a source in a snapshot of it that has come. */
export const compareJob = {
  name: 'compare-quotes',
  payload: z.strictObject({ snapshotId: rowId }),
  retries: 3,
  retrySeconds: 10,
  timeLimitSeconds: 120,
  atOnce: 1,
} as const satisfies Job;

/** What became of a quote in a snapshot: the score from 0 to 1, the place in UTF-16 units of its text; null where not found. */
export type QuoteMatch = {
  snapshotId: number;
  outcome: QuoteOutcome;
  score: number | null;
  start: number | null;
  end: number | null;
  /** When the snapshot was taken, ISO 8601 UTC. */
  fetchedAt: string;
};

/** A quote in the text of a snapshot, with the claim that it bears on. */
export type QuoteInText = QuoteMatch & {
  evidenceId: number;
  version: number;
  claimId: number;
  statement: string;
  stance: string;
  quote: string;
};
