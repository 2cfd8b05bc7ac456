import type { ClaimStatus } from '#lib/claims/vocabulary.ts';
import { atOnce, type Steps } from '#lib/core/steps.ts';
import { isOver } from './opposite.ts';
import { type Resolution, resolving, type WeighedValue } from './resolution.ts';
import type { ClaimValue, FactChoice } from './schema.ts';
import { type Report, type SeriesTrack, seriesTracks } from './series.ts';
import { sum } from './sum.ts';
import { countryNames, formatUndated } from './value.ts';
import type { ResolutionState } from './vocabulary.ts';
import type { OriginItem } from './weighing.ts';
import { WEIGHTS, type Weights } from './weights.ts';

/** What claims say of a fact in the same words: equal value, qualifier, unit and measure, and in a series equal date. */
export type SaidValue = Omit<ClaimValue, 'fact' | 'asOf'> & {
  /** As-of dates (EDTF) that the claims give, in order; one at most in a series. */
  dates: string[];
  claimCount: number;
  /** The first of them. */
  claims: { id: number; statement: string; status: ClaimStatus }[];
  /** Pieces of evidence for these claims and against them. */
  supports: number;
  refutes: number;
  /** Voices that the evidence goes back to. */
  supportingOrigins: number;
  refutingOrigins: number;
  supportingPublishers: string[];
  refutingPublishers: string[];
  statuses: ClaimStatus[];
  origins: OriginItem[];
  /** Of a series: what gives the figure or mentions it, by its date. */
  reports: Report[];
};

/** A fact with its values; those of a series in the order of their dates. */
export type SaidFact = FactChoice & { description: string; retired: boolean; values: SaidValue[] };

/**
 * none: nothing is claimed; one: a single value; unlike: values of different counts, units or dates; compatible: some
 * say the same more or less exactly, and none contradicts another; conflict: some contradict.
 */
export const AGREEMENTS = ['none', 'one', 'unlike', 'compatible', 'conflict'] as const;
export type Agreement = (typeof AGREEMENTS)[number];

/** holds: a claim of it is true or mostly so; fails: none of its claims stands; open: anything between. */
type Standing = 'holds' | 'open' | 'fails';

export type SheetValue = SaidValue & {
  /** In words, without its date. */
  text: string;
  /** Names of a country set that is too long for the text. */
  countries: string[];
  contradicted: boolean;
  /** What the verdicts on its claims come to. */
  standing: Standing;
  weighed: WeighedValue;
};
export type SheetFact = Omit<SaidFact, 'values'> & {
  agreement: Agreement;
  resolution: Omit<Resolution, 'values' | 'meeting'>;
  claimCount: number;
  values: SheetValue[];
  /** Of all values, also where some are left out: how many there are, are borne out, and are contradicted. */
  valueCount: number;
  heldCount: number;
  contradictedCount: number;
  /** Values that cannot meet, each weighed apart; 0 where all can. */
  groupCount: number;
  /** Equal where the evidence says the same. */
  answer: string;
  /** How far its evidence disagrees. */
  dispute: Dispute;
  /** Why its figures are not added up; null where there are none to add. */
  unadded: string | null;
  /** Of a series of figures. */
  tracks: SeriesTrack[];
};

export type Dispute = {
  /** The weight on the smaller side, of the value where that is most. */
  weight: number;
  /** Independent origins on either side of the value where they are most. */
  origins: number;
  /** Statuses of its claims on which nobody has decided. */
  openVerdicts: number;
};
export type SheetSection<T extends SheetFact = SheetFact> = { slug: string; name: string; facts: T[] };

/** Sections that need more than their own slug for a name. */
const NAMES: Record<string, string> = {
  origin: 'Origin of the idea',
  list: 'List of countries',
  visa: 'Entry visa',
  residence: 'Residence permit',
  settlement: 'Settlements',
  case: 'Cases',
  institution: 'Institutions',
  compatriots: 'Compatriots programme',
};

const HOLDING: readonly ClaimStatus[] = ['true', 'mostly_true'];
const UNDECIDED: readonly ClaimStatus[] = ['unverified', 'in_review', 'disputed'];
const FAILING: readonly ClaimStatus[] = ['unsupported', 'misleading', 'outdated', 'false'];
/** From what holds to what does not. */
const ORDER: readonly ClaimStatus[] = [
  ...HOLDING,
  'mixed',
  'disputed',
  'in_review',
  'unverified',
  ...FAILING,
];

/** The fact sheet: facts by the first part of their slug, both in the order given. */
export function buildSheet(facts: readonly SaidFact[], weights: Weights = WEIGHTS): SheetSection[] {
  return inSections(facts.map((fact) => sheetFact(fact, weights)));
}

export function inSections<T extends SheetFact>(facts: readonly T[]): SheetSection<T>[] {
  const sections = new Map<string, SheetSection<T>>();
  for (const fact of facts) {
    const slug = fact.slug.split('.')[0] ?? fact.slug;
    const section = sections.get(slug) ?? { slug, name: sectionName(slug), facts: [] };
    section.facts.push(fact);
    sections.set(slug, section);
  }
  return [...sections.values()];
}

/** How many facts there are of each agreement. */
export function countAgreements(sections: readonly SheetSection[]): Record<Agreement, number> {
  const counts = { none: 0, one: 0, unlike: 0, compatible: 0, conflict: 0 };
  for (const fact of sections.flatMap((section) => section.facts)) counts[fact.agreement] += 1;
  return counts;
}

/** How many facts the evidence settles, and how many not. */
export function countResolutions(sections: readonly SheetSection[]): Record<ResolutionState, number> {
  const counts = { settled: 0, contested: 0, open: 0 };
  for (const fact of sections.flatMap((section) => section.facts)) counts[fact.resolution.state] += 1;
  return counts;
}

/** The sections with the facts of one agreement or one state only; null leaves all. */
export function narrowSheet(
  sections: readonly SheetSection[],
  only: Agreement | ResolutionState | null,
): SheetSection[] {
  if (only === null) return [...sections];
  return sections
    .map((section) => ({
      ...section,
      facts: section.facts.filter((fact) => fact.agreement === only || fact.resolution.state === only),
    }))
    .filter((section) => section.facts.length > 0);
}

/** Why figures that stand side by side are not added up; null where there are none to add. */
function whyNotAdded(fact: Pick<SaidFact, 'type' | 'values'>): string | null {
  const known = fact.values.filter(({ state }) => state === 'known');
  if ((fact.type !== 'number' && fact.type !== 'money') || known.length < 2) return null;
  const result = sum(
    known.map((value) => ({ ...value, type: fact.type, asOf: value.dates.join(', ') || null })),
  );
  return result.ok ? null : result.reason;
}

function answerOf({ state, value, groups }: Omit<Resolution, 'values' | 'meeting'>): string {
  return JSON.stringify([state, value, groups.map((group) => [group.state, group.value])]);
}

function disputeOf(values: readonly SheetValue[]): Dispute {
  const most = (numbers: readonly number[]) => numbers.reduce((high, number) => Math.max(high, number), 0);
  return {
    weight: most(values.map(({ weighed: { support, against } }) => Math.min(support, against))),
    origins: most(values.map((value) => value.supportingOrigins + value.refutingOrigins)),
    openVerdicts: values.flatMap(({ statuses }) => statuses).filter((each) => UNDECIDED.includes(each))
      .length,
  };
}

function sectionName(slug: string): string {
  return NAMES[slug] ?? `${slug.slice(0, 1).toUpperCase()}${slug.slice(1)}`;
}

/** A fact resolved. Values of a series stay in the order of their dates, others stand by the status of their claims and the number of origins. */
export function sheetFact(fact: SaidFact, weights: Weights = WEIGHTS): SheetFact {
  return atOnce(weighing(fact, weights));
}

/** The same in steps. */
export function* weighing(fact: SaidFact, weights: Weights): Steps<SheetFact> {
  const said = fact.values.map((value) => ({
    ...value,
    text: formatUndated({ ...value, fact }),
    standing: standingOf(value),
  }));
  const {
    values: outcomes,
    meeting,
    ...resolution
  } = yield* resolving(
    fact,
    said.map((value) => ({ ...value, fails: value.standing === 'fails' })),
    weights,
  );
  const values = said.flatMap((value, at): SheetValue[] => {
    const weighed = outcomes[at];
    if (!weighed) return [];
    const names = fact.type === 'countries' && value.canonical !== null ? countryNames(value.canonical) : [];
    return [
      {
        ...value,
        weighed,
        countries: names.some((name) => !value.text.includes(name)) ? names : [],
        contradicted: weighed.contradicted,
      },
    ];
  });
  if (!fact.series) values.sort(byStanding);
  const claimCount = values.reduce((sum, value) => sum + value.claimCount, 0);
  return {
    ...fact,
    values,
    claimCount,
    resolution,
    agreement: agreementOf(values, meeting),
    valueCount: values.length,
    heldCount: values.filter(({ standing }) => standing === 'holds').length,
    contradictedCount: values.filter(({ contradicted }) => contradicted).length,
    groupCount: resolution.groups.length,
    answer: answerOf(resolution),
    dispute: disputeOf(values),
    unadded: resolution.groups.length > 0 ? whyNotAdded(fact) : null,
    tracks: seriesTracks({ ...fact, values }),
  };
}

function agreementOf(values: readonly SheetValue[], meeting: boolean): Agreement {
  if (values.length === 0) return 'none';
  if (values.length === 1) return 'one';
  if (values.some((value) => value.contradicted)) return 'conflict';
  return meeting ? 'compatible' : 'unlike';
}

function standingOf(value: SaidValue): Standing {
  const { statuses } = value;
  if (statuses.some((status) => HOLDING.includes(status))) return 'holds';
  if (isOver(value)) return 'open';
  return statuses.every((status) => FAILING.includes(status)) ? 'fails' : 'open';
}

function byStanding(a: SheetValue, b: SheetValue): number {
  const best = ({ statuses }: SheetValue) =>
    statuses.reduce((first, status) => Math.min(first, ORDER.indexOf(status)), ORDER.length);
  return best(a) - best(b) || b.supportingOrigins - a.supportingOrigins;
}
