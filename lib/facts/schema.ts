import { z } from 'zod';
import { edtfText, line, paragraphs, reason, requiredLine, rowId } from '#lib/core/input.ts';
import { type Validity, validityProblem } from './validity.ts';
import {
  COUNTED,
  FACT_TYPES,
  type FactType,
  QUALIFIERS,
  type Qualifier,
  VALUE_STATES,
  type ValueState,
} from './vocabulary.ts';

/** `text` is what was typed; it is read by the fact's type in lib/facts/value.ts. */
export const saidInput = z.strictObject({
  factId: rowId,
  state: z.enum(VALUE_STATES),
  text: paragraphs(2_000, 'The value'),
  qualifier: z.enum(QUALIFIERS).nullable(),
  unit: line(60, 'The unit'),
  measure: line(60, 'The measure'),
  asOf: edtfText,
});

/** `validFrom` and `validTo`: from when to when the value held; left out, nobody knows. */
export const valueInput = z
  .strictObject({ ...saidInput.shape, validFrom: edtfText.prefault(''), validTo: edtfText.prefault('') })
  .superRefine((value, context) => {
    const message = validityProblem(value);
    if (message !== null) context.addIssue({ code: 'custom', path: ['validTo'], message });
  });
export type ValueInput = z.input<typeof valueInput>;

const SLUG = /^[a-z][A-Za-z0-9]*(\.[a-z][A-Za-z0-9]*)+$/;

function words(most: number, what: string, none: string) {
  return z
    .array(requiredLine(60, what))
    .max(most, none)
    .refine((list) => new Set(list.map((each) => each.toLowerCase())).size === list.length, {
      error: `${what} stands there twice.`,
    });
}

const factFields = {
  question: requiredLine(300, 'The question'),
  type: z.enum(FACT_TYPES),
  series: z.boolean(),
  options: words(50, 'An answer', 'Fifty answers are the most.'),
  unit: line(60, 'The unit'),
  measures: words(30, 'A measure', 'Thirty measures are the most.'),
  ordinal: z
    .int('The place is a whole number.')
    .min(1, 'The place is 1 or more.')
    .max(999, 'The place is at most 999.'),
  description: paragraphs(2_000, 'The description'),
};

/** What the type has no use for is left out; an answer of a list must be one of at least two. */
function suited<
  T extends Pick<z.output<z.ZodObject<typeof factFields>>, 'type' | 'options' | 'unit' | 'measures'>,
>(input: T) {
  const counted = COUNTED.includes(input.type);
  return {
    ...input,
    options: input.type === 'option' ? input.options : [],
    unit: counted && input.unit !== '' ? input.unit : null,
    measures: counted ? input.measures : [],
  };
}

const enough = {
  path: ['options'],
  error: 'Give at least two answers to choose from.',
};
const choosable = ({ type, options }: { type: FactType; options: readonly string[] }) =>
  type !== 'option' || options.length > 1;

/** `slug` is the dotted key; addresses, saved views and files name the fact by it, so it never changes. */
export const addFactInput = z
  .strictObject({
    slug: z.string().trim().max(80, 'The key has at most 80 characters.').regex(SLUG, {
      error: 'The key has parts of letters and digits with dots between, such as visa.entries.',
    }),
    ...factFields,
    idempotencyKey: z.uuid(),
  })
  .refine(choosable, enough)
  .transform(suited);

const maybeReason = paragraphs(2_000, 'The reason');
const version = z.int().positive();

export const editFactInput = z
  .strictObject({ id: rowId, version, ...factFields, reason: maybeReason })
  .refine(choosable, enough)
  .transform(suited);

export const factVersionInput = z.strictObject({ id: rowId, version, reason });
export const restoreFactInput = z.strictObject({ id: rowId, version, to: version, reason: maybeReason });

/** The columns of a fact that a version brings back. */
export const factRow = z.object({
  question: z.string(),
  type: z.enum(FACT_TYPES),
  series: z.boolean(),
  options: z.array(z.string()),
  unit: z.string().nullable(),
  measures: z.array(z.string()),
  ordinal: z.int(),
  description: z.string(),
});

/** A recorded value that a change of its fact would not leave as it is. `claimId` is null for the overruling in force. */
export type Obstacle = { claimId: number | null; statement: string; value: string; why: string };

export const overruleInput = z.strictObject({
  value: saidInput,
  reason,
  /** The sentence of the evidence that whoever decides has read. */
  evidence: z.string().max(20_000),
});

export const overrulingInput = z.strictObject({ id: rowId, version: z.int().positive(), reason });

/** What an editor says a fact is, over what the evidence says. */
export type Overruling = {
  id: number;
  version: number;
  /** The value in words. */
  text: string;
  reason: string;
  /** What the evidence said then. */
  evidence: string;
  /** The evidence is not what it was. */
  stale: boolean;
  who: string;
  /** ISO 8601 */
  at: string;
};

export type FactChoice = {
  id: number;
  slug: string;
  question: string;
  type: FactType;
  series: boolean;
  unit: string | null;
  options: string[];
};

/** A fact as the claim form offers it. `measures`: what its figures count; `retired`: only shown where it is chosen already. */
export type FactOption = FactChoice & { description: string; measures: string[]; retired: boolean };

/** A fact as it is defined; `ordinal` is its place in its section, the lower first. Times are ISO 8601. */
export type FactDetail = FactChoice & {
  version: number;
  programmeId: number;
  description: string;
  measures: string[];
  ordinal: number;
  retiredAt: string | null;
  /** Claims that give it a value; the deleted ones apart. */
  claims: number;
};

/** What a claim asserts about a fact. `canonical` is EDTF, a decimal, an ISO 8601 duration, true/false, text, or ISO 3166 codes joined by a space. */
export type ClaimValue = Validity & {
  fact: FactChoice;
  state: ValueState;
  canonical: string | null;
  qualifier: Qualifier | null;
  unit: string | null;
  measure: string | null;
  asOf: string | null;
};
