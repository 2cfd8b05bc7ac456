export const FACT_TYPES = [
  'date',
  'number',
  'money',
  'duration',
  'boolean',
  'text',
  'option',
  'countries',
] as const;
export type FactType = (typeof FACT_TYPES)[number];
export const QUALIFIERS = ['about', 'more_than', 'almost', 'up_to'] as const;
export type Qualifier = (typeof QUALIFIERS)[number];
export const QUALIFIER_LABELS: Record<Qualifier, string> = {
  about: 'about',
  more_than: 'more than',
  almost: 'almost',
  up_to: 'up to',
};

/** "Unknown" and "none" are values too, and differ from no value. */
export const VALUE_STATES = ['known', 'unknown', 'none'] as const;
export type ValueState = (typeof VALUE_STATES)[number];
