export const SOURCE_KINDS = [
  'official',
  'newswire',
  'newspaper',
  'broadcast',
  'blog',
  'ngo',
  'law_firm',
  'social',
] as const;
export type SourceKind = (typeof SOURCE_KINDS)[number];
export const KIND_LABELS: Record<SourceKind, string> = {
  official: 'Official',
  newswire: 'Newswire',
  newspaper: 'Newspaper',
  broadcast: 'Broadcast',
  blog: 'Blog',
  ngo: 'NGO',
  law_firm: 'Law firm',
  social: 'Social media',
};

/** Admiralty Code, reliability of a publisher. */
export const RELIABILITIES = ['A', 'B', 'C', 'D', 'E', 'F'] as const;
export type Reliability = (typeof RELIABILITIES)[number];
export const RELIABILITY_LABELS: Record<Reliability, string> = {
  A: 'Completely reliable',
  B: 'Usually reliable',
  C: 'Fairly reliable',
  D: 'Not usually reliable',
  E: 'Unreliable',
  F: 'Cannot be judged',
};
export const PUBLISHER_KINDS = [
  'government',
  'agency',
  'newspaper',
  'broadcaster',
  'blog',
  'ngo',
  'law_firm',
  'social',
  'other',
] as const;
export type PublisherKind = (typeof PUBLISHER_KINDS)[number];

/** The filters of the sources table that count what they would leave. */
export const SOURCE_FACETS = ['kind', 'publisher', 'language', 'reliability', 'used', 'link'] as const;
export type SourceFacetKey = (typeof SOURCE_FACETS)[number];
