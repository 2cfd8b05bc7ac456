import { PRIORITY_LABELS, STATUS_LABELS } from '#lib/claims/vocabulary.ts';
import { languageName } from '#lib/core/language.ts';
import { CREDIBILITY_LABELS, STANCE_LABELS } from '#lib/evidence/vocabulary.ts';
import type { FactChoice } from '#lib/facts/schema.ts';
import { askedThen, formatValue } from '#lib/facts/value.ts';
import { stalenessOf } from './instrument-changes.ts';
import {
  type ClaimVersion,
  claimRow,
  type HistoryAction,
  type HistoryChange,
  type HistoryEntity,
  type HistoryEntry,
  valueRow,
} from './schema.ts';

/** An event as it is stored: `changed` is {column: [from, to]}, `row` the whole row afterwards. */
export type RawEvent = {
  id: string;
  act: string;
  at: string;
  actor: string;
  entity: HistoryEntity;
  entityId: number;
  action: HistoryAction;
  version: number;
  reason: string;
  changed: Record<string, unknown[]>;
  row: Record<string, unknown>;
};

export type NameKind = 'topic' | 'claimant' | 'tag' | 'person' | 'source' | 'instrument' | 'article';
/** Names by kind and id, as they are today. */
export type Names = Record<NameKind, Map<number, string>> & { fact: Map<number, FactChoice> };

type Show = (stored: unknown, names: Names) => string | null;
type Field = {
  column: string;
  field: string;
  label: string;
  show: Show;
  long?: true;
  names?: NameKind | 'fact';
};

const plain: Show = (stored) =>
  stored === null || stored === undefined || stored === '' ? null : String(stored);

function labelled(labels: Readonly<Record<string, string>>): Show {
  return (stored) =>
    stored === null || stored === undefined ? null : (labels[String(stored)] ?? String(stored));
}

function named(kind: NameKind): Show {
  return (stored, names) => {
    const list = (Array.isArray(stored) ? stored : [stored]).filter((id) => typeof id === 'number');
    return list.length === 0 ? null : list.map((id) => names[kind].get(id) ?? `no. ${id}`).join(', ');
  };
}

const CLAIM: readonly Field[] = [
  { column: 'statement', field: 'statement', label: 'Statement', show: plain, long: true },
  {
    column: 'original_wording',
    field: 'originalWording',
    label: 'Original wording',
    show: plain,
    long: true,
  },
  {
    column: 'language',
    field: 'language',
    label: 'Language',
    show: (stored) => languageName(String(stored)),
  },
  { column: 'claimant_id', field: 'claimant', label: 'Claimant', show: named('claimant'), names: 'claimant' },
  { column: 'claimed_on', field: 'claimedOn', label: 'Claimed on', show: plain },
  { column: 'topic_id', field: 'topicId', label: 'Topic', show: named('topic'), names: 'topic' },
  { column: 'tag_ids', field: 'tags', label: 'Tags', show: named('tag'), names: 'tag' },
  { column: 'priority', field: 'priority', label: 'Priority', show: labelled(PRIORITY_LABELS) },
  { column: 'assignee_id', field: 'assigneeId', label: 'Assignee', show: named('person'), names: 'person' },
  { column: 'status', field: 'status', label: 'Status', show: labelled(STATUS_LABELS) },
  { column: 'rationale', field: 'rationale', label: 'Rationale', show: plain, long: true },
];

const EVIDENCE: readonly Field[] = [
  { column: 'source_id', field: 'source', label: 'Source', show: named('source'), names: 'source' },
  { column: 'stance', field: 'stance', label: 'Stance', show: labelled(STANCE_LABELS) },
  {
    column: 'credibility',
    field: 'credibility',
    label: 'Credibility',
    show: (stored) => (typeof stored === 'number' ? `${stored} – ${CREDIBILITY_LABELS[stored] ?? ''}` : null),
  },
  { column: 'quote', field: 'quote', label: 'Quote', show: plain, long: true },
  { column: 'translation', field: 'translation', label: 'Translation', show: plain, long: true },
  {
    column: 'translation_language',
    field: 'translationLanguage',
    label: 'Language of the translation',
    show: (stored) => (typeof stored === 'string' ? languageName(stored) : null),
  },
  { column: 'place', field: 'place', label: 'Place', show: plain },
  { column: 'note', field: 'note', label: 'Note', show: plain, long: true },
];

/** The ids that these events name, so that their names can be looked up. */
export function namedIds(events: readonly RawEvent[]): Record<NameKind | 'fact', number[]> {
  const ids = {
    topic: new Set<number>(),
    claimant: new Set<number>(),
    tag: new Set<number>(),
    person: new Set<number>(),
    source: new Set<number>(),
    instrument: new Set<number>(),
    article: new Set<number>(),
    fact: new Set<number>(),
  };
  const add = (kind: keyof typeof ids, stored: unknown) => {
    for (const id of [stored].flat()) if (typeof id === 'number') ids[kind].add(id);
  };
  for (const event of events) {
    for (const { column, names } of event.entity === 'claim' ? CLAIM : []) {
      if (names) for (const stored of event.changed[column] ?? []) add(names, stored);
    }
    if (event.entity === 'evidence') add('source', event.row['source_id']);
    if (event.entity === 'dependence') {
      add('instrument', event.row['instrument_id']);
      add('article', event.row['article_id']);
    }
    if (event.entity === 'value')
      for (const stored of [event.row['fact_id'], ...(event.changed['fact_id'] ?? [])]) add('fact', stored);
  }
  return {
    topic: [...ids.topic],
    claimant: [...ids.claimant],
    tag: [...ids.tag],
    person: [...ids.person],
    source: [...ids.source],
    instrument: [...ids.instrument],
    article: [...ids.article],
    fact: [...ids.fact],
  };
}

/** The events (newest first) in words. */
export function historyEntries(events: readonly RawEvent[], names: Names): HistoryEntry[] {
  const other = otherVersions(events);
  return events.map((event) => ({
    ...historyEntry(event, names),
    differs: event.entity === 'claim' && other.has(event.version),
  }));
}

const CLAIM_COLUMNS = Object.keys(claimRow.shape);
const VALUE_COLUMNS = Object.keys(valueRow.shape);

/** The versions of a claim (events newest first) at which it or its value reads otherwise than now. */
function otherVersions(events: readonly RawEvent[]): Set<number> {
  const said = (row: RawEvent['row'], columns: readonly string[]) =>
    JSON.stringify(columns.map((column) => row[column] ?? null));
  const versions = new Map<number, string>();
  let [version, claim, value] = [0, '', ''];
  for (const { entity, ...event } of events.toReversed()) {
    if (entity === 'claim') [version, claim] = [event.version, said(event.row, CLAIM_COLUMNS)];
    if (entity === 'value') value = event.action === 'remove' ? '' : said(event.row, VALUE_COLUMNS);
    // A value is written after its claim was brought to the next version.
    versions.set(version, claim + value);
  }
  return new Set([...versions].flatMap(([at, text]) => (text === claim + value ? [] : [at])));
}

function historyEntry(event: RawEvent, names: Names): Omit<HistoryEntry, 'differs'> {
  const { changed: _, row, ...rest } = event;
  switch (event.entity) {
    case 'claim':
      return { ...rest, subject: null, changes: fieldChanges(CLAIM, event.changed, names) };
    case 'evidence':
      return {
        ...rest,
        subject: named('source')(row['source_id'], names),
        changes: evidenceChanges(event, names),
      };
    case 'value':
      return { ...rest, ...valueChanges(event, names) };
    case 'dependence':
      return { ...rest, subject: dependenceSubject(row, names), changes: dependenceChanges(event) };
  }
}

function fieldChanges(fields: readonly Field[], changed: RawEvent['changed'], names: Names): HistoryChange[] {
  return fields.flatMap(({ column, field, label, show, long = false }) => {
    const pair = changed[column];
    return pair ? [{ field, label, from: show(pair[0], names), to: show(pair[1], names), long }] : [];
  });
}

function evidenceChanges(event: RawEvent, names: Names): HistoryChange[] {
  if (event.action !== 'create') return fieldChanges(EVIDENCE, event.changed, names);
  const made = Object.fromEntries(
    ['stance', 'quote', 'note'].map((column) => [column, [null, event.row[column]]]),
  );
  return fieldChanges(EVIDENCE, made, names).filter((change) => change.to !== null);
}

function dependenceSubject(row: Record<string, unknown>, names: Names): string | null {
  const parts = [
    named('instrument')(row['instrument_id'], names),
    named('article')(row['article_id'], names),
  ];
  return parts.filter((part) => part !== null).join(', ') || null;
}

function dependenceChanges({ changed, action }: RawEvent): HistoryChange[] {
  const staleness = action === 'update' ? stalenessOf(changed) : null;
  if (staleness === null) return [];
  const [from, to] =
    staleness === 'marked' ? ['stood', 'to be looked at again'] : ['to be looked at again', 'stands'];
  return [{ field: 'stale', label: 'After an amendment', from, to, long: false }];
}

function valueChanges(event: RawEvent, names: Names): { subject: string | null; changes: HistoryChange[] } {
  const before = {
    ...event.row,
    ...Object.fromEntries(Object.entries(event.changed).map(([column, [from]]) => [column, from])),
  };
  const old = event.action === 'create' ? null : valueText(before, names);
  const now = event.action === 'remove' ? null : valueText(event.row, names);
  const changes: HistoryChange[] = [];
  const facts = event.changed['fact_id'];
  if (facts) {
    const [from, to] = facts.map((id) =>
      typeof id === 'number' ? (names.fact.get(id)?.question ?? null) : null,
    );
    changes.push({ field: 'fact', label: 'Fact', from: from ?? null, to: to ?? null, long: false });
  }
  changes.push({ field: 'value', label: 'Value', from: old, to: now, long: false });
  const subject = names.fact.get(Number(event.row['fact_id']))?.question ?? null;
  return { subject, changes };
}

function valueText(row: Record<string, unknown>, names: Names): string | null {
  const parsed = valueRow.safeParse(row);
  if (!parsed.success) return null;
  const { fact_id, as_of: asOf, valid_from: validFrom, valid_to: validTo, ...value } = parsed.data;
  const fact = names.fact.get(fact_id);
  return fact
    ? formatValue({ ...value, fact: askedThen(fact, value.canonical), asOf, validFrom, validTo })
    : (value.canonical ?? value.state);
}

/** In which fields two versions of a claim differ, in words. */
export function versionChanges(from: ClaimVersion, to: ClaimVersion): HistoryChange[] {
  const tags = (version: ClaimVersion) => version.tags.map((tag) => tag.name).join(', ') || null;
  const value = (version: ClaimVersion) =>
    version.value && `${formatValue(version.value)} (${version.value.fact.question})`;
  const rows: [field: string, label: string, read: (version: ClaimVersion) => string | null, long?: true][] =
    [
      ['statement', 'Statement', (version) => version.statement, true],
      ['originalWording', 'Original wording', (version) => version.originalWording || null, true],
      ['language', 'Language', (version) => languageName(version.language)],
      ['claimant', 'Claimant', (version) => version.claimant?.name ?? null],
      ['claimedOn', 'Claimed on', (version) => version.claimedOn],
      ['topicId', 'Topic', (version) => version.topic?.name ?? null],
      ['tags', 'Tags', tags],
      ['priority', 'Priority', (version) => PRIORITY_LABELS[version.priority]],
      ['assigneeId', 'Assignee', (version) => version.assignee?.name ?? null],
      ['value', 'Value', value],
      ['status', 'Status', (version) => STATUS_LABELS[version.status]],
      ['rationale', 'Rationale', (version) => version.rationale || null, true],
    ];
  return rows
    .map(([field, label, read, long = false]) => ({ field, label, from: read(from), to: read(to), long }))
    .filter((change) => change.from !== change.to);
}
