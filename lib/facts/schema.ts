import { z } from 'zod';
import { edtfText, line, paragraphs, rowId } from '#lib/core/input.ts';
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
