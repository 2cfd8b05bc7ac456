import type { Errors } from '#components/ui/form-errors.ts';
import { editClaimInput, logClaimInput } from '#lib/claims/schema.ts';
import { fieldErrors } from '#lib/core/input.ts';
import { type ClaimValues, editInputOf, logInputOf } from './claim-values.ts';

const COMMON = ['statement', 'claimant', 'claimedOn', 'topicId', 'tags'];
const SOURCE = [
  ...['url', 'title', 'titleExact', 'publisher', 'kind', 'language', 'publishedOn'].map(
    (field) => `source.create.${field}`,
  ),
  ...['stance', 'credibility', 'quote', 'place', 'note'],
].map((field) => `source.${field}`);
const REST = [
  'originalWording',
  'language',
  ...['factId', 'state', 'qualifier', 'text', 'unit', 'measure', 'asOf', 'validFrom', 'validTo'].map(
    (field) => `value.${field}`,
  ),
  'priority',
  'assigneeId',
];

/** The paths of all fields, in the order of the form. */
export const NEW_FIELDS: readonly string[] = [...COMMON, ...SOURCE, ...REST];
export const EDIT_FIELDS: readonly string[] = [...COMMON, ...REST, 'reason'];

/** What is wrong with a new claim, as far as this can be told here; the server has the last word. */
export function checkNew(values: ClaimValues): Errors {
  const result = logClaimInput.safeParse(logInputOf(values, '00000000-0000-4000-8000-000000000000'));
  return withTopic(values, result.success ? {} : fieldErrors(result.error));
}

export function checkEdit(values: ClaimValues): Errors {
  const result = editClaimInput.safeParse(editInputOf(values, 1, 1));
  return withTopic(values, result.success ? {} : fieldErrors(result.error));
}

function withTopic(values: ClaimValues, errors: Errors): Errors {
  return values.topicId === null ? { ...errors, topicId: 'Choose a topic.' } : errors;
}

/** What is wrong with the source as a whole is shown at its address. */
export function atAddress(errors: Errors): Errors {
  const { 'source.source': whole, ...rest } = errors;
  return whole === undefined ? rest : { ...rest, 'source.source.create.url': whole };
}
