import type { SaidFact, SaidValue } from '#lib/facts/sheet.ts';
import type { OriginItem } from '#lib/facts/weighing.ts';

/** A fairly reliable report for a value. */
export function origin(voice: string, more: Partial<OriginItem> = {}): OriginItem {
  return {
    voice,
    label: voice,
    reliability: 'C',
    credibility: 6,
    directness: 'report',
    against: false,
    relayed: false,
    ...more,
  };
}

/** What one unverified claim says, with no evidence. */
export function saidValue(canonical: string, more: Partial<SaidValue> = {}): SaidValue {
  return {
    state: 'known',
    canonical,
    qualifier: null,
    unit: null,
    measure: null,
    validFrom: null,
    validTo: null,
    dates: [],
    claimCount: 1,
    claims: [{ id: 1, statement: canonical, status: 'unverified' }],
    supports: 1,
    refutes: 0,
    supportingOrigins: 1,
    refutingOrigins: 0,
    supportingPublishers: [],
    refutingPublishers: [],
    statuses: ['unverified'],
    origins: [],
    reports: [],
    ...more,
  };
}

export function saidFact(slug: string, values: SaidValue[], more: Partial<SaidFact> = {}): SaidFact {
  return {
    id: 1,
    slug,
    question: `${slug}?`,
    type: 'text',
    series: false,
    unit: null,
    options: [],
    description: '',
    retired: false,
    values,
    ...more,
  };
}
