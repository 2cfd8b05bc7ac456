import type { Errors } from '#components/ui/form-errors.ts';
import { fieldErrors } from '#lib/core/input.ts';
import {
  type AttachEvidenceInput,
  attachEvidenceInput,
  type EditEvidenceInput,
  editEvidenceInput,
} from '#lib/evidence/schema.ts';
import { type EvidenceFormValues, sourceChoiceOf } from './evidence-values.ts';

const SOURCE = ['url', 'title', 'titleExact', 'publisher', 'kind', 'language', 'publishedOn'];
const SAID = [
  'stance',
  'credibility',
  'quote',
  'translation',
  'translationLanguage',
  'place',
  'note',
  'reason',
];

/** The paths of all fields, in the order of the form. */
export const EVIDENCE_FIELDS: readonly string[] = [
  ...SOURCE.map((field) => `source.create.${field}`),
  ...SAID,
];

export function attachInputOf(values: EvidenceFormValues, claimId: number, key: string): AttachEvidenceInput {
  const { source, reason: _, ...said } = values;
  return { claimId, source: sourceChoiceOf(source), ...said, idempotencyKey: key };
}

export function editEvidenceInputOf(
  values: EvidenceFormValues,
  id: number,
  version: number,
): EditEvidenceInput {
  const { source: _, ...said } = values;
  return { id, version, ...said };
}

export function checkAttach(values: EvidenceFormValues): Errors {
  const result = attachEvidenceInput.safeParse(
    attachInputOf(values, 1, '00000000-0000-4000-8000-000000000000'),
  );
  return result.success ? {} : fieldErrors(result.error);
}

export function checkEditEvidence(values: EvidenceFormValues): Errors {
  const result = editEvidenceInput.safeParse(editEvidenceInputOf(values, 1, 1));
  return result.success ? {} : fieldErrors(result.error);
}

/** What is wrong with the source as a whole is shown at its address. */
export function atSourceAddress(errors: Errors): Errors {
  const { source: whole, ...rest } = errors;
  return whole === undefined ? rest : { ...rest, 'source.create.url': whole };
}
