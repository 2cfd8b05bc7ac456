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
export const TYPE_LABELS: Record<FactType, string> = {
  date: 'date',
  number: 'number',
  money: 'amount of money',
  duration: 'length of time',
  boolean: 'yes or no',
  text: 'text',
  option: 'one of a list',
  countries: 'set of countries',
};
/** Types that count something, with a unit and a measure, and those that a qualifier (“more than”) makes sense with. */
export const COUNTED: readonly FactType[] = ['number', 'money'];
export const QUALIFIED: readonly FactType[] = ['number', 'money', 'duration'];

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

/** What the evidence comes to, for a fact and for one of its values. */
export const RESOLUTION_STATES = ['settled', 'contested', 'open'] as const;
export type ResolutionState = (typeof RESOLUTION_STATES)[number];
/** Outweighed: the evidence is against it. */
export type ValueOutcome = ResolutionState | 'outweighed';
export const OUTCOME_LABELS: Record<ValueOutcome, string> = {
  settled: 'Settled',
  contested: 'Contested',
  open: 'Open',
  outweighed: 'Outweighed',
};
