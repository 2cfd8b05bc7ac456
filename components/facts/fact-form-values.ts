import { z } from 'zod';
import { typedNumber } from '#components/ui/typed-number.ts';
import type { FactDetail } from '#lib/facts/schema.ts';
import { FACT_TYPES } from '#lib/facts/vocabulary.ts';

// Loose on purpose where the server is strict: a draft holds what was typed, right or wrong.
const definition = {
  question: z.string(),
  type: z.enum(FACT_TYPES),
  series: z.boolean(),
  options: z.array(z.string()),
  unit: z.string(),
  measures: z.array(z.string()),
  description: z.string(),
  ordinal: z.string(),
};
export const newFactShape = z.object({ slug: z.string(), ...definition });
export type NewFactValues = z.output<typeof newFactShape>;
export const editFactShape = z.object({ ...definition, reason: z.string() });
export type EditFactValues = z.output<typeof editFactShape>;
export type DefinitionValues = Omit<NewFactValues, 'slug'>;

export const EMPTY_FACT: NewFactValues = {
  slug: '',
  question: '',
  type: 'text',
  series: false,
  options: [],
  unit: '',
  measures: [],
  description: '',
  ordinal: '100',
};

export function factValuesOf(fact: FactDetail): EditFactValues {
  const { question, type, series, options, unit, measures, description, ordinal } = fact;
  return {
    question,
    type,
    series,
    options,
    unit: unit ?? '',
    measures,
    description,
    ordinal: String(ordinal),
    reason: '',
  };
}

/** What is sent: the place as a number. */
export function sentFact<T extends DefinitionValues>(values: T) {
  return { ...values, ordinal: typedNumber(values.ordinal) };
}
