export const INSTRUMENT_KINDS = ['decree', 'order', 'law', 'resolution', 'regulation', 'other'] as const;
export type InstrumentKind = (typeof INSTRUMENT_KINDS)[number];
export const INSTRUMENT_KIND_LABELS: Record<InstrumentKind, string> = {
  decree: 'Decree',
  order: 'Order',
  law: 'Law',
  resolution: 'Resolution',
  regulation: 'Regulation',
  other: 'Act',
};

/** What of a claim hangs on the act. */
export const DEPENDENT_PARTS = ['claim', 'value'] as const;
export type DependentPart = (typeof DEPENDENT_PARTS)[number];
export const DEPENDENT_PART_LABELS: Record<DependentPart, string> = {
  claim: 'The whole claim',
  value: 'Its value',
};
