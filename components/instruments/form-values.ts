import { z } from 'zod';
import type { InstrumentDetail, VersionRow } from '#lib/instruments/schema.ts';
import { DEPENDENT_PARTS, INSTRUMENT_KINDS } from '#lib/instruments/vocabulary.ts';

// Loose on purpose where the server is strict: a draft holds what was typed, right or wrong.
const documents = z.array(z.object({ id: z.number(), title: z.string() }));
const versionShape = {
  inForceFrom: z.string(),
  inForceTo: z.string(),
  sourceIds: documents,
  note: z.string(),
};
const actShape = {
  kind: z.enum(INSTRUMENT_KINDS),
  number: z.string(),
  issuer: z.string(),
  title: z.string(),
  language: z.string(),
  titleEnglish: z.string(),
  adoptedOn: z.string(),
  publishedOn: z.string(),
};

export const newActShape = z.object({ ...actShape, ...versionShape });
export type NewActValues = z.output<typeof newActShape>;
export const editActShape = z.object({ ...actShape, reason: z.string() });
export type EditActValues = z.output<typeof editActShape>;
export const amendmentShape = z.object({
  amendedById: z.number().nullable(),
  touchesAll: z.boolean(),
  touchedArticleIds: z.array(z.number()),
  ...versionShape,
});
export type AmendmentValues = z.output<typeof amendmentShape>;
export const versionFormShape = z.object({ ...versionShape, reason: z.string() });
export type VersionValues = z.output<typeof versionFormShape>;
export const articleShape = z.object({ place: z.string(), subject: z.string(), reason: z.string() });
export const textShape = z.object({
  text: z.string(),
  language: z.string(),
  translation: z.string(),
  reason: z.string(),
});
export const dependenceShape = z.object({
  instrumentId: z.number().nullable(),
  articleId: z.number().nullable(),
  part: z.enum(DEPENDENT_PARTS),
  note: z.string(),
});

const EMPTY_VERSION = { inForceFrom: '', inForceTo: '', sourceIds: [], note: '' };
export const EMPTY_ACT: NewActValues = {
  kind: 'decree',
  number: '',
  issuer: '',
  title: '',
  language: 'ru',
  titleEnglish: '',
  adoptedOn: '',
  publishedOn: '',
  ...EMPTY_VERSION,
};
export const EMPTY_AMENDMENT: AmendmentValues = {
  amendedById: null,
  touchesAll: false,
  touchedArticleIds: [],
  ...EMPTY_VERSION,
};

export function actValuesOf(act: InstrumentDetail): EditActValues {
  const { kind, number, issuer, title, language, titleEnglish, adoptedOn, publishedOn } = act;
  return {
    kind,
    number,
    issuer,
    title,
    language,
    titleEnglish,
    adoptedOn: adoptedOn ?? '',
    publishedOn: publishedOn ?? '',
    reason: '',
  };
}

export function versionValuesOf({ inForceFrom, inForceTo, sources, note }: VersionRow): VersionValues {
  return {
    inForceFrom: inForceFrom ?? '',
    inForceTo: inForceTo ?? '',
    sourceIds: sources.map(({ id, title }) => ({ id, title })),
    note,
    reason: '',
  };
}

/** The documents by their ids, as they are sent. */
export function sent<T extends { sourceIds: { id: number }[] }>(values: T) {
  return { ...values, sourceIds: values.sourceIds.map(({ id }) => id) };
}
