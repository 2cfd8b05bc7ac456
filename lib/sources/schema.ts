import { z } from 'zod';
import { edtfText, languageTag, line, reason, requiredLine, rowId } from '#lib/core/input.ts';
import type { LinkState } from '#lib/snapshots/vocabulary.ts';
import { normaliseUrl } from './url.ts';
import {
  PUBLISHER_KINDS,
  type PublisherKind,
  RELIABILITIES,
  type Reliability,
  SOURCE_KINDS,
  type SourceFacetKey,
  type SourceKind,
} from './vocabulary.ts';

/** An address on the web, kept as typed; empty becomes null (a document without an address). */
const urlText = z
  .string()
  .transform((value) => value.trim())
  .superRefine((value, context) => {
    if (value === '') return;
    const result = normaliseUrl(value);
    if (!result.ok) context.addIssue({ code: 'custom', message: result.message });
  })
  .transform((value) => (value === '' ? null : value));

/** Publishers are told apart by their letters and digits, so a name needs one. */
export function namesSomebody(value: string): boolean {
  return value === '' || /[\p{L}\p{N}]/u.test(value);
}
export const NAMELESS = { error: 'A name needs a letter or a digit.' };

export const sourceInput = z.strictObject({
  url: urlText,
  title: requiredLine(500, 'The title'),
  titleExact: z.boolean(),
  /** By name; an unknown one is created. */
  publisher: line(200, 'The publisher').refine(namesSomebody, NAMELESS),
  kind: z.enum(SOURCE_KINDS),
  language: languageTag,
  publishedOn: edtfText,
});
export type SourceInput = z.input<typeof sourceInput>;

/** `idempotencyKey` is made when the form opens; a second send with the same key answers with the source of the first. */
export const addSourceInput = z.strictObject({ ...sourceInput.shape, idempotencyKey: z.uuid() });
export type AddSourceInput = z.input<typeof addSourceInput>;

export const editSourceInput = z.strictObject({
  id: rowId,
  version: z.int().positive(),
  ...sourceInput.shape,
  reason: line(2_000, 'The reason'),
});
export type EditSourceInput = z.input<typeof editSourceInput>;

export const sourceVersionInput = z.strictObject({ id: rowId, version: z.int().positive(), reason });

export const editPublisherInput = z.strictObject({
  id: rowId,
  version: z.int().positive(),
  name: requiredLine(200, 'The name').refine(namesSomebody, NAMELESS),
  kind: z.enum(PUBLISHER_KINDS),
  country: z
    .string()
    .trim()
    .regex(/^([A-Za-z]{2})?$/, 'A country is two letters (ISO 3166-1).')
    .transform((value) => (value === '' ? null : value.toUpperCase())),
  parentId: rowId.nullable(),
  reliability: z.enum(RELIABILITIES),
  reason: line(2_000, 'The reason'),
});

export const sourceIdInput = z.strictObject({ id: rowId });

/** The address as it stands in the form, be it one or not yet. */
export const findSourceInput = z.strictObject({ url: line(4_000, 'The address') });
export const searchInput = z.strictObject({ text: line(256, 'The search') });

/** A line of the sources table. */
export type SourceRow = {
  id: number;
  title: string;
  titleExact: boolean;
  url: string | null;
  publisher: { id: number; name: string; reliability: Reliability } | null;
  kind: SourceKind;
  language: string | null;
  publishedOn: string | null;
  claims: number;
  reliesOn: number;
  reliedOnBy: number;
  /** How the link is doing; null where it was never checked. */
  link: LinkState | null;
  updatedAt: string;
  version: number;
};

/** The publisher as the page of a source shows it. */
export type PublisherCard = {
  id: number;
  name: string;
  kind: PublisherKind;
  country: string | null;
  reliability: Reliability;
  network: { id: number; name: string } | null;
  sources: number;
};

/** A source whole. Who deleted it and why is there only where it is deleted. */
export type SourceDetail = Omit<SourceRow, 'publisher'> & {
  publisher: PublisherCard | null;
  createdAt: string;
  createdBy: string | null;
  /** Who made the latest version. */
  updatedBy: string | null;
  deleted: { at: string; by: string; reason: string } | null;
};

/** A value that a filter can take, with the number of sources it would leave. `label` is null where the value names itself. */
export type FacetOption = { value: string; label: string | null; count: number };
export type SourceFacets = Record<SourceFacetKey, FacetOption[]>;

/** A source that is known already under the address that somebody types. */
export type KnownSource = {
  id: number;
  title: string;
  publisher: string | null;
  url: string | null;
  claims: number;
};

/** A publisher in a type-ahead. */
export type PublisherChoice = {
  id: number;
  name: string;
  kind: PublisherKind;
  country: string | null;
  reliability: Reliability;
  sources: number;
};
