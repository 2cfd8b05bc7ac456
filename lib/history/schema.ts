import { z } from 'zod';
import { CLAIM_STATUSES, type ClaimStatus, PRIORITIES, type Priority } from '#lib/claims/vocabulary.ts';
import type { Job } from '#lib/core/job.ts';
import type { ClaimValue } from '#lib/facts/schema.ts';
import { QUALIFIERS, VALUE_STATES } from '#lib/facts/vocabulary.ts';
import type { Checkpoint } from './checkpoint.ts';

/** Takes away the pasts that nobody has asked for in a while. */
export const forgetPastsJob = {
  name: 'forget-pasts',
  payload: z.strictObject({}),
  retries: 0,
  retrySeconds: 1,
  timeLimitSeconds: 600,
  atOnce: 1,
  keyed: true,
  cron: '7 * * * *',
} as const satisfies Job;

/** Seals what was written since the last run; a large history from before seals is caught up with in several. */
export const sealEventsJob = {
  name: 'seal-events',
  payload: z.strictObject({}),
  retries: 0,
  retrySeconds: 1,
  timeLimitSeconds: 300,
  atOnce: 1,
  keyed: true,
  cron: '* * * * *',
} as const satisfies Job;

/** `newKey` begins with another key than that of the latest seal; a seal holds `batch` events at most. */
export type SealOptions = { signal?: AbortSignal; newKey?: boolean; batch?: number };

/** How far the history is sealed. Times are ISO 8601 UTC; `more` where there are more than were counted. */
export type SealState = {
  latest: { events: number; at: string; root: string; fingerprint: string } | null;
  waiting: { count: number; more: boolean; since: string | null };
};

/** Fingerprints of keys that are ours (or any will do), and a checkpoint that was kept elsewhere. */
export type VerificationOptions = {
  trusted: readonly string[] | 'any';
  kept?: Checkpoint | null;
};

/** `events` were hashed, up to `lastEvent`; `keys` signed from seal to seal. Each problem is a sentence; without any all is well. */
export type Verification = {
  seals: number;
  events: number;
  lastEvent: number;
  at: string | null;
  keys: { fingerprint: string; first: number; last: number }[];
  unsealed: number;
  problems: string[];
};

/** One field that an event changed, in words. null: empty. `long` texts are shown as differences, word by word. */
export type HistoryChange = {
  field: string;
  label: string;
  from: string | null;
  to: string | null;
  long: boolean;
};

export type HistoryEntity = 'claim' | 'value' | 'evidence' | 'dependence';

/** `delete` can be restored; `remove` is a row that is gone (a value). */
export type HistoryAction = 'create' | 'update' | 'delete' | 'restore' | 'remove';

/** One event of a claim's history. `at` is ISO 8601 UTC; events with one `act` happened in one transaction. */
export type HistoryEntry = {
  id: string;
  act: string;
  at: string;
  actor: string;
  entity: HistoryEntity;
  entityId: number;
  action: HistoryAction;
  version: number;
  reason: string;
  /** What it happened to, where that is not the claim itself: the title of the source. */
  subject: string | null;
  changes: HistoryChange[];
  /** Of a claim's own event: whether its version reads otherwise than the claim now, so that bringing it back changes something. */
  differs: boolean;
};

/** A claim as it was at one of its versions, names as they are today. */
export type ClaimVersion = {
  id: number;
  version: number;
  at: string;
  actor: string;
  statement: string;
  originalWording: string;
  language: string;
  claimant: { id: number; name: string } | null;
  claimedOn: string | null;
  topic: { id: number; name: string } | null;
  tags: { id: number; name: string }[];
  priority: Priority;
  assignee: { id: number; name: string } | null;
  status: ClaimStatus;
  rationale: string;
  value: ClaimValue | null;
};

/** The columns of a claim that a version brings back. */
export const claimRow = z.object({
  statement: z.string(),
  original_wording: z.string(),
  language: z.string(),
  claimant_id: z.int().nullable(),
  claimed_on: z.string().nullable(),
  topic_id: z.int(),
  tag_ids: z.array(z.int()),
  priority: z.enum(PRIORITIES),
  assignee_id: z.int().nullable(),
  status: z.enum(CLAIM_STATUSES),
  rationale: z.string(),
});

/** The columns of a value that a version brings back. */
export const valueRow = z.object({
  fact_id: z.int(),
  state: z.enum(VALUE_STATES),
  canonical: z.string().nullable(),
  qualifier: z.enum(QUALIFIERS).nullable(),
  unit: z.string().nullable(),
  measure: z.string().nullable(),
  as_of: z.string().nullable(),
  // Earlier rows have none.
  valid_from: z.string().nullable().default(null),
  valid_to: z.string().nullable().default(null),
});

/** A claim's rows at one of its versions; `number` is the value's decimal. */
export type ClaimRows = {
  at: string;
  actor: string;
  claim: z.output<typeof claimRow>;
  value: (z.output<typeof valueRow> & { number: string | null }) | null;
};
