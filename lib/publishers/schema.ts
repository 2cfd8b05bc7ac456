import type { FacetOption } from '#lib/sources/schema.ts';
import type { PublisherKind, Reliability } from '#lib/sources/vocabulary.ts';

export const PUBLISHER_KIND_LABELS: Record<PublisherKind, string> = {
  government: 'Government',
  agency: 'News agency',
  newspaper: 'Newspaper',
  broadcaster: 'Broadcaster',
  blog: 'Blog',
  ngo: 'NGO',
  law_firm: 'Law firm',
  social: 'Social media',
  other: 'Other',
};

/** A line of the publishers table. */
export type PublisherRow = {
  id: number;
  name: string;
  kind: PublisherKind;
  country: string | null;
  reliability: Reliability;
  network: { id: number; name: string } | null;
  /** Outlets of which it is the network. */
  outlets: number;
  sources: number;
  /** Live claims with a source of this publisher. */
  claims: number;
  updatedAt: string;
  version: number;
};

export type PublisherDetail = PublisherRow & { outletList: { id: number; name: string }[] };

export const PUBLISHER_FACETS = ['kind', 'reliability'] as const;
export type PublisherFacetKey = (typeof PUBLISHER_FACETS)[number];
export type PublisherFacets = Record<PublisherFacetKey, FacetOption[]>;
