import { languageName } from '#lib/core/language.ts';
import { LINK_STATE_LABELS } from '#lib/snapshots/vocabulary.ts';
import type { NarrowingKey } from '#lib/sources/filter.ts';
import { KIND_LABELS, RELIABILITIES, RELIABILITY_LABELS, SOURCE_KINDS } from '#lib/sources/vocabulary.ts';

export const FILTER_LABELS: Record<NarrowingKey, string> = {
  q: 'Search',
  kind: 'Kind',
  publisher: 'Publisher',
  language: 'Language',
  reliability: 'Reliability',
  from: 'Published from',
  to: 'Published to',
  used: 'Claims',
  link: 'Link',
  deleted: 'Deleted',
};

const WORDS: Partial<Record<NarrowingKey, Record<string, string>>> = {
  publisher: { none: 'No publisher' },
  language: { none: 'Not known' },
  reliability: { none: 'No publisher' },
  used: { none: 'None', one: 'One', many: 'Several' },
  link: { ...LINK_STATE_LABELS, none: 'Never checked' },
  deleted: { only: 'Deleted sources' },
};

/** The name of a publisher by its id, where it is known. */
export type PublisherName = (id: string) => string | null | undefined;

/** A filter's value in words. */
export function valueLabel(key: NarrowingKey, value: string, publisherName: PublisherName): string {
  const word = WORDS[key]?.[value];
  if (word !== undefined) return word;
  switch (key) {
    case 'kind': {
      const kind = SOURCE_KINDS.find((one) => one === value);
      return kind ? KIND_LABELS[kind] : value;
    }
    case 'reliability': {
      const grade = RELIABILITIES.find((one) => one === value);
      return grade ? `${grade} · ${RELIABILITY_LABELS[grade]}` : value;
    }
    case 'language':
      return languageName(value);
    case 'publisher':
      return publisherName(value) ?? value;
    default:
      return value;
  }
}
