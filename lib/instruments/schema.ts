import { z } from 'zod';
import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import { edtfText, languageTag, line, paragraphs, reason, requiredLine, rowId } from '#lib/core/input.ts';
import { DEPENDENT_PARTS, type DependentPart, INSTRUMENT_KINDS, type InstrumentKind } from './vocabulary.ts';

const version = z.int().positive();
const idempotencyKey = z.uuid();
const maybeReason = paragraphs(2_000, 'The reason');

const actFields = {
  kind: z.enum(INSTRUMENT_KINDS),
  number: requiredLine(100, 'The number'),
  issuer: requiredLine(300, 'The issuer'),
  title: line(2_000, 'The title'),
  language: languageTag.transform((value) => value ?? 'ru'),
  titleEnglish: line(2_000, 'The English title'),
  adoptedOn: edtfText,
  publishedOn: edtfText,
};

const versionFields = {
  inForceFrom: edtfText,
  inForceTo: edtfText,
  /** Documents that carry the text of the version. */
  sourceIds: z.array(rowId).max(50, 'Fifty documents are the most.'),
  note: paragraphs(5_000, 'The note'),
};

export const addInstrumentInput = z.strictObject({ ...actFields, ...versionFields, idempotencyKey });

export const editInstrumentInput = z.strictObject({ id: rowId, version, ...actFields, reason: maybeReason });

export const instrumentVersionInput = z.strictObject({ id: rowId, version, reason });

export const recordAmendmentInput = z
  .strictObject({
    instrumentId: rowId,
    amendedById: rowId.nullable(),
    touchesAll: z.boolean(),
    touchedArticleIds: z.array(rowId).max(1_000),
    ...versionFields,
    idempotencyKey,
  })
  .refine((input) => input.touchesAll || input.touchedArticleIds.length > 0, {
    path: ['touchedArticleIds'],
    error: 'Choose the articles that it touches, or say that it touches all of the act.',
  });

export const editVersionInput = z.strictObject({ id: rowId, version, ...versionFields, reason: maybeReason });

const articleFields = { place: requiredLine(200, 'The place'), subject: line(500, 'The subject') };
export const addArticleInput = z.strictObject({ instrumentId: rowId, ...articleFields, idempotencyKey });
export const editArticleInput = z.strictObject({ id: rowId, version, ...articleFields, reason: maybeReason });

/** How an article reads in a version; `version` is null where nothing was written for that version yet. */
export const writeTextInput = z.strictObject({
  articleId: rowId,
  instrumentVersionId: rowId,
  version: version.nullable(),
  text: paragraphs(50_000, 'The text'),
  language: languageTag.transform((value) => value ?? 'ru'),
  translation: paragraphs(50_000, 'The translation'),
  reason: maybeReason,
});

export const addDependenceInput = z.strictObject({
  claimId: rowId,
  instrumentId: rowId,
  articleId: rowId.nullable(),
  part: z.enum(DEPENDENT_PARTS),
  note: paragraphs(2_000, 'The note'),
});
export const dependenceInput = z.strictObject({ id: rowId, version, reason });

/** A line of the list of acts. */
export type InstrumentRow = {
  id: number;
  version: number;
  kind: InstrumentKind;
  number: string;
  issuer: string;
  title: string;
  language: string;
  titleEnglish: string;
  adoptedOn: string | null;
  publishedOn: string | null;
  updatedAt: string;
  versions: number;
  articles: number;
  /** Live claims that depend on it, and how many of them an amendment made stale. */
  dependants: number;
  stale: number;
};

type ActRef = { id: number; kind: InstrumentKind; number: string; adoptedOn: string | null };

export type VersionRow = {
  id: number;
  version: number;
  ordinal: number;
  amendedBy: ActRef | null;
  inForceFrom: string | null;
  inForceTo: string | null;
  touchesAll: boolean;
  touchedArticleIds: number[];
  sources: { id: number; title: string; publisher: string | null }[];
  note: string;
  createdAt: string;
};

export type TextRow = {
  id: number;
  version: number;
  instrumentVersionId: number;
  ordinal: number;
  text: string;
  language: string;
  translation: string;
};

export type ArticleRow = {
  id: number;
  version: number;
  place: string;
  subject: string;
  /** By version, the latest first. */
  texts: TextRow[];
};

/** A claim that depends on the act. */
export type DependantRow = {
  id: number;
  version: number;
  articleId: number | null;
  part: DependentPart;
  note: string;
  staleSince: string | null;
  claim: { id: number; statement: string; status: ClaimStatus };
};

export type InstrumentDetail = InstrumentRow & {
  deleted: { at: string; by: string; reason: string } | null;
  versionList: VersionRow[];
  articleList: ArticleRow[];
  dependantList: DependantRow[];
};

/** What a claim depends on, as its page shows it. */
export type DependenceRow = {
  id: number;
  version: number;
  instrument: ActRef;
  place: string | null;
  articleId: number | null;
  subject: string;
  part: DependentPart;
  note: string;
  stale: { since: string; ordinal: number; amendedBy: ActRef | null; note: string } | null;
};

/** An act to choose, with its articles. */
export type ActChoice = ActRef & { articles: { id: number; place: string; subject: string }[] };
