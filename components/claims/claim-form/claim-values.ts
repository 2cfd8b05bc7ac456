import { z } from 'zod';
import type { ClaimDetail, EditClaimInput, LogClaimInput } from '#lib/claims/schema.ts';
import { PRIORITIES } from '#lib/claims/vocabulary.ts';
import { languageOfLetters } from '#lib/core/language.ts';
import type { ValueInput } from '#lib/facts/schema.ts';
import { valueText } from '#lib/facts/value.ts';
import { QUALIFIERS, VALUE_STATES } from '#lib/facts/vocabulary.ts';
import {
  emptyEvidence,
  evidenceValues,
  hasSource,
  sourceChoiceOf,
} from '../evidence-form/evidence-values.ts';

const valueValues = z.object({
  factId: z.number().nullable(),
  state: z.enum(VALUE_STATES),
  text: z.string(),
  qualifier: z.enum(QUALIFIERS).nullable(),
  unit: z.string(),
  measure: z.string(),
  asOf: z.string(),
  // A draft of an earlier version has none.
  validFrom: z.string().default(''),
  validTo: z.string().default(''),
});
export type ValueValues = z.output<typeof valueValues>;

/** What the form holds. Loose where the server is strict: a draft holds what was typed, right or wrong. */
const claimValues = z.object({
  statement: z.string(),
  originalWording: z.string(),
  language: z.string(),
  /** By hand, or with the claim; until then it follows the letters. A draft of an earlier version does not say. */
  languageChosen: z.boolean().default(true),
  /** `id` is set when somebody known was chosen. */
  claimant: z.object({ id: z.number().nullable(), name: z.string() }),
  claimedOn: z.string(),
  topicId: z.number().nullable(),
  tags: z.array(z.string()),
  priority: z.enum(PRIORITIES),
  assigneeId: z.number().nullable(),
  value: valueValues,
  source: evidenceValues,
  reason: z.string(),
});
export type ClaimValues = z.output<typeof claimValues>;

/** A draft of this form, as it lies in the browser. */
export const claimDraft = z.object({
  values: claimValues,
  base: z.object({ version: z.number(), values: claimValues }).nullable(),
  key: z.uuid(),
});

const USUAL_LANGUAGE = 'en';

export function emptyValue(): ValueValues {
  return {
    ...{ factId: null, state: 'known', text: '', qualifier: null, unit: '', measure: '' },
    ...{ asOf: '', validFrom: '', validTo: '' },
  };
}

export function emptyClaim(topicId: number | null): ClaimValues {
  return {
    statement: '',
    originalWording: '',
    language: USUAL_LANGUAGE,
    languageChosen: false,
    claimant: { id: null, name: '' },
    claimedOn: '',
    topicId,
    tags: [],
    priority: 'normal',
    assigneeId: null,
    value: emptyValue(),
    source: emptyEvidence(),
    reason: '',
  };
}

/** What changes with the words: the language too, by their letters, as long as nobody chose it. The original's tell, where it is there. */
export function withWords(
  values: ClaimValues,
  patch: Partial<Pick<ClaimValues, 'statement' | 'originalWording'>>,
): Partial<ClaimValues> {
  if (values.languageChosen) return patch;
  const { statement, originalWording } = { ...values, ...patch };
  const words = originalWording.trim() === '' ? statement : originalWording;
  return { ...patch, language: languageOfLetters(words) ?? USUAL_LANGUAGE };
}

/** The next claim from the same page: source, topic and language stay, what belongs to the sentence goes. */
export function nextClaim({ language, languageChosen, topicId, source }: ClaimValues): ClaimValues {
  return {
    ...emptyClaim(topicId),
    language,
    languageChosen,
    source: { ...source, quote: '', place: '', note: '' },
  };
}

export function claimValuesOf(claim: ClaimDetail): ClaimValues {
  const { value } = claim;
  return {
    ...emptyClaim(claim.topicId),
    statement: claim.statement,
    originalWording: claim.originalWording,
    language: claim.language,
    languageChosen: true,
    claimant: claim.claimant ?? { id: null, name: '' },
    claimedOn: claim.claimedOn ?? '',
    tags: claim.tags.map((tag) => tag.name),
    priority: claim.priority,
    assigneeId: claim.assignee?.id ?? null,
    value: value
      ? {
          factId: value.fact.id,
          state: value.state,
          text: valueText(value),
          qualifier: value.qualifier,
          unit: value.unit ?? '',
          measure: value.measure ?? '',
          asOf: value.asOf ?? '',
          validFrom: value.validFrom ?? '',
          validTo: value.validTo ?? '',
        }
      : emptyValue(),
  };
}

function fieldsOf(values: ClaimValues) {
  const { statement, originalWording, language, claimedOn, tags, priority, assigneeId } = values;
  const name = values.claimant.name.trim();
  const claimant = values.claimant.id === null ? { name } : { id: values.claimant.id };
  return {
    statement,
    originalWording,
    language,
    claimant: name === '' ? null : claimant,
    claimedOn,
    // 0 is no row; the server, too, says that the topic is missing.
    topicId: values.topicId ?? 0,
    tags,
    priority,
    assigneeId,
    value: valueInputOf(values.value),
  };
}

function valueInputOf({ factId, ...rest }: ValueValues): ValueInput | null {
  return factId === null ? null : { factId, ...rest };
}

export function logInputOf(values: ClaimValues, idempotencyKey: string): LogClaimInput {
  const { source: choice, ...evidence } = values.source;
  const source = hasSource(values.source) ? { source: sourceChoiceOf(choice), ...evidence } : null;
  return { ...fieldsOf(values), source, idempotencyKey };
}

export function editInputOf(values: ClaimValues, id: number, version: number): EditClaimInput {
  return { id, version, ...fieldsOf(values), reason: values.reason };
}
