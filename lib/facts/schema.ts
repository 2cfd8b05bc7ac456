import { z } from 'zod';
import { edtfText, line, paragraphs, reason, rowId } from '#lib/core/input.ts';
import { type FactType, QUALIFIERS, type Qualifier, VALUE_STATES, type ValueState } from './vocabulary.ts';

/** `text` is what was typed; it is read by the fact's type in lib/facts/value.ts. */
export const valueInput = z.strictObject({
  factId: rowId,
  state: z.enum(VALUE_STATES),
  text: paragraphs(2_000, 'The value'),
  qualifier: z.enum(QUALIFIERS).nullable(),
  unit: line(60, 'The unit'),
  measure: line(60, 'The measure'),
  asOf: edtfText,
});
export type ValueInput = z.input<typeof valueInput>;

export const overruleInput = z.strictObject({
  value: valueInput,
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

/** What a claim asserts about a fact. `canonical` is EDTF, a decimal, an ISO 8601 duration, true/false, text, or ISO 3166 codes joined by a space. */
export type ClaimValue = {
  fact: FactChoice;
  state: ValueState;
  canonical: string | null;
  qualifier: Qualifier | null;
  unit: string | null;
  measure: string | null;
  asOf: string | null;
};
