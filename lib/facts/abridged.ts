import { outerPoints } from './series.ts';
import type { SheetFact, SheetValue } from './sheet.ts';

/** Nobody reads many more of each on one page. The counts tell of the rest, and the table of claims has it. */
const MANY = 24;
const SHOWN_OF_MANY = 12;
const POINTS_DRAWN = 400;
const REPORTS_NAMED = 5;
const PUBLISHERS_NAMED = 20;

/**
 * A fact as pages show it, of a size that does not grow with its claims: the best values, of a series the latest, and of values that are
 * weighed apart the latest, those that are contested before others.
 */
export function abridged(fact: SheetFact): SheetFact {
  const { series, resolution } = fact;
  const most = fact.values.length > MANY ? SHOWN_OF_MANY : MANY;
  const values = series ? fact.values.slice(-most) : fact.values.slice(0, most);
  return {
    ...fact,
    values: values.map(abridgedValue),
    resolution: { ...resolution, groups: abridgedGroups(resolution.groups) },
    tracks: outerPoints(fact.tracks, POINTS_DRAWN),
  };
}

function abridgedValue(value: SheetValue): SheetValue {
  // Written down now, so that nothing of what was weighed is held.
  const reasons = value.weighed.reasons();
  return {
    ...value,
    origins: [],
    reports: value.reports.slice(0, REPORTS_NAMED),
    supportingPublishers: named(value.supportingPublishers),
    refutingPublishers: named(value.refutingPublishers),
    weighed: { ...value.weighed, reasons: () => reasons },
  };
}

function named(publishers: string[]): string[] {
  const rest = publishers.length - PUBLISHERS_NAMED;
  if (rest <= 0) return publishers;
  return [...publishers.slice(0, PUBLISHERS_NAMED), `${rest.toLocaleString('en-GB')} more`];
}

function abridgedGroups<T extends { state: string }>(groups: T[]): T[] {
  if (groups.length <= MANY) return groups;
  const contested = groups.filter(({ state }) => state === 'contested');
  const others = groups.filter(({ state }) => state !== 'contested');
  const kept = new Set([...contested.toReversed(), ...others.toReversed()].slice(0, SHOWN_OF_MANY));
  return groups.filter((group) => kept.has(group));
}
