import { z } from 'zod';
import { languageTag, paragraphs, reason, rowId } from '#lib/core/input.ts';
import { passage, type QuoteMatch } from '#lib/quotes/schema.ts';
import { sourceInput } from '#lib/sources/schema.ts';
import type { Reliability, SourceKind } from '#lib/sources/vocabulary.ts';
import { STANCES, type Stance } from './vocabulary.ts';

const evidenceFields = {
  stance: z.enum(STANCES),
  credibility: z.int().min(1).max(6),
  quote: paragraphs(10_000, 'The quote'),
  /** Where the quote was selected; its words are then taken from there. */
  passage: passage.nullable().default(null),
  translation: paragraphs(10_000, 'The translation').default(''),
  translationLanguage: languageTag.default(null),
  place: paragraphs(200, 'The place'),
  note: paragraphs(5_000, 'The note'),
};

/** A source that is there already, or a new one. */
export const sourceChoice = z.union([z.strictObject({ id: rowId }), z.strictObject({ create: sourceInput })]);

export const firstSourceInput = z.strictObject({ source: sourceChoice, ...evidenceFields });

export const attachEvidenceInput = z.strictObject({
  claimId: rowId,
  source: sourceChoice,
  ...evidenceFields,
  idempotencyKey: z.uuid(),
});
export type AttachEvidenceInput = z.input<typeof attachEvidenceInput>;

export const editEvidenceInput = z.strictObject({
  id: rowId,
  version: z.int().positive(),
  ...evidenceFields,
  reason: paragraphs(2_000, 'The reason'),
});
export type EditEvidenceInput = z.input<typeof editEvidenceInput>;

/** Takes the quote from a passage of a snapshot; all else stays. */
export const quotePassageInput = z.strictObject({ id: rowId, version: z.int().positive(), passage });

export const removeEvidenceInput = z.strictObject({ id: rowId, version: z.int().positive(), reason });

/** A claim that rests on a source, and the words it rests on. */
export type QuotableEvidence = {
  id: number;
  version: number;
  claimId: number;
  statement: string;
  quote: string;
};

/** A piece of evidence as the claim's page shows it. */
export type EvidenceRow = {
  id: number;
  version: number;
  stance: Stance;
  credibility: number;
  quote: string;
  /** In the latest snapshot of the source; null where none was compared. */
  match: QuoteMatch | null;
  translation: string;
  /** BCP 47 */
  translationLanguage: string | null;
  place: string;
  note: string;
  /** Voices this source goes back to; itself where it relies on nothing. */
  origins: string[];
  source: {
    id: number;
    url: string | null;
    title: string;
    titleExact: boolean;
    kind: SourceKind;
    language: string | null;
    publishedOn: string | null;
    publisher: { id: number; name: string; reliability: Reliability } | null;
    reliesOn: { name: string; sourceId: number | null }[];
  };
};
