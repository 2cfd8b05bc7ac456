import type { NarrowingKey } from '#lib/claims/filter.ts';
import type { FacetKey } from '#lib/claims/schema.ts';
import { CLAIM_STATUSES, PRIORITIES, PRIORITY_LABELS, STATUS_LABELS } from '#lib/claims/vocabulary.ts';
import { languageName } from '#lib/core/language.ts';
import { tellDay, tellMoment } from '#lib/core/moment.ts';
import { QUOTE_LABELS } from '#lib/quotes/vocabulary.ts';
import { KIND_LABELS, SOURCE_KINDS } from '#lib/sources/vocabulary.ts';

export const FILTER_LABELS: Record<NarrowingKey, string> = {
  q: 'Search',
  status: 'Status',
  topic: 'Topic',
  claimant: 'Claimant',
  publisher: 'Publisher',
  kind: 'Kind of source',
  fact: 'Fact',
  tag: 'Tag',
  language: 'Language',
  assignee: 'Assignee',
  priority: 'Priority',
  from: 'Claimed from',
  to: 'Claimed to',
  sources: 'Sources',
  origins: 'Origins',
  evidence: 'Evidence',
  quote: 'Quote in the last capture',
  changed: 'Changed',
  stale: 'Act amended',
  deleted: 'Deleted',
  asOf: 'As known on',
  on: 'True on',
};

const WORDS: Partial<Record<NarrowingKey, Record<string, string>>> = {
  claimant: { none: 'Nobody named' },
  assignee: { me: 'Me', none: 'Nobody' },
  sources: { none: 'None', one: 'One', many: 'Several' },
  origins: { one: 'One independent' },
  evidence: { conflicting: 'Conflicting' },
  quote: QUOTE_LABELS,
  changed: { week: 'This week' },
  stale: { yes: 'Not looked at since' },
  deleted: { only: 'Deleted claims' },
};

function pick<K extends string>(
  keys: readonly K[],
  labels: Record<K, string>,
  value: string,
): string | undefined {
  const key = keys.find((one) => one === value);
  return key && labels[key];
}

/** Names of the rows that a value stands for: of a topic, a claimant. */
export type NameOf = (key: FacetKey, value: string) => string | null | undefined;

/** A filter's value in words. */
export function valueLabel(key: NarrowingKey, value: string, nameOf: NameOf): string {
  const word = WORDS[key]?.[value];
  if (word !== undefined) return word;
  switch (key) {
    case 'status':
      return pick(CLAIM_STATUSES, STATUS_LABELS, value) ?? value;
    case 'priority':
      return pick(PRIORITIES, PRIORITY_LABELS, value) ?? value;
    case 'kind':
      return pick(SOURCE_KINDS, KIND_LABELS, value) ?? value;
    case 'language':
      return languageName(value);
    case 'topic':
    case 'claimant':
    case 'publisher':
    case 'fact':
    case 'tag':
    case 'assignee':
      return nameOf(key, value) ?? value;
    case 'asOf':
      return tellMoment(value);
    case 'on':
      return tellDay(value);
    default:
      return value;
  }
}
