/** What became of a quote in a snapshot. A bad capture says nothing of the page's words. */
export const QUOTE_OUTCOMES = ['exact', 'fuzzy', 'missing', 'bad_capture'] as const;
export type QuoteOutcome = (typeof QUOTE_OUTCOMES)[number];
export const QUOTE_LABELS: Record<QuoteOutcome, string> = {
  exact: 'Quote found',
  fuzzy: 'Quote nearly found',
  missing: 'Quote not found',
  bad_capture: 'Capture unusable',
};
