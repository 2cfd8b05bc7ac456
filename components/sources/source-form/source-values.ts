import { z } from 'zod';
import type { Errors } from '#components/ui/form-errors.ts';
import { fieldErrors } from '#lib/core/input.ts';
import {
  type AddSourceInput,
  addSourceInput,
  type EditSourceInput,
  editSourceInput,
  type SourceDetail,
} from '#lib/sources/schema.ts';
import { SOURCE_KINDS } from '#lib/sources/vocabulary.ts';

/** Loose on purpose where the server is strict: a draft holds what was typed, right or wrong. */
const sourceFormValues = z.object({
  url: z.string(),
  title: z.string(),
  titleExact: z.boolean(),
  publisher: z.string(),
  kind: z.enum(SOURCE_KINDS),
  language: z.string(),
  /** By hand, by the page, or with the source; until then it follows the title's letters. */
  languageChosen: z.boolean().default(true),
  publishedOn: z.string(),
  reason: z.string(),
});
export type SourceFormValues = z.output<typeof sourceFormValues>;

/** A draft of this form, as it lies in the browser. */
export const sourceDraft = z.object({
  values: sourceFormValues,
  base: z.object({ version: z.number(), values: sourceFormValues }).nullable(),
  key: z.uuid(),
});

export const EMPTY_SOURCE: SourceFormValues = {
  url: '',
  title: '',
  titleExact: true,
  publisher: '',
  kind: 'newspaper',
  language: '',
  languageChosen: false,
  publishedOn: '',
  reason: '',
};

/** The paths of all fields, in the order of the form. */
export const SOURCE_FORM_FIELDS: readonly string[] = Object.keys(EMPTY_SOURCE);

export function sourceValuesOf(source: SourceDetail): SourceFormValues {
  return {
    url: source.url ?? '',
    title: source.title,
    titleExact: source.titleExact,
    publisher: source.publisher?.name ?? '',
    kind: source.kind,
    language: source.language ?? '',
    languageChosen: true,
    publishedOn: source.publishedOn ?? '',
    reason: '',
  };
}

export function addInputOf(
  { reason: _, languageChosen: __, ...fields }: SourceFormValues,
  idempotencyKey: string,
): AddSourceInput {
  return { ...fields, idempotencyKey };
}

export function editInputOf(
  { languageChosen: _, ...values }: SourceFormValues,
  id: number,
  version: number,
): EditSourceInput {
  return { ...values, id, version };
}

/** What is wrong, as far as this can be told here; the server has the last word. */
export function checkAdd(values: SourceFormValues): Errors {
  const result = addSourceInput.safeParse(addInputOf(values, '00000000-0000-4000-8000-000000000000'));
  return result.success ? {} : fieldErrors(result.error);
}

export function checkEdit(values: SourceFormValues): Errors {
  const result = editSourceInput.safeParse(editInputOf(values, 1, 1));
  return result.success ? {} : fieldErrors(result.error);
}
