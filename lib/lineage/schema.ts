import { z } from 'zod';
import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import { reason, requiredLine, rowId } from '#lib/core/input.ts';
import type { Job } from '#lib/core/job.ts';
import type { Stance } from '#lib/evidence/vocabulary.ts';
import { NAMELESS, namesSomebody } from '#lib/sources/schema.ts';
import type { LineageInput } from './lineage.ts';
import { RELIANCE_KINDS, type RelianceKind } from './vocabulary.ts';

/** A document, or somebody who is only named ("TASS", "a lawyer"). */
const origin = z.union([
  z.strictObject({ sourceId: rowId }),
  z.strictObject({ name: requiredLine(200, 'The origin').refine(namesSomebody, NAMELESS) }),
]);

export const addRelianceInput = z.strictObject({ sourceId: rowId, kind: z.enum(RELIANCE_KINDS), origin });
export type AddRelianceInput = z.input<typeof addRelianceInput>;

/** An origin that was suggested for a source and is none. */
export const dismissOriginInput = z.strictObject({ sourceId: rowId, origin });

export const removeRelianceInput = z.strictObject({ id: rowId, version: z.int().positive(), reason });

/** A document at the other end of a reliance. */
export type LinkedSource = {
  id: number;
  title: string;
  publisher: string | null;
  publishedOn: string | null;
  deleted: boolean;
};

export type RelianceRow = {
  id: number;
  version: number;
  kind: RelianceKind;
  /** Null where the other end is only named. */
  source: LinkedSource | null;
  name: string | null;
};

/** A claim that rests on the source, and what the source says about it. */
export type RestingClaim = {
  evidenceId: number;
  stance: Stance;
  credibility: number;
  quote: string;
  place: string;
  claim: { id: number; statement: string; status: ClaimStatus };
};

/** What hangs on a source, and where it comes from. */
export type Lineage = {
  /** The most recently changed first, at most 1,000; `claimTotal` counts all. */
  claims: RestingClaim[];
  claimTotal: number;
  reliesOn: RelianceRow[];
  reliedOnBy: RelianceRow[];
  /** Where following the reliance back ends; empty where the source relies on nothing. */
  origins: { source: LinkedSource | null; name: string | null }[];
  /** All that it relies on and all that relies on it, near or far; the nearest, where there are very many. */
  network: LineageInput & {
    /** Documents, with those that were left out. */
    total: number;
  };
};

/**
 * Somebody whom a source's text names as its origin, with the sentence that does; or a document of whose text it is a near-copy:
 * `share` of it, from 0 to 1, stands there. `earlier` says whether the dates have the document come first; else they do not say.
 */
export type OriginSuggestion =
  | { kind: 'cites'; name: string; sentence: string }
  | { kind: 'republishes'; document: LinkedSource; share: number; earlier: boolean };

/** Sketches the latest good copy of a source, so that near-copies are found; without one, of all that have no sketch yet. */
export const sketchJob = {
  name: 'sketch-text',
  payload: z.strictObject({ sourceId: rowId.optional() }),
  retries: 3,
  retrySeconds: 10,
  timeLimitSeconds: 600,
  atOnce: 1,
  keyed: true,
  cron: '7 * * * *',
} as const satisfies Job;
